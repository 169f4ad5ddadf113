# ruff: noqa: E501 - pages are read best as they stand
"""What publishers hand out on their pages for reposting, and what they withhold."""

import pytest

from syndicator.core.evidence import Topic
from syndicator.core.packages import package, withheld
from syndicator.core.reading import read_text
from syndicator.core.terms import Republish

URL = "https://fen.example/eels"
ASSET = '<link rel="stylesheet" href="https://fen.example/wp-content/plugins/republication-tracker-tool/assets/widget.css">'
BUTTON = '<button class="republication-tracker-tool-button">Republish this story</button>'
TEXT = (
    "&lt;h1&gt;Eels&lt;/h1&gt;&lt;p&gt;Water rose.&lt;/p&gt;&lt;p&gt;This &lt;a href=&quot;https://fen.example/eels&quot;&gt;article&lt;/a&gt; first appeared on "
    "Fen Gazette.&lt;/p&gt;&lt;img src=&quot;https://fen.example/?republication-pixel=true&amp;amp;post=7&quot;&gt;"
)


def modal(policy, badge=""):
    """The plugin's dialogue, which is not displayed at first."""
    return (
        f'<div id="republication-tracker-tool-modal" style="display:none"><div id="republication-tracker-tool-modal-content"><h2>Republish this article</h2>'
        f'<div class="cc-policy">{badge}{policy}</div><textarea id="republication-tracker-tool-shareable-content">{TEXT}</textarea></div></div>'
    )


def test_the_plugins_package():
    """Text to copy, policy, pixel, credit and badge are what the dialogue holds."""
    badge = '<a rel="license" href="http://creativecommons.org/licenses/by-nd/4.0/">badge</a>'
    found = package(f"<p>Story</p>{BUTTON}{modal('<p>Credit us.</p>', badge)}", URL)
    assert found is not None
    assert ("republication-tracker-tool", "Republish this story") == (found.kind, found.offer)
    assert found.html.startswith("<h1>Eels</h1><p>Water rose.</p>")
    assert "https://fen.example/?republication-pixel=true&post=7" == found.pixel
    assert "This article first appeared on Fen Gazette." == found.credit
    assert "Credit us." in found.policy
    assert "http://creativecommons.org/licenses/by-nd/4.0/" == found.badge


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (
            f'<div class="republish-popup" style="display:none"><p>Rules</p><textarea class="form-control">{TEXT}</textarea></div>',
            "republish-popup",
        ),
        (f'<div class="content-share"><textarea name="non-attributed-body">{TEXT}</textarea></div>', "share-page"),
        (f'<section id="republish-this"><h3>Take it</h3><textarea>{TEXT}</textarea></section>', "republish-box"),
        (BUTTON, "republication-tracker-tool"),
    ],
)
def test_other_shapes(html, kind):
    """Pop-ups, share pages, named containers and the plugin's bare button are packages."""
    found = package(html, URL)
    assert found is not None
    assert kind == found.kind


@pytest.mark.parametrize(
    "html",
    [
        "<p>Republish</p>",
        '<div class="embed"><textarea>&lt;p&gt;A text that could be copied&lt;/p&gt;</textarea></div>',
        '<div class="republish"><textarea>&lt;iframe src="https://fen.example/chart"&gt;&lt;/iframe&gt;</textarea></div>',
        '<div class="republish"><textarea></textarea></div>',
    ],
)
def test_no_package(html):
    """A word, an embed code and an empty text area offer nothing."""
    assert package(html, URL) is None


def test_the_dialogue_speaks_though_it_is_not_displayed():
    """The button grants for this article by the policy in its dialogue; hidden words elsewhere grant nothing."""
    offered = f"<p>Story</p>{BUTTON}{modal('<p>Do not edit the article. Credit Fen Gazette.</p>')}"
    terms, evidence = read_text(offered, html=True, url=URL)
    assert (Republish.YES, "forbidden", "") == (terms.republish, terms.derivatives, terms.licence)
    assert "package.offered" in {e.rule for e in evidence}
    assert ["https://fen.example/?republication-pixel=true&post=7"] == [e.quote.text for e in terms.because(Topic.DUTY, "pixel")]
    hidden = '<p>Story</p><div style="display:none"><p>You may republish this article.</p></div>'
    assert Republish.UNKNOWN is read_text(hidden, html=True, url=URL)[0].republish


def test_the_badge_of_the_plugin_fills_in_and_never_contradicts():
    """A policy that names its licence outweighs the badge; one that leaves it open is filled in by it."""
    badge = '<a rel="license" href="https://creativecommons.org/licenses/by-nd/4.0/">x</a>'
    named = f"{BUTTON}{modal('<p>You may republish this article under CC BY-NC 4.0.</p>', badge)}"
    left_open = f"{BUTTON}{modal('<p>Republish our articles for free under a Creative Commons license.</p>', badge)}"
    assert "CC-BY-NC-4.0" == read_text(named, html=True, url=URL)[0].licence
    assert "CC-BY-ND-4.0" == read_text(left_open, html=True, url=URL)[0].licence


def test_a_policy_that_refuses_takes_the_button_back():
    """A button beside a policy that wants to be asked grants nothing."""
    asked = f"{BUTTON}{modal('<p>Republication requires our written permission.</p>')}"
    assert Republish.NO is read_text(asked, html=True, url=URL)[0].republish


def test_the_button_left_out_is_a_refusal():
    """A page that loads the plugin without its button refuses for this article, whatever the site grants, and shows by which file."""
    page = f"<head>{ASSET}</head><p>Story</p><footer>You may republish our articles.</footer>"
    terms, _ = read_text(page, html=True, url=URL)
    (refusal,) = terms.because(Topic.REPUBLISH, "no")
    assert Republish.NO is terms.republish
    assert refusal.quote.text.endswith("/plugins/republication-tracker-tool/assets/widget.css")
    assert "" == withheld(page + BUTTON)
    assert "" == withheld("<p>The republication-tracker-tool is a plugin.</p>")
