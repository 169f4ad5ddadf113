"""Pictures in a text: which stay in their figure, what leads to their licence, and where they are at the site."""

import pytest

from syndicator.core.markup import read
from syndicator.core.pictures import Picture, captioned, hosted, picture_duties, with_pictures
from syndicator.core.proof import By, Obligation, lacking, prove

BY = "https://creativecommons.org/licenses/by/4.0/"
SRC, OTHER = "https://src.example/r.jpg?a=1&b=2", "https://src.example/o.jpg"
RIVER = Picture(SRC, "The river", "Jo Bell", BY)


def figure(caption: str, *sources: str) -> str:
    images = "".join(f'<img src="{src.replace("&", "&amp;")}" alt="The river &gt; lake">' for src in sources or (SRC,))
    return f"<figure>{images}<figcaption>{caption}</figcaption></figure>"


def test_a_caption_with_its_link_stays_as_it_is() -> None:
    """But for a relation that would speak of the whole page."""
    linked = f'Photo: Jo Bell, <a href="{BY}" rel="license">CC BY</a>'
    html = f"<p>Words.</p>{figure(linked)}"
    text, taken = with_pictures(html, [RIVER])
    assert ((RIVER,), html.replace(' rel="license"', "")) == (taken, text)


def test_a_caption_that_only_names_the_licence_becomes_the_link_to_it() -> None:
    """Without a word more or less."""
    html = figure("Photo: Jo Bell, CC BY 4.0")
    text, taken = with_pictures(html, [RIVER])
    assert (read(html).text, (RIVER,), (BY,)) == (read(text).text, taken, tuple(link.href for link in read(text).links))


@pytest.mark.parametrize("html", [
    figure('Photo: <a href="https://bell.example/">Jo Bell</a>, CC BY 4.0'),
    figure(""), f'<p><img src="{SRC.replace("&", "&amp;")}" alt="The river"></p>',
    f'<figure><img src="{SRC.replace("&", "&amp;")}" alt=""></figure>', figure("Photo: Jo Bell", OTHER),
])  # fmt: skip
def test_a_picture_that_cannot_lead_to_its_licence_stays_away(html: str) -> None:
    """And so does its caption."""
    text, taken = with_pictures(f"<p>Words.</p>{html}<p>More.</p>", [RIVER])
    assert ((), (), "Words.\nMore.") == (taken, read(text).images, read(text).text)


def test_only_what_is_wanted_stays_in_a_figure_of_several() -> None:
    """The others are left out."""
    text, taken = with_pictures(figure("Photos: Jo Bell, CC BY 4.0", SRC, OTHER), [RIVER])
    assert ((RIVER,), [SRC]) == (taken, [image.src for image in read(text).images])


def test_a_figure_within_a_figure_counts_by_itself() -> None:
    """A gallery keeps those whose captions say it."""
    inner, lost = figure("Photo: Jo Bell, CC BY 4.0"), figure("Photo: Max Roe", OTHER)
    text, taken = with_pictures(f"<figure>{inner}{lost}</figure><p>Words.</p>", [RIVER])
    assert ((RIVER,), [SRC], False) == (taken, [image.src for image in read(text).images], "Max Roe" in text)


def test_figures_without_images_are_left_alone() -> None:
    """A table with its caption, say."""
    html = "<figure><table><tr><td>1</td></tr></table><figcaption>Levels</figcaption></figure>"
    assert (html, ()) == with_pictures(html, [RIVER])


def test_pictures_are_shown_where_they_are_at_the_site() -> None:
    """Addresses are escaped; what is not there keeps the original's, to the last character."""
    html = figure("Photos", SRC, OTHER)
    expected = html.replace("https://src.example/r.jpg?a=1&amp;b=2", "https://plaza.example/1.jpg?x=1&amp;y=%22")
    assert expected == hosted(html, {SRC: "https://plaza.example/1.jpg?x=1&y=%22"})
    assert html == hosted(html, {})


def test_the_caption_of_a_picture_is_found_by_its_address() -> None:
    """As it stands in its own figure; a picture without one has none."""
    html = f"{figure('Photos', OTHER)}{figure('The <em>river</em>', SRC)}<img src='https://src.example/bare.jpg'>"
    assert ("The <em>river</em>", "Photos", "") == (
        captioned(html, SRC),
        captioned(html, OTHER),
        captioned(html, "https://src.example/bare.jpg"),
    )


def test_what_is_owed_for_a_picture_is_proven_on_its_caption() -> None:
    """The name, and the link to the licence, in the article's own text."""
    text, taken = with_pictures(figure(f'Photo: Jo Bell, <a href="{BY}deed.de">CC BY</a>'), [RIVER])
    owed = picture_duties(taken, text)
    assert (Obligation("image_credit", By.WORDS, "Jo Bell"), Obligation("image_licence", By.LINK, f"{BY}deed.de")) == owed
    assert not lacking(prove(text, owed, "page", body=text))
    assert 2 == len(lacking(prove("<p>Words.</p>", owed, "page", body="<p>Words.</p>")))
