"""An HTML text without the elements that are not displayed: cleaning takes the styles away that hide them, and would show them."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from syndicator.core.automata import compiled
from syndicator.core.hiding import hides

_MAY_HIDE = compiled(r"hidden|popover|<dialog|\bdisplay\s*:|visibility\s*:|/\*", cased=False)
_CANDIDATES = "[hidden], [popover], [style], dialog:not([open])"


def displayed(html: str) -> str:
    """The same text, without what its readers do not see by its own markup; untouched where nothing in it could hide."""
    if not _MAY_HIDE.search(html.encode("utf-8", "replace")):
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
