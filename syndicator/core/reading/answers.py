"""The answer to one record of `terms read`, as plain data."""

import re
from collections.abc import Mapping

from syndicator.core.evidence import DUTIES, Evidence, Topic
from syndicator.core.metadata import host_of, same_host
from syndicator.core.reading.article import read_text
from syndicator.core.reading.whose import first_publisher

_OF_CHANGES = frozenset({"change_note"})  # owed only by those who change the text


def answer_line(record: Mapping[str, object]) -> dict[str, object]:
    """The answer to one record (`id`, `text` or `html`, `url`) as plain data.

    `duties` are those the words ask of whoever reposts the text as it is, not those that follow from a licence; `original`
    is left out where it is the page's own host.
    """
    html = record.get("html")
    url = str(record.get("url") or "")
    terms, evidence = read_text(str(html or record.get("text") or ""), html=bool(html), url=url)
    asked = {e.value for e in terms.because(Topic.DUTY) if not e.rule.startswith("licence:")}
    credit = first_publisher(terms.because(Topic.ORIGINAL))
    own = credit is None or _is_host(credit.value, credit.detail, host_of(url))
    return {
        "id": record.get("id"),
        "republish": str(terms.republish),
        "licence": terms.licence or None,
        "commercial": str(terms.commercial),
        "derivatives": str(terms.derivatives),
        "duties": [duty for duty in DUTIES if duty in asked and duty not in _OF_CHANGES],
        "limits": [name for name, _ in terms.limits],
        "contact": terms.contact or None,
        "original": None if own or credit is None else credit.value,
        "evidence": [_told(e) for e in evidence],
    }


def _told(e: Evidence) -> dict[str, object]:
    quote = e.quote
    return {
        "topic": str(e.topic),
        "value": e.value,
        "quote": quote.text,
        "where": quote.where,
        "start": quote.start,
        "end": quote.end,
        "rule": e.rule,
    }


def _is_host(name: str, url: str, host: str) -> bool:
    written = name.strip().lower().removeprefix("www.")
    return (
        same_host(host_of(url), host) or same_host(written, host) or re.sub(r"\W", "", written) == host.rpartition(".")[0].replace("-", "")
    )
