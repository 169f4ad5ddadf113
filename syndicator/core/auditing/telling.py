"""Points about what a copy made of the text and its images, and what is told although no terms ask for it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from syndicator.core.article import same_address
from syndicator.core.attribution import pixel_of
from syndicator.core.auditing.answers import Grade, Outcome, Point
from syndicator.core.auditing.observing import Observed
from syndicator.core.auditing.original import Original
from syndicator.core.auditing.overlap import Kind, Overlap
from syndicator.core.derivation import Derivation
from syndicator.core.evidence import Evidence, Quote, Topic
from syndicator.core.images import images_of
from syndicator.core.markup import Markup, read
from syndicator.core.rules.case import limited
from syndicator.core.terms import Derivatives

_SHOWN = 5  # runs of words
_CHANGE_NOTE = re.compile(
    r"(?i)\b(?:edited|abridged|shortened|modified|adapted|condensed|changes (?:were|have been) made|updated headline|rewritten|"
    r"excerpt(?:ed)?|translated|gekürzt|bearbeitet|angepasst|übersetzt|auszug|modifi(?:é|ée|cado|cada)|adapt(?:é|ée|ado|ada)|abrégé|"
    r"traduit|extrait|editad[oa]|resumid[oa]|traducid[oa]|extracto|traduzid[oa]|trecho)\b[^\n]{0,120}"
)
_SIZE = re.compile(r"-(?:\d{2,4}x\d{2,4}|scaled|e\d{6,})$")


def told_changes(page: Markup, where: str, original: Original, found: Overlap, apart: Derivation) -> Iterator[Point]:
    """Whether words were changed, whether the terms let them be, and whether readers are told so."""
    rewritten = found.kind is Kind.REWRITTEN
    lost = tuple(Quote(words, original.article.url) for words in apart.removed[:_SHOWN])
    gained = tuple(Quote(words, where) for words in apart.added[:_SHOWN])
    if apart.unchanged and not rewritten:
        yield Point("changes", Outcome.MET, "no word of what was taken was changed")
        return
    says = f"it lacks {_count(apart.removed)} of the original and adds {_count(apart.added)}"
    if rewritten:
        says = f"the text was rewritten: {found.alike:.0%} of its runs of three words are the original's"
    outcome, because, asked = _allowed(original)
    yield Point("changes", outcome, f"{says}; {because}", Grade.SERIOUS, (*lost, *gained), tuple(e.quote for e in asked))
    if original.terms.licence.startswith(("CC-BY", "LicenseRef-CC")) or "change_note" in original.terms.duties:
        yield _change_note(page, where, original)


def told_images(page: Markup, where: str, original: Original, *, commercial: bool) -> Iterator[Point]:
    """Images of the original that the copy shows: each by itself, by the rules for our own copies."""
    shown = {_image_key(image.src): image for image in page.images if not image.tiny}
    decided = [image for image in images_of(original.article.html, original.terms, commercial=commercial) if _image_key(image.src) in shown]
    taken = [image for image in decided if not image.kept]
    if taken:
        says = "; ".join(f"{shown[_image_key(image.src)].src}: {image.why}" for image in taken[:_SHOWN])
        asked = tuple(e.quote for e in limited(original.terms, "images", "third_party_items"))
        found = tuple(Quote(shown[_image_key(i.src)].src, where) for i in taken)
        yield Point("images", Outcome.LACKING, f"it shows images that were not granted: {says}", Grade.SERIOUS, found, asked)
    elif decided:
        found = tuple(Quote(shown[_image_key(i.src)].src, where) for i in decided)
        yield Point("images", Outcome.MET, f"its {len(decided)} images of the original have a licence of their own", Grade.SERIOUS, found)
    else:
        yield Point("images", Outcome.MET, "it shows no image of the original")


def told_nothing_asked(page: Markup, where: str, original: Original, seen: Observed) -> Iterator[Point]:
    """Canonical, noindex, pixel, ads and paywall as they stand, where no terms ask about them: a publisher wants to know."""
    duties = original.terms.duties
    if "canonical" not in duties:
        declared = page.declared("canonical")
        ours = any(same_address(href) == same_address(original.article.url) for href in declared)
        yield _told(
            "canonical", f"canonical: {'the original' if ours else ', '.join(declared) or 'none'}", [Quote(h, where) for h in declared]
        )
    if "noindex" not in duties:
        robots = page.meta("robots")
        yield _told("noindex", f"robots: {robots or 'nothing is said'}", [Quote(robots, where)] if robots else [])
    pixel = pixel_of(original.article)
    if "pixel" not in duties and pixel:
        there = any(image.src == pixel for image in page.images)
        yield _told(
            "pixel", f"the publisher's counting pixel is {'there' if there else 'not there'}", [Quote(pixel, where)] if there else []
        )
    yield _told("ads_seen", "ads are shown" if seen.ads else "no ads were seen", list(seen.ads))
    yield _told("paywall_seen", "there is a paywall" if seen.paywall else "no paywall was seen", list(seen.paywall))


def _told(question: str, says: str, quotes: list[Quote]) -> Point:
    return Point(question, Outcome.NOT_ASKED, says, Grade.COMPLIANT, tuple(quotes))


def _allowed(original: Original) -> tuple[Outcome, str, tuple[Evidence, ...]]:
    """What the terms say of changing words."""
    terms = original.terms
    words = (*terms.because(Topic.DERIVATIVES), *terms.because(Topic.CHANGE, "style"), *limited(terms, "must_run_whole"))
    if terms.limit("must_run_whole") is not None or terms.derivatives is Derivatives.FORBIDDEN:
        return Outcome.LACKING, "the terms want it unchanged", words or terms.because(Topic.LICENCE)
    if terms.derivatives in (Derivatives.ALLOWED, Derivatives.SHARE_ALIKE):
        return Outcome.MET, "the terms allow changes", words
    return Outcome.OPEN, f"whether the terms allow that is for a person to say (derivatives: {terms.derivatives})", words


def _change_note(page: Markup, where: str, original: Original) -> Point:
    """CC 4.0 §3(a)(1)(B): «indicate if You modified the Licensed Material»; words of the story itself do not count."""
    story = read(original.body).text
    found = next((m for m in _CHANGE_NOTE.finditer(page.text) if m[0].strip() not in story), None)
    if found is None:
        return Point("change_note", Outcome.LACKING, "readers are not told that the text was changed", Grade.MINOR)
    quote = Quote(found[0], where, found.start(), found.end())
    return Point("change_note", Outcome.MET, f"readers are told: “{found[0].strip()}”", Grade.MINOR, (quote,))


def _image_key(src: str) -> str:
    """The name of an image's file, without the size that publishing systems append to it."""
    try:
        name = unquote(urlsplit(src).path).rpartition("/")[2]
    except ValueError:
        return src
    stem, _, kind = name.rpartition(".")
    return f"{_SIZE.sub('', stem)}.{kind}".lower() if stem else name.lower()


def _count(runs: tuple[str, ...]) -> str:
    count = sum(len(words.split()) for words in runs)
    return f"{count} word{'' if count == 1 else 's'}"
