"""Pictures in the whole way: only with rights, uploaded once by what they are, shown with their credit; after any crash too."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from syndicator.core.markup import read
from syndicator.core.places import Carries, Site
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SyndicatorError
from syndicator.pipeline.world import World
from syndicator.ports import Fetched, Store, Upload
from tests.walks.fakes import GRANT, Clock, Feeds, Town, a_world, an_article, walk

SRC, LICENCE = "https://src.example/river.jpg", "https://creativecommons.org/licenses/by/4.0/"
CAPTION = f'The river at night. Photo: Jo Bell, <a href="{LICENCE}">CC BY 4.0</a>'
LEFT_OUT = "Images were left out"


def pictured(number: int = 1, src: str = SRC, caption: str = CAPTION):
    figure = f'<figure><img src="{src}" alt="The river"><figcaption>{caption}</figcaption></figure>'
    text = "The river rose for another time this year, higher than anybody remembers it."
    return an_article(number, html=f"<p>{text} ({number})</p>{figure}{GRANT}")


class Gallery(Town):
    """A town that takes pictures; `upset` is called before and after each upload with "before" or "after"."""

    carries = Carries(images=True)

    def __init__(self) -> None:
        super().__init__("town")
        self.library: dict[str, str] = {}
        self.uploads: list[str] = []
        self.upset: Callable[[str], None] = lambda moment: None
        self.mute = False  # whether it cannot be asked for pictures

    def find_picture(self, upload: Upload) -> Upload | None:
        if self.mute:
            raise OutcomeUnknown("it lists none")
        return self._there(upload) if upload.name in self.library else None

    def upload(self, upload: Upload, data: bytes, alt: str) -> Upload:
        self.upset("before")
        self.uploads.append(upload.name)
        self.library[upload.name] = alt
        self.upset("after")
        return self._there(upload)

    def _there(self, upload: Upload) -> Upload:
        return replace(upload, place=f"https://town.example/media/{upload.name}", number="7")


@dataclass
class Pictures:
    """What lies at each address: bytes, or what is raised."""

    held: dict[str, bytes | Exception] = field(default_factory=lambda: {SRC: b"\xff\xd8\xffriver"})
    asked: list[str] = field(default_factory=list)

    def picture(self, url: str) -> Fetched:
        self.asked.append(url)
        found = self.held.get(url, Gone("404"))
        if isinstance(found, Exception):
            raise found
        return Fetched(found, "image/jpeg")


@dataclass
class Stage:
    world: World
    feeds: Feeds
    town: Gallery
    pictures: Pictures
    clock: Clock

    def walk(self, passes: int = 3) -> None:
        walk(self.world, self.clock, passes)

    @property
    def copy(self):
        (found,) = self.town.live.values()
        return found

    def shown(self) -> list[str]:
        return [image.src for image in read(self.copy.html).images]


@pytest.fixture
def stage(store: Store) -> Stage:
    clock, feeds, town, pictures = Clock(), Feeds({"src": [pictured()]}), Gallery(), Pictures()
    world = a_world(store, feeds, {"town": town}, clock, pictures=pictures, sites={"town": Site(id="town", kind="town", images=True)})
    source = replace(world.sources["src"], first_poll="all")
    return Stage(replace(world, sources={"src": source}), feeds, town, pictures, clock)


def test_a_picture_with_a_licence_of_its_own_travels_along(stage: Stage):
    """From the site's own library, with alternative text, caption, name and licence; nothing was left out, so nothing says so."""
    stage.walk(6)
    page = read(stage.copy.html)
    (image,) = page.images
    assert (f"https://town.example/media/{stage.town.uploads[0]}", "The river") == (image.src, image.alt)
    assert ("Photo: Jo Bell, CC BY 4.0" in page.text, LEFT_OUT in page.text) == (True, False)
    assert ([SRC], ["The river"]) == (stage.pictures.asked, list(stage.town.library.values()))
    (row,) = stage.world.store.posts()
    owed = {check.obligation.duty for check in row.checks}
    assert ("proven", True) == (row.stored.state, {"image_credit", "image_licence"} <= owed)


