"""One source whose terms page is watched, and one site, for walks."""

from dataclasses import dataclass, field, replace

from syndicator.core.places import FirstPoll
from syndicator.pipeline import World, read
from syndicator.pipeline.world import Tally
from syndicator.ports import Store
from tests.walks.fakes import SOURCE, Clock, Feeds, Pages, Town, a_world, an_article

TERMS, FRONT = "https://src.example/republishing", "https://src.example/"
GRANT = "You are free to republish our articles on your website, provided you credit Source Daily and link to the original article."
REFUSAL = "You may not republish our articles."
FOOTER = '<footer><a href="/republishing">Republishing guidelines</a></footer>'


def a_page(words: str, menu: str = "News") -> str:
    return f"<html><body><nav>{menu}</nav><h1>Republishing</h1><p>{words}</p></body></html>"


@dataclass
class Walk:
    """One source whose articles grant nothing by themselves, read with their pages, and one site."""

    store: Store
    words: str | Exception = GRANT
    clock: Clock = field(default_factory=Clock)
    town: Town = field(default_factory=lambda: Town("commons"))
    noted: list[tuple[str, dict]] = field(default_factory=list)
    source: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages = Pages({"https://src.example/1": f"<article><p>The river rose.</p></article>{FOOTER}"})
        self.says(self.words)
        self.feeds = Feeds({"src": [an_article(html="<p>The river rose.</p>")]})
        source = replace(SOURCE, **{"first_poll": FirstPoll.ALL, "read_page": True, "watch_terms": True, **self.source})
        facts = {"sources": {"src": source}, "pages": self.pages, "note": lambda event, said: self.noted.append((event, dict(said)))}
        self.world: World = a_world(self.store, self.feeds, {"commons": self.town}, self.clock, **facts)

    def says(self, words: str | Exception, menu: str = "News") -> None:
        self.pages.html[TERMS] = words if isinstance(words, Exception) else a_page(words, menu)

    def next_day(self) -> Tally:
        self.clock.pass_(days=1.2)
        return read(self.world)

    @property
    def state(self) -> str:
        (case,) = self.store.cases()
        return case.state

    @property
    def why(self) -> str:
        (case,) = self.store.cases()
        return case.verdict.deciding.says

    def looks(self) -> int:
        return self.pages.asked.count(TERMS)
