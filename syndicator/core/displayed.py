"""An HTML text without the elements that are not displayed: cleaning takes the styles away that hide them, and would show them."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from syndicator.core.hiding import hides

_MAY_HIDE = re.compile(r"(?i)hidden|popover|<dialog|\bdisplay\s*:|visibility\s*:|/\*")
_TELLING = ("hidden", "popover", "<dialog", "display", "visibility", "/*")  # one of them stands in whatever the pattern finds
_CANDIDATES = "[hidden], [popover], [style], dialog:not([open])"


def displayed(html: str) -> str:
    """The same text, without what its readers do not see by its own markup; untouched where nothing in it could hide."""
    lowered = html.lower()
    if not any(word in lowered for word in _TELLING) or not _MAY_HIDE.search(html):
        return html
    tree = LexborHTMLParser(html)
    if tree.body is None:
        return html
    hidden = {node.mem_id: node for node in tree.body.css(_CANDIDATES) if _hidden(node)}
    # Only the outermost go: taking one away takes what is in it.
    for node in [node for node in hidden.values() if not _within(node, hidden)]:
        node.decompose()
    return tree.body.inner_html or ""


def _hidden(node: LexborNode) -> bool:
    said = node.attributes
    if "hidden" in said or "popover" in said or (node.tag == "dialog" and "open" not in said):
        return True
    return hides(said.get("style") or "", tricks=False)


def _within(node: LexborNode, others: dict[int, LexborNode]) -> bool:
    above = node.parent
    while above is not None and above.mem_id not in others:
        above = above.parent
    return above is not None