def test_it_is_one_copy_that_stays_as_it_is(stage: Stage):
    """Where its pictures are makes no new revision: nothing is corrected for it."""
    stage.walk(8)
    assert [("create", stage.copy.slug)] == stage.town.accepted


def test_one_picture_at_two_addresses_is_uploaded_once(stage: Stage):
    """It is known by what it is; another article shows it from the same place."""
    other = "https://cdn.src.example/resized.jpg"
    stage.pictures.held[other] = stage.pictures.held[SRC]
    stage.feeds.holds["src"] = [pictured(1), pictured(2, other), pictured(3)]
    stage.walk()
    assert (1, [SRC, other], 3) == (len(stage.town.uploads), sorted(stage.pictures.asked, reverse=True), len(stage.town.live))
    assert 1 == len({read(post.html).images[0].src for post in stage.town.live.values()})


@pytest.mark.parametrize("caption", ["Photo: Jo Bell", "Photo: Jo Bell / AFP / CC BY 4.0", ""])
def test_a_picture_without_rights_is_not_even_fetched(stage: Stage, caption: str):
    """And the copy says that images were left out."""
    stage.feeds.holds["src"] = [pictured(caption=caption)]
    stage.walk()
    assert ([], [], [], True) == (stage.shown(), stage.pictures.asked, stage.town.uploads, LEFT_OUT in stage.copy.html)


@pytest.mark.parametrize("images", [False, True])
def test_a_site_that_takes_none_or_wants_none_gets_none(stage: Stage, images: bool):
    """As its kind, or its operator, has it."""
    site, town = Site(id="town", kind="town", images=images), Gallery() if not images else Town("town")
    stage.world, stage.town = replace(stage.world, clients={"town": town}, sites={"town": replace(site, images=False)}), town
    stage.walk()
    assert ([], []) == (stage.shown(), stage.pictures.asked)


@pytest.mark.parametrize("why", [Gone("404"), Rejected("it is no JPEG, PNG, GIF or WebP")])
def test_a_picture_that_cannot_be_had_is_left_out_and_told(stage: Stage, why: SyndicatorError):
    """The copy is drafted anew without it, with its note; the picture is not asked for again."""
    stage.pictures.held[SRC] = why
    stage.walk(6)
    assert ([], [SRC], True) == (stage.shown(), stage.pictures.asked, LEFT_OUT in stage.copy.html)
    known = stage.world.store.uploads("town", [SRC])[SRC]
    assert ("unhad", "proven") == (known.state, stage.world.store.posts()[0].stored.state)


def test_a_picture_that_the_site_refuses_is_left_out(stage: Stage):
    """The text goes all the same."""
    stage.town.upset = raising("before", Rejected("413"))
    stage.walk(6)
    assert ([], [], True) == (stage.shown(), stage.town.uploads, LEFT_OUT in stage.copy.html)


def test_a_server_in_trouble_holds_a_text_up_for_a_while_only(stage: Stage):
    """After three tries it goes without."""
    stage.pictures.held[SRC] = RetryLater("503")
    stage.walk(2)
    assert {} == stage.town.live
    stage.walk(6)
    assert ([], 4) == (stage.shown(), len(stage.pictures.asked))


