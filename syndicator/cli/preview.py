"""`syndicator preview`: exactly what would be posted, beside its source, with every obligation and where the draft meets it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, plain

if TYPE_CHECKING:
    from syndicator.cli.judging import Bench
    from syndicator.core.places import Site, Source
    from syndicator.pipeline.judge import Judgement
    from syndicator.targets import Target

_FLAVOURS = {"html": "HTML", "md": "Markdown", "txt": "plain text", "bbcode": "BBCode"}


@click.command()
@click.argument("reference", metavar="SOURCE|TARGET")
@click.option("--site", "site_id", metavar="ID", help="The configured site it would be posted to; needed where there are several.")
@click.option("--latest", type=click.IntRange(1, 500), default=5, show_default=True, help="How many of the newest articles of a source.")
@click.option("--format", "only", type=click.Choice(list(_FLAVOURS)), help="Print only the post, in this flavour, as it would be sent.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, reference: str, site_id: str | None, latest: int, only: str | None, as_json: bool) -> int:
    """Show exactly what would be posted to a site of the settings file; nothing is stored or sent.

    SOURCE is the id of a configured source, of which the newest articles are read; TARGET one page, feed or file. Exit
    code 0 where everything may be posted, 1 where something may not, 2 where it cannot be read.
    """
    from syndicator.cli.judging import bench

    found = bench(shell, (_site(shell, site_id),), "", (), datetime.now(UTC))
    site = found.sites[0]
    judged = [(target, found.judge(target, site)) for target in _targets(found, reference, latest)]
    if as_json:
        articles = [_shape(target, judgement, _blocks(judgement)) for target, judgement in judged]
        emit_json("preview", {"site": site.id, "articles": articles})
    elif only:
        _print(only, [judgement for _, judgement in judged])
    else:
        for target, judgement in judged:
            _show(target, judgement, _blocks(judgement), site)
    return 0 if all(_allowed(judgement) for _, judgement in judged) else 1


def _site(shell: Shell, site_id: str | None) -> str:
    from syndicator.errors import InputError

    known = [site.facts.id for site in shell.settings_without_secrets.sites]
    if site_id is None and len(known) != 1:
        raise InputError(f"name the site with --site ID; configured: {', '.join(known) or 'none'}")
    return site_id or known[0]


def _targets(found: "Bench", reference: str, latest: int) -> "list[Target]":
    """The newest articles of a source, or those of a target, newest first."""
    from syndicator.errors import InputError
    from syndicator.targets import load

    targets: list[Target]
    sources = {source.id: source for source in found.kit.settings.sources}
    if reference in sources:
        targets = _of_source(found, sources[reference])
    elif not (targets := _as_read(found, reference, tuple(sources.values()))):
        try:
            targets = list(load(reference, found.kit, sources=tuple(sources.values()), now=found.now))
        except InputError as error:
            known = f" (and no source of that id; configured: {', '.join(sources)})" if sources and "/" not in reference else ""
            raise InputError(f"{error}{known}") from None
    targets.sort(key=lambda target: target.article.published or datetime.min.replace(tzinfo=UTC), reverse=True)
    return [_with_page(found, target) for target in targets[:latest]]


def _as_read(found: "Bench", address: str, sources: "tuple[Source, ...]") -> "list[Target]":
    """An article of a configured source as its feed holds it now, which is what the daemon posts; none where it does not."""
    from syndicator.core.article import same_address
    from syndicator.targets import configured_source, is_address

    source = configured_source(address, sources) if is_address(address) else None
    if source is None or source.feed == address:
        return []
    return [target for target in _of_source(found, source) if same_address(target.article.url) == same_address(address)]


def _of_source(found: "Bench", source: "Source") -> "list[Target]":
    """Every article the source's feed holds now."""
    from syndicator.errors import Gone, InputError, Rejected, RetryLater
    from syndicator.ports import FetchMemory
    from syndicator.targets import Target

    try:
        articles = found.kit.feeds.read(source, FetchMemory(), found.now).articles
    except (Rejected, RetryLater, Gone) as error:
        raise InputError(f"{source.id}: {error}") from None
    return [Target(source, article, source.feed) for article in articles]


def _with_page(found: "Bench", target: "Target") -> "Target":
    """The target with its own page, as the daemon would read it; without one it is judged as the daemon would judge it."""
    from syndicator.errors import Gone, Rejected, RetryLater

    if not target.source.read_page or target.article.page:
        return target
    try:
        page = found.kit.pages.page(target.article.url)
    except (Rejected, RetryLater, Gone) as error:
        click.echo(f"syndicator: {plain(f'{target.article.url}: {error}')}", err=True)
        return target
    return replace(target, article=replace(target.article, page=page.html, page_url=page.url, page_signals=page.signals))


def _blocks(judgement: "Judgement") -> dict[str, str]:
    """The attribution block alone, as the draft carries it, in every flavour."""
    return dict(judgement.drafted.blocks) if judgement.drafted else {}


def _print(flavour: str, judged: "list[Judgement]") -> None:
    """The drafted posts alone, an empty line between them; what is not drafted is told beside."""
    from syndicator.cli import showing

    for judgement in judged:
        deciding = judgement.verdict.deciding
        if judgement.drafted is None:
            says = f"{judgement.case.article.title}: {judgement.verdict.answer.name}, {deciding.says if deciding else ''}"
            click.echo(f"syndicator: {plain(says)}", err=True)
            continue
        post = judgement.drafted.post
        texts = {"html": post.html, "md": post.markdown, "txt": post.text, "bbcode": post.bbcode}
        showing.show_block(texts[flavour], indent=0)
        showing.say()


def _allowed(judgement: "Judgement") -> bool:
    from syndicator.core.verdict import Answer

    return judgement.verdict.answer is Answer.ALLOW


def _shape(target: "Target", judgement: "Judgement", blocks: dict[str, str]) -> dict[str, object]:
    from syndicator.cli import shapes

    drafted = judgement.drafted
    return {
        "article": shapes.article(target.article, target.source.publisher),
        "verdict": shapes.verdict(judgement.verdict),
        "draft": shapes.draft(drafted.post) if drafted else None,
        "attribution": blocks or None,
        "checks": [shapes.check(check) for check in drafted.checks] if drafted else [],
    }


def _show(target: "Target", judgement: "Judgement", blocks: dict[str, str], site: "Site") -> None:
    from syndicator.cli import showing
    from syndicator.core.markup import read

    article, drafted, notes = judgement.case.article, judgement.drafted, showing.Notes()
    showing.show_article(article, target.source.publisher, target.where)
    showing.show_verdict(judgement.verdict, site.id, notes)
    if drafted:
        source = f"{article.title}\n{article.url}\n\n{read(article.html).text}"
        draft = f"{drafted.post.title}\n/{drafted.post.slug}\n\n{drafted.post.markdown}"
        showing.side_by_side(("the source", source), (f"the draft ({drafted.post.form})", draft))
        showing.heading("Obligations, and where the draft meets them")
        showing.show_draft_checks(drafted.checks)
        for flavour, block in blocks.items():
            showing.heading(f"Attribution, {_FLAVOURS[flavour]}")
            showing.show_block(block)
    showing.say()
