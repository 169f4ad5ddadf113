"""Policy cases: files in which an operator pins what an article under some terms must come to, one table a case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from syndicator.core.article import Article, Person
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.places import Site, Source
from syndicator.errors import SettingsError
from syndicator.settings import lines
from syndicator.settings.building import site_facts
from syndicator.settings.document import SiteTable
from syndicator.settings.loading import parsed, read_text
from syndicator.settings.model import Settings, Table
from syndicator.settings.policies import SaysTable
from syndicator.settings.problems import Where, near, shape_problems
from syndicator.settings.values import Flag, Id, Language, Line, Some, WebAddress

_LARGEST = 16 * 2**20
_DETAILED = frozenset({Topic.LIMIT, Topic.CHANGE})  # written "name=detail"
ANSWERS = ("allow", "wait", "hold", "refuse")
FORMS = ("full", "excerpt", "link")


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class FactsTable(SiteTable):
    """A site that is not configured: its facts alone, as under [[site]]."""

    id: Id = "a-site"
    kind: Line = "specimen"


class ArticleTable(Table):
    """The article: its text as HTML, here or in files beside the case."""

    url: WebAddress = "https://publisher.example/article"
    title: Line = "An article"
    html: str = "<p>The text of an article.</p>"
    html_file: Line | None = None
    page_file: Line | None = None
    published: datetime | None = None
    language: Language | None = None
    authors: tuple[Line, ...] = ("An Author",)
    rights: str = ""
    complete: Flag = True


class SaidTable(SaysTable):
    """What machines are told beside the article, by topic, as under [says] of a policy file; nothing has to be said."""

    republish: Literal["yes", "no", "unknown"] | None = None  # type: ignore[assignment]  # a case may leave open what a policy must say


class StatementTable(Table):
    """One statement about rights as it was read, with its words."""

    topic: Topic
    value: Line
    quote: str
    where: Line
    detail: str = ""
    channel: Channel = Channel.NOTICE
    level: Level = Level.SITE
    rule: Line = "case"


class ExpectTable(Table):
    """What must come of it: one answer or several that are right, and where they matter the form and the rule."""

    answer: Annotated[Some[Literal["allow", "wait", "hold", "refuse"]], BeforeValidator(_one_or_more)]
    form: Literal["full", "excerpt", "link", "none"] | None = None
    rule: Line | None = None


class CaseTable(Table):
    """One case."""

    name: Line
    site: Line | None = None
    facts: FactsTable | None = None
    source: Line | None = None
    publisher: Line | None = None
    now: datetime | date | None = None
    article: ArticleTable = ArticleTable()
    terms: str = ""
    terms_file: Line | None = None
    says: SaidTable = SaidTable()
    statement: tuple[StatementTable, ...] = ()
    expect: ExpectTable

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if (self.site is None) is (self.facts is None):
            raise ValueError(
                "a case is for one site; write the id of a configured one, site = …, or the facts of another under [case.facts]"
            )
        if self.source is not None and self.publisher is not None:
            raise ValueError("write source (the id of a configured one) or publisher (a name), not both")
        return self


class CaseFile(Table):
    """A file of cases."""

    case: Some[CaseTable] = Field(description="The cases, in order.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyCase:
    """One case, ready to be judged: `where` is its file and line, `said` the statements that stand beside the article."""

    name: str
    where: str
    article: Article
    source: Source
    site: Site
    now: datetime
    terms_html: str
    terms_url: str
    said: tuple[Evidence, ...]
    answers: tuple[str, ...]
    form: str
    rule: str


def load_cases(place: Path, settings: Settings) -> tuple[PolicyCase, ...]:
    """Every case of a file, or of the `*.toml` of a folder; SettingsError with every problem of every file, by file and line."""
    if not place.exists():
        raise SettingsError(f"{place}: there is no such file or folder; write a first case with: syndicator policy new ARTICLE")
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    if not files:
        raise SettingsError(f"{place}: there is no case in it (*.toml); write a first one with: syndicator policy new ARTICLE")
    cases: list[PolicyCase] = []
    problems: list[str] = []
    for file in files:
        try:
            cases += _file(file, settings)
        except SettingsError as error:
            problems += error.problems
    if problems:
        raise SettingsError(*problems)
    return tuple(cases)


def _file(file: Path, settings: Settings) -> list[PolicyCase]:
    text = read_text(file)
    document = parsed(text, file)
    where = Where(str(file), lines.locate(text), {}, document)
    try:
        tables = CaseFile.model_validate(document).case
    except ValidationError as error:
        raise SettingsError(*shape_problems(error, CaseFile, where)) from None
    problems = list(_unknown(tables, settings, where))
    found: list[PolicyCase] = []
    for number, table in enumerate(tables):
        try:
            found.append(_built(table, number, file, settings, where))
        except KeyError:
            continue  # a source or site that is not there, told above
        except ValueError as error:
            problems.append(where.told(("case", number), str(error)))
    if problems:
        raise SettingsError(*problems)
    return found


def _unknown(tables: Sequence[CaseTable], settings: Settings, where: Where) -> Iterator[str]:
    known = {"site": [s.facts.id for s in settings.sites], "source": [s.id for s in settings.sources]}
    for number, table in enumerate(tables):
        for key, ids in known.items():
            named = getattr(table, key)
            if named is not None and named not in ids:
                there = near(named, ids) or f"configured: {', '.join(ids) or 'none'}"
                yield where.told(("case", number, key), f'there is no {key} "{named}"; {there}')


def _built(table: CaseTable, number: int, file: Path, settings: Settings, where: Where) -> PolicyCase:
    sites = {s.facts.id: s.facts for s in settings.sites}
    site = sites[table.site] if table.site is not None else site_facts(table.facts or FactsTable.model_validate({"use": "community"}))
    source = {s.id: s for s in settings.sources}[table.source] if table.source is not None else _publisher(table)
    at = f"{file}:{lines.line_of(where.places, ('case', number))}"
    statements = tuple(Evidence(s.topic, s.value, Quote(s.quote, s.where), s.rule, s.channel, s.level, s.detail) for s in table.statement)
    entry = tuple(s for s in statements if s.channel in (Channel.ENTRY, Channel.FEED))
    article = _article(table.article, source, file.parent)
    words = _text(file.parent, table.terms_file) if table.terms_file else table.terms
    return PolicyCase(
        name=table.name,
        where=at,
        article=replace(article, evidence=(*entry, *_fields(table.says, at))),
        source=source,
        site=site,
        now=_moment(table.now, article.published),
        terms_html=words if words.lstrip().startswith("<") or not words else f"<p>{words}</p>",
        terms_url=f"{_origin(article.url)}/terms",
        said=tuple(s for s in statements if s not in entry),
        answers=table.expect.answer,
        form=table.expect.form or "",
        rule=table.expect.rule or "",
    )


def _article(table: ArticleTable, source: Source, folder: Path) -> Article:
    return Article(
        source_id=source.id,
        id=table.url,
        url=table.url,
        title=table.title,
        html=_text(folder, table.html_file) if table.html_file else table.html,
        page=_text(folder, table.page_file) if table.page_file else "",
        page_url=table.url if table.page_file else "",
        complete=table.complete,
        authors=tuple(Person(name) for name in table.authors),
        published=table.published.replace(tzinfo=table.published.tzinfo or UTC) if table.published else None,
        language=table.language or "",
        rights=table.rights,
    )


def _publisher(table: CaseTable) -> Source:
    origin = _origin(table.article.url)
    name = table.publisher or urlsplit(origin).hostname or origin
    return Source(id="case", feed=f"{origin}/feed", publisher=name, publisher_url=f"{origin}/")


def _fields(says: SaidTable, at: str) -> Iterator[Evidence]:
    """What the fields say, as a machine-readable element of the article's own entry would."""
    for key, value in says:
        topic = Topic(key)
        for one in (value,) if isinstance(value, str) else value or ():
            name, _, detail = one.partition("=") if topic in _DETAILED else (one, "", "")
            yield Evidence(topic, name, Quote(f"{key}: {one}", at), "case", Channel.ENTRY, Level.ARTICLE, detail)


def _moment(now: datetime | date | None, published: datetime | None) -> datetime:
    """When the case is judged: as it says, else a day after the article came out, so that it comes to the same on every day."""
    if isinstance(now, datetime):
        return now.replace(tzinfo=now.tzinfo or UTC)
    if now is not None:
        return datetime(now.year, now.month, now.day, tzinfo=UTC)
    return published + timedelta(days=1) if published else datetime(2026, 1, 1, tzinfo=UTC)


def _text(folder: Path, name: str) -> str:
    file = folder / name
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST).decode("utf-8", "replace")
    except OSError as error:
        raise ValueError(f"{file} cannot be read ({error.strerror})") from None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
