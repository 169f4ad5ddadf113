"""The pages of an audit as CSV for spreadsheets and as JUnit XML for continuous integration."""

import csv
import io
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from syndicator.audit.results import Checked, CheckedPoint
from syndicator.core.auditing import Outcome

_COLUMNS = ("url", "grade", "kind", "share", "words", "original", "title", "publisher", "licence", "problem", "removed", "added")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


def as_csv(pages: Sequence[Checked]) -> str:
    """One line a page: what was found, then a column for each question, with its answer and the reason where it is not met."""
    questions = tuple(dict.fromkeys(point.question for page in pages for point in page.points))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*_COLUMNS, *questions))
    for page in pages:
        told = {point.question: _cell(point) for point in page.points}
        fields = [getattr(page, name) for name in _COLUMNS[:-2]]
        answers = (told.get(question, "") for question in questions)
        cells = (*fields, " | ".join(page.removed), " | ".join(page.added), *answers)
        writer.writerow([spreadsheet_safe(cell) for cell in cells])
    return text.getvalue()


def as_junit(pages: Sequence[Checked]) -> str:
    """One test case a page, named by its address; a failure lists each point against it, a page that was not read is an error."""
    failures, errors = sum(bool(page.points) and not page.fine for page in pages), sum(not page.points and not page.fine for page in pages)
    suite = Element("testsuite", name="syndicator audit", tests=str(len(pages)), failures=str(failures), errors=str(errors), skipped="0")
    for page in pages:
        case = SubElement(suite, "testcase", classname=_xml(page.original or "audit"), name=_xml(page.url))
        if page.fine:
            SubElement(case, "system-out").text = _xml(f"{page.grade}: {page.problem or f'{page.kind}, {page.share:.0%}'}")
        elif not page.points:
            SubElement(case, "error", message=_xml(page.problem), type=page.grade)
        else:
            lines = [_line(point) for point in page.bad]
            failed = SubElement(case, "failure", message=_xml(f"{page.grade}: {len(lines)} findings"), type=page.grade)
            failed.text = _xml("\n".join(lines))
    return tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _line(point: CheckedPoint) -> str:
    quotes = "".join(f" “{quote.text}” ({quote.where})" for quote in (*point.found, *point.asked))
    return f"{point.question}: {point.says}{quotes}"


def _cell(point: CheckedPoint) -> str:
    return point.outcome if point.outcome == Outcome.MET else f"{point.outcome}: {point.says}"


def spreadsheet_safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula (OWASP, “CSV injection”)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
