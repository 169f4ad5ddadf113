"""The documents in which a source's publisher states terms, as `status` and `sources terms` show them."""

from collections.abc import Iterator, Mapping

from syndicator.core.evidence import Evidence
from syndicator.core.places import Source
from syndicator.core.rightsfiles import FileKind, by_key
from syndicator.core.terms import Terms, combine
from syndicator.pipeline.files import snapshot_evidence
from syndicator.pipeline.terms import terms_documents
from syndicator.ports import TermsPage, TermsWatch


def documents(source: Source, watches: Mapping[str, TermsWatch]) -> Iterator[TermsWatch]:
    """How the watching of each document stands that counts under today's settings; a tdmrep.json holds nothing up, and is left out."""
    pages = dict(terms_documents(source))
    for key, watch in watches.items():
        file = by_key(key)
        if (file is None and key in pages) or (file is not None and file.kind is not FileKind.TDMREP):
            yield watch


def evidence(source: Source, page: TermsPage, key: str) -> tuple[Evidence, ...]:
    """What a snapshot says for the articles of a source."""
    return snapshot_evidence(key, page, source.publisher_url or source.feed)


def terms(source: Source, page: TermsPage, key: str) -> Terms:
    """The same, weighed."""
    return combine(evidence(source, page, key))
