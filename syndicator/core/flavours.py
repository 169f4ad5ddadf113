"""The flavours a text may have, and each as the HTML a reader's software makes of it, so that one proof serves all.

Markdown is read by CommonMark §2.4, §6.3, §6.5 and GFM §6.9 (addresses that stand by themselves), as far as credits need it;
BBCode has no standard: what phpBB, vBulletin and SMF agree on. Raw HTML in Markdown stays HTML, as CommonMark §6.6 has it.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from html import escape


class Flavour(StrEnum):
    """A kind of text; the value is the ending of its templates."""

    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    BBCODE = "bbcode"


_ADDRESS = r"https?://[^\s<>]+"
_MARKDOWN = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])|<!--.*?(?:-->|$)|(?P<image>!?)\[(?P<words>(?:\\.|[^\[\]\\])*)\]\(\s*<?(?P<target>(?:\\[()]|[^\s<>()])*)>?"
    rf"(?:\s+\"[^\"]*\")?\s*\)|^ {{0,3}}\[[^\]\n]+\]:[^\n]*|<(?P<auto>{_ADDRESS})>|(?P<bare>{_ADDRESS})|(?P<amp>&)|(?P<end>\n)",
    re.DOTALL | re.MULTILINE,
)
_TEXT = re.compile(rf"<(?P<auto>{_ADDRESS})>|(?P<bare>{_ADDRESS})|(?P<sign>[&<>\"])|(?P<end>\n)")
_BBCODE = re.compile(
    r"\[img[^\]]{0,80}\].*?\[/img\]|\[url=(?P<quote>[\"']?)(?P<target>[^\]\"]*?)(?P=quote)\](?P<words>.*?)\[/url\]|\[url\](?P<lone>[^\[\]]*)\[/url\]"
    r"|\[(?P<close>/?)(?P<tag>[a-z*]{1,12})(?:=(?P<value>[^\]]{0,200}))?\]"
    r"|(?P<bare>https?://[^\s<>\[\]]+)|(?P<sign>[&<>\"])|(?P<end>\n)",
    re.DOTALL | re.IGNORECASE,
)
_UNSHOWN = frozenset({"spoiler", "hide", "hidden"})  # a reader has to ask for what is in these
_AFTER = ".,;:!?'\"”’»*_~"


def as_html(text: str, flavour: Flavour) -> str:
    """A text of any flavour as HTML that shows what its reader would see, links included."""
    if flavour is Flavour.HTML:
        return text
    return _READERS[flavour](text)


def _markdown(text: str) -> str:
    def shown(found: re.Match[str]) -> str:
        if found["sign"]:
            return escape(found["sign"])
        if found["words"] is not None:
            return "" if found["image"] else _link(re.sub(r"\\([()])", r"\1", found["target"]), _markdown(found["words"]))
        if found["auto"]:
            return _link(found["auto"], escape(found["auto"]))
        if found["amp"]:  # entities count in Markdown (CommonMark §2.5); a lone sign is one all the same
            return "&"
        return _bare(found) if found["bare"] else "<br>\n" if found["end"] else ""

    return _MARKDOWN.sub(shown, text)


def _plain(text: str) -> str:
    def shown(found: re.Match[str]) -> str:
        if found["auto"]:  # RFC 3986 appendix C
            return f"&lt;{_link(found['auto'], escape(found['auto']))}&gt;"
        return _bare(found) if found["bare"] else "<br>\n" if found["end"] else escape(found["sign"])

    return _TEXT.sub(shown, text)


def _bbcode(text: str) -> str:
    def shown(found: re.Match[str]) -> str:
        if found["target"] is not None:
            return _link(found["target"], _bbcode(found["words"]))
        if found["lone"]:
            return _link(found["lone"], escape(found["lone"]))
        if found["tag"]:
            return _bbcode_tag(found["tag"].lower(), found["value"] or "", closing=bool(found["close"]))
        if found["sign"]:
            return escape(found["sign"])
        return _bare(found) if found["bare"] else "<br>\n" if found["end"] else ""

    return _BBCODE.sub(shown, text)


def _bbcode_tag(tag: str, value: str, *, closing: bool) -> str:
    if tag in _UNSHOWN:
        return "</div>" if closing else "<div hidden>"
    if tag in ("color", "size"):
        style = f"color:{value}" if tag == "color" else f"font-size:{value.removesuffix('px')}px"
        return "</span>" if closing else f'<span style="{escape(style)}">'
    return ""


def _bare(found: re.Match[str]) -> str:
    """An address as it stands; a bracket opened before it, and the signs that end a sentence, are none of its own."""
    whole, text = found["bare"], found.string
    alone = text[: found.start()].rpartition("\n")[2].strip() == "" and text[found.end() : found.end() + 1] in ("", "\n")
    address = whole if alone else whole.rstrip(_AFTER)
    while not alone and address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_AFTER)
    return _link(address, escape(address)) + escape(whole[len(address) :])


def _link(target: str, words: str) -> str:
    return f'<a href="{escape(target)}">{words}</a>'


_READERS: dict[Flavour, Callable[[str], str]] = {Flavour.MARKDOWN: _markdown, Flavour.TEXT: _plain, Flavour.BBCODE: _bbcode}
