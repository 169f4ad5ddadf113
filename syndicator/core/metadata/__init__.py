"""The machine-readable rights of a page, its response and its site: every statement as evidence, with its element."""

from collections.abc import Iterable, Iterator

from syndicator.core.evidence import Evidence
from syndicator.core.markup import Link, Markup
from syndicator.core.metadata.addresses import host_of, same_host
from syndicator.core.metadata.commented import commented
from syndicator.core.metadata.elements import declared, rights_lines
from syndicator.core.metadata.headers import other_headers
from syndicator.core.metadata.links import canonical, linked, rsl_links
from syndicator.core.metadata.odrl import policies, read_policy
from syndicator.core.metadata.rdfa import annotated
from syndicator.core.metadata.robots import read_robots, rights_lines_of, rsl_addresses
from syndicator.core.metadata.rsl import NAMESPACE, read_content, read_rsl
from syndicator.core.metadata.schema_org import described, documents
from syndicator.core.metadata.stating import RSL, licence_evidence
from syndicator.core.metadata.tdmrep import UNSAID, Reservation, in_force, of_file, of_headers, of_metas

__all__ = [
    "NAMESPACE",
    "UNSAID",
    "Reservation",
    "commented",
    "host_of",
    "in_force",
    "licence_evidence",
    "of_file",
    "read_content",
    "read_page",
    "read_robots",
    "read_rsl",
    "rights_lines",
    "rights_lines_of",
    "rsl_addresses",
    "rsl_links",
    "same_host",
]


def read_page(
    page: Markup, url: str, signals: Iterable[tuple[str, str]] = (), tdmrep: Reservation = UNSAID, links: Iterable[Link] | None = None
) -> tuple[Evidence, ...]:
    """What a page's markup declares about its main content, and with `signals` its response headers, too.

    `<link>`, `<meta>`, RDFa, microdata and JSON-LD speak of this article; a rel=license hyperlink may stand in every page's
    footer and speaks for the site. Licences of pictures, and schema.org `sdLicense` (that of the metadata), are left out.
    `tdmrep` is what the site's /.well-known/tdmrep.json says of the page: headers override it, and metas override both.
    `links` are the rel=license hyperlinks that may speak for the page, where not all of them may.
    """
    said = tuple(signals)
    return tuple(dict.fromkeys((*_marked_up(page, url, links), *other_headers(said, url), *_mining(page, url, said, tdmrep))))


def _marked_up(page: Markup, url: str, links: Iterable[Link] | None) -> Iterator[Evidence]:
    yield from linked(page, url, links)
    yield from declared(page, url)
    yield from canonical(page, url)
    yield from annotated(page, url)
    yield from described(documents(page), page, url)
    for kind, body in page.scripts:
        if kind == RSL:
            yield from read_rsl(body, f"{url} (script {RSL})", url)
    for body in (*page.data, *(body for kind, body in page.scripts if kind.endswith("+json"))):
        for policy, context in policies(body):
            yield from read_policy(policy, url, url, context)


def _mining(page: Markup, url: str, signals: tuple[tuple[str, str], ...], tdmrep: Reservation) -> Iterator[Evidence]:
    return in_force((tdmrep, of_headers(signals, url), of_metas(page, url)))
