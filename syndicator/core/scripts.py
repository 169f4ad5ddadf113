"""What the scripts of a page hold that are data: JSON-LD, other kinds of JSON, and XML."""

from selectolax.lexbor import LexborHTMLParser


def scripts_of(tree: LexborHTMLParser) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The bodies of JSON-LD scripts, and (type, body) of those in other kinds of JSON or XML."""
    data: list[str] = []
    scripts: list[tuple[str, str]] = []
    for node in tree.tags("script"):
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        if "ld+json" in kind:
            data.append(node.text())
        elif kind.endswith(("+xml", "+json")):
            scripts.append((kind, node.text()))
    return tuple(data), tuple(scripts)
