"""Hostile and odd HTML out of a folder of test cases, and what becomes of a page into which it is put.

Known are the forms in which parsers and sanitisers keep their cases: html5lib's `.dat` (each `#data` is a document), pairs of bleach
(`.test`, before the line `--`), strings of JSON that hold a tag, and whole files of markup.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.copies import Made

_WHOLE = (".html", ".svg", ".xhtml", ".xml", ".txt")
_MARK = '<p id="stands-after">This line stands after it.</p>'
_NOT_READ = frozenset(
    "script style textarea title select option template noscript noembed noframes iframe object svg math head audio video canvas".split()
)


def documents(folder: Path) -> Iterator[bytes]:
    """Every document below a folder, each once, in the order of their files."""
    seen: set[bytes] = set()
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        for document in _of_file(file):
            if document.strip() and document not in seen:
                seen.add(document)
                yield document


def _of_file(file: Path) -> Iterator[bytes]:
    data = file.read_bytes()
    if file.suffix == ".dat" and b"#data\n" in data:
        yield from (case.partition(b"\n#errors")[0] for case in data.split(b"#data\n")[1:])
    elif file.suffix == ".json":
        yield from (text.encode("utf-8", "surrogatepass") for text in _strings(json.loads(data)))
    elif file.suffix == ".test" and b"\n--\n" in data:
        yield data.partition(b"\n--\n")[0]
    elif file.suffix in _WHOLE:
        yield data


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and "<" in value:
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def below(made: Made, document: bytes) -> tuple[Made, bytes]:
    """A page under which a document follows: nothing that stood before it may be answered otherwise."""
    return made, made.html.encode().replace(b"</body></html>", b"") + document


def within(made: Made, document: bytes) -> tuple[Made, bytes]:
    """A page with a document after its second paragraph. What it swallows (an open comment, `<plaintext>`) readers do not get.

    Where a line after it is no line of the page any more, by the parser alone, only what was taken is known, and `lacking` says so.
    """
    first, second, *rest = made.html.split("</p>\n")
    head = f"{first}</p>\n{second}</p>\n".encode()
    html = head + b"<div>" + document + f"</div>{_MARK}".encode() + "</p>\n".join(rest).encode()
    return (made if _stands(html) else replace(made, lacking=frozenset({"swallowed"}))), html


def _stands(html: bytes) -> bool:
    node = LexborHTMLParser(html.decode("utf-8", "replace")).css_first("p#stands-after")
    while node is not None and node.tag not in _NOT_READ:
        if node.tag == "body":
            return True
        node = node.parent
    return False