def test_trouble_with_a_picture_is_none_of_the_site(stage: Stage):
    """Its other posts leave in the same pass, however long the picture's server wants to be left alone."""
    stage.pictures.held[SRC] = RetryLater("503", stage.clock() + timedelta(days=1))
    stage.feeds.holds["src"] = [pictured(1), an_article(2), an_article(3)]
    stage.walk(1)
    assert (2, {}) == (len(stage.town.live), stage.world.quiet)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_answer_that_was_lost_is_asked_for(stage: Stage, moment: str):
    """Whether the upload had arrived or not, it is there once."""
    troubles = iter([OutcomeUnknown("lost")])

    def upset(at: str) -> None:
        if at == moment and (trouble := next(troubles, None)):
            raise trouble

    stage.town.upset = upset
    stage.walk(4)
    assert (1, 1, [SRC]) == (len(stage.town.uploads), len(stage.shown()), stage.pictures.asked)


def test_a_site_that_cannot_be_asked_gets_each_picture_once(stage: Stage):
    """The first try needs no asking, and what is known to be there none either."""
    stage.town.mute = True
    stage.feeds.holds["src"] = [pictured(1), pictured(2)]
    stage.walk()
    assert (1, 2) == (len(stage.town.uploads), len(stage.town.live))
    assert all(read(post.html).images for post in stage.town.live.values())


@pytest.mark.parametrize("moment", ["before", "after"])
def test_where_a_lost_answer_cannot_be_asked_for_the_copy_goes_without_it(stage: Stage, moment: str):
    """It may be there: it is never sent a second time, and the copy says that images were left out."""
    troubles = iter([OutcomeUnknown("lost")])

    def upset(at: str) -> None:
        if at == moment and (trouble := next(troubles, None)):
            raise trouble

    stage.town.mute, stage.town.upset = True, upset
    stage.walk(6)
    assert (int(moment == "after"), [], True) == (len(stage.town.uploads), stage.shown(), LEFT_OUT in stage.copy.html)
    assert "whether an earlier upload arrived is not known" in stage.world.store.uploads("town", [SRC])[SRC].why


def test_a_busy_site_that_cannot_be_asked_gets_it_later(stage: Stage):
    """It said that it did nothing."""
    troubles = iter([RetryLater("503"), RetryLater("503")])

    def upset(at: str) -> None:
        if at == "before" and (trouble := next(troubles, None)):
            raise trouble

    stage.town.mute, stage.town.upset = True, upset
    stage.walk(6)
    assert (1, 1, [SRC]) == (len(stage.town.uploads), len(stage.shown()), stage.pictures.asked)


class Killed(BaseException):
    """The process died here."""


@pytest.mark.parametrize("moment", ["before", "after", "intended", "kept"])
def test_after_a_crash_it_is_there_once(stage: Stage, moment: str, monkeypatch: pytest.MonkeyPatch):
    """Between fetching and its intent, the intent and the upload, the upload and its receipt, the receipt and the post."""
    keep, kept = stage.world.store.record_upload, []

    def keeping(*facts):
        keep(*facts)
        kept.append(facts)
        if len(kept) == {"intended": 1, "kept": 2}.get(moment):
            raise Killed

    monkeypatch.setattr(stage.world.store, "record_upload", keeping)
    stage.town.upset = raising(moment, Killed())
    with pytest.raises(Killed):
        stage.walk(1)
    monkeypatch.undo()
    stage.town.upset = lambda moment: None
    stage.clock.pass_(minutes=5)
    stage.walk(4)
    assert (1, 1, 1) == (len(stage.town.uploads), len(stage.shown()), len(stage.town.created()))
    assert [SRC] == stage.pictures.asked


def test_the_ledger_tells_of_every_picture(stage: Stage):
    """Taken, with its bytes; and uploaded, with its place."""
    stage.walk()
    (row,) = stage.world.store.posts()
    store = stage.world.store
    told = [e.read() for e in store.ledger_about(row.stored.post.article_key) if e.read().kind == "picture"]
    assert ["sending", "there"] == [one.says["outcome"] for one in told]
    assert stage.pictures.held[SRC] == store.content(told[0].contents["picture"])


def raising(wanted: str, error: BaseException) -> Callable[[str], None]:
    def upset(moment: str) -> None:
        if moment == wanted:
            raise error

    return upset
