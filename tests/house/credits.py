"""docs/credits.md, written from the policy library and the templates: `python -m tests.house.credits --write`, or `make credits`."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from syndicator.core.agreements import library
from syndicator.core.article import Article, Person
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.flavours import Flavour
from syndicator.core.licences import by_id
from syndicator.core.places import Site, Source
from syndicator.core.proof import lacking
from syndicator.core.provenance import Provenance
from syndicator.core.rules.case import Case
from syndicator.core.terms import Terms, combine
from syndicator.core.verdict import Form
from syndicator.pipeline.draft import Drafted, draft
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.settings.policies import PolicyFile, read_folder
from tests.house.project import ROOT

FILE = ROOT / "docs" / "credits.md"
LIBRARY = ROOT / "config" / "publishers"
# file of the library → the language of the example article
PUBLISHERS = {
    "africa-check": "en", "agencia-brasil": "pt", "calmatters-network": "en", "caravanserai": "en", "detector-media": "uk",
    "dialogue-earth": "en", "direct-relief": "en", "eldiario-es": "es", "ensia": "en", "erev-rav": "he", "floodlight": "en",
    "freedom-of-the-press-foundation": "en", "gijn": "en", "global-research": "en", "global-voices": "en", "gov-uk": "en",
    "grist": "en", "groundup": "en", "kontrast-at": "de", "mongabay": "en", "mozilla-blog": "en", "nasa": "en",
    "new-york-world": "en", "nrkbeta": "nb", "opendemocracy": "en", "propublica": "en", "rfi": "fr", "sinc": "es",
    "the-conversation": "en", "the-reporter": "zh-TW", "undark": "en", "waging-nonviolence": "en",
}  # fmt: skip
# What an article of theirs may say itself, where the policy leaves the licence, or its version, to the article.
OWN_LICENCES = {"propublica": "LicenseRef-CC-BY-NC-ND-3.0-US", "eldiario-es": "CC-BY-NC-4.0"}
PUBLISHED = datetime(2026, 3, 2, 8, tzinfo=UTC)
PAGE = '<script type="application/ld+json">{"author": {"name": "Ana Ruiz", "affiliation": {"name": "University of the Quays"}}}</script>'
BODY = (
    '<p>The water stood at the third step when the first boat came in, says <a href="https://levels.example/">the gauge</a>.</p>'
    '<img src="https://count.example/1" width="1" height="1"><img src="/p.jpg">'
)
EVERY_COPY = {"title", "source_credit", "hyperlink_original", "source_link", "byline", "copyright_notice", "change_note"}
PARTS = {
    "title": "title",
    "source_credit": "source",
    "hyperlink_original": "link to the original",
    "source_link": "link to the source",
    "byline": "author",
    "author_institution": "the author's institution",
    "copyright_notice": "copyright line",
    "licence_notice": "licence, linked",
    "change_note": "note of what was changed",
    "pixel": "counting pixel, in the HTML",
    "canonical": "the original as canonical address, in the page's head",
    "credit_at_top": "credit above the text",
    "keep_links": "every link of the text",
}
ASKED_TOO = {"source_link": ("link_to_site", "link_site_or_original"), "hyperlink_original": ("link_site_or_original",)}


def whole() -> str:
    """The whole page, as Markdown."""
    return "\n".join([*_head(), *(_row(one) for one in policies()), ""])


def policies() -> list[PolicyFile]:
    """The chosen files of the library, in its order."""
    problems: list[str] = []
    found = [one for one in read_folder(LIBRARY, problems) if one.file.stem in PUBLISHERS]
    assert not problems
    return found


def drafted(one: PolicyFile) -> tuple[Terms, Drafted]:
    """An example article of a publisher, under the policy as the library has it."""
    host = one.policy.hosts[0]
    home = f"https://{host}/"
    source = Source(id=one.file.stem, feed=f"{home}feed", publisher=one.policy.publisher, publisher_url=home)
    article = Article(
        source_id=source.id,
        id=f"{home}an-article",
        url=f"{home}an-article",
        title="The river rises",
        html=BODY,
        authors=(Person("Ana Ruiz"),),
        published=PUBLISHED,
        language=PUBLISHERS[one.file.stem],
        page=PAGE,
    )
    terms = combine((*library((one.policy,), source), *_own_licence(one)))
    owner = Provenance(True, source.publisher, home, "", ())
    case = Case(article=article, source=source, site=Site(id="example", kind="journal"), terms=terms, holder=owner, now=PUBLISHED)
    made = draft(case, Form.FULL, JinjaRenderer(), HtmlCleaner(), flavours=tuple(Flavour))
    assert not lacking(made.checks), (one.file, lacking(made.checks))
    return terms, made


def _own_licence(one: PolicyFile) -> Iterator[Evidence]:
    """Where a policy asks for the licence and leaves it to each article, the example's own."""
    licence = by_id(str(one.policy.says.get(Topic.LICENCE, "")))
    if "licence_notice" in one.policy.says.get(Topic.DUTY, ()) and not (licence and licence.url):
        quote = Quote("the example's own", "example")
        yield Evidence(Topic.LICENCE, OWN_LICENCES.get(one.file.stem, "CC-BY-ND-4.0"), quote, "example", Channel.ENTRY, Level.ARTICLE)


def _head() -> Iterator[str]:
    yield "# What a credit looks like"
    yield ""
    yield f"For {len(PUBLISHERS)} publishers of the policy library: the credit that a copy of an example article carries, and which fact"
    yield "of the publisher's policy asked for each part. Written by `make credits` from `config/publishers/` and `templates/attribution/`."
    yield ""
    yield "Every copy, whatever the terms say, carries title, source, link to the source, link to the original, authors, a copyright"
    yield "line (unless the work is free of copyright) and a note where something was left out; only what a policy asks is told in the"
    yield "third column. What is known of a policy stands in its file, in our words; the address is where it was read. Where a policy"
    yield "asks for the licence and leaves it, or its version, to each article, the example brings one of its own."
    yield ""
    yield "| publisher, policy | credit | asked by |"
    yield "|---|---|---|"


def _row(one: PolicyFile) -> str:
    terms, made = drafted(one)
    policy = one.policy
    block = made.blocks["md"].replace("\n\n", "<br>").replace("|", "\\|")
    cells = (f"[{policy.publisher}]({policy.url}), read {policy.read_on}: {one.note}", block, "<br>".join(_asked(terms, made)))
    return f"| {' | '.join(' '.join(cell.split()) for cell in cells)} |"


def _asked(terms: Terms, made: Drafted) -> Iterator[str]:
    for duty in dict.fromkeys(o.duty for o in made.post.obligations):
        names = (duty, *ASKED_TOO.get(duty, ()))
        found = [e for name in names for e in terms.because(Topic.DUTY, name)]
        words = dict.fromkeys(_told(e) for e in found)
        if words:
            yield f"{PARTS[duty]}: {', '.join(words)}"
        elif duty not in EVERY_COPY:
            yield f"{PARTS[duty]}: the example's own licence"
    if terms.credit:
        yield "sentence: `credit`"


def _told(e: Evidence) -> str:
    """The fact of the library, or the licence it names, that a duty follows from."""
    if e.rule.startswith("licence:"):
        return e.rule.removeprefix("licence:").removeprefix("LicenseRef-")
    return f"`{e.value}`"


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        FILE.write_text(whole(), encoding="utf-8")
    else:
        sys.stdout.write(whole())
