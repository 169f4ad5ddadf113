"""Bytes of a feed or page into text: a byte order mark, the header, the document's own word, UTF-8, Windows-1252, in that order.

Only encodings of an allow-list are believed: UTF-7 hides markup, and `punycode`, `undefined` and their like raise from the codec.
"""

import codecs
import re
from collections.abc import Iterator

_ALLOWED = re.compile(
    r"(utf-?(8|16|16le|16be|32|32le|32be)|(us-?)?ascii|iso8859-\d+|latin-?1|(windows-|cp)?125\d|koi8-[rtu]|gb2312|gbk|gb18030|big5(hkscs)?"
    r"|euc_(jp|kr|jis_2004)|shift_jis|cp932|cp949|iso2022_jp|tis-620|mac-roman|johab|cp874)$"
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)")
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_META = re.compile(rb"(?i)<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)")
_HEAD = 4096


def decoded(body: bytes, content_type: str) -> str:
    """The text of a body; what no encoding reads becomes U+FFFD. A Latin-1 label means Windows-1252 (WHATWG Encoding §4.2)."""
    for name in _candidates(body, content_type):
        try:
            return body.decode(name).removeprefix("\ufeff")
        except (UnicodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    yield from (name for mark, name in _MARKS if body.startswith(mark))
    if b"<\x00?\x00" in body[:8]:
        yield "utf-16-le"
    if b"\x00<\x00?" in body[:8]:
        yield "utf-16-be"
    labels = [found.group(1) for found in [_CHARSET.search(content_type)] if found]
    labels += [found.group(1).decode("ascii", "ignore") for found in (_XML.search(body[:_HEAD]), _META.search(body[:_HEAD])) if found]
    yield from (name for name in map(_codec, labels) if name)
    yield "utf-8"
    yield "cp1252"


def _codec(label: str) -> str:
    """The codec of a label, or an empty string where it is not to be believed."""
    try:
        name = codecs.lookup(label.strip().lower()).name
    except (LookupError, ValueError):
        return ""
    if name in ("iso8859-1", "latin-1", "ascii"):
        return "cp1252"
    return name if _ALLOWED.match(name) else ""
