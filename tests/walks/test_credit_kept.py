"""The live copy is proven without its own text: a site that drops the credit is found out, whatever the article says."""

from dataclasses import replace

from syndicator.core.proof import lacking, prove
from syndicator.core.verdict import Form
from tests.rendering.credits import a_case, drafted

HTML = '<p>Ana Ruiz and Bo Li went. Harbour Post, <a href="https://post.example/">they said</a>, would print.</p><p>Bo Li</p>'


def test_a_page_without_its_block_lacks_every_duty_of_it():
    """Names, source and link stand in the article; none of them is a credit."""
    post = drafted(a_case("CC BY 4.0", "en", html=HTML)).post
    page = f"<html><head><title>x</title></head><body><main><h1>{post.title}</h1>{post.body}</main></body></html>"

    told = {(c.obligation.duty, c.met) for c in prove(page, post.obligations, "page", body=post.body)}
    assert {("title", True)} == {(duty, met) for duty, met in told if met}
    assert {"byline", "source_credit", "source_link", "licence_notice", "copyright_notice"} <= {duty for duty, met in told if not met}


def test_a_page_with_its_block_lacks_nothing():
    """Above or below, under a theme's wrappers, with its own byline beside."""
    for family in ("CC BY 4.0", "a prescribed sentence"):
        post = drafted(a_case(family, "en", html=HTML)).post
        page = f'<body><nav><a href="/">Home</a></nav><div class="x"><p>By admin</p>{post.html}</div><footer>Riverside</footer></body>'

        assert not lacking(prove(page, post.obligations, "page", body=post.body))
        assert (family == "a prescribed sentence") == post.html.startswith(post.block)


def test_the_body_is_the_post_without_its_block():
    """Also where the block stands first; a post from before blocks were kept has none that is known."""
    below, above = (drafted(a_case(family, "en", html=HTML)).post for family in ("CC BY 4.0", "a prescribed sentence"))

    assert HTML == below.body.strip() == above.body.strip()
    assert "" == replace(below, block="").body
    assert "" == drafted(a_case("CC BY 4.0", "en"), Form.LINK).post.body.strip()
