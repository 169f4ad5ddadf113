"""A copy as the plainest possible page: for places whose readers meet the text without a page of its own."""

from html import escape

from syndicator.core.article import is_hyperlink


def bare_page(title: str, html: str, *, language: str = "", canonical: str = "", noindex: bool = False) -> str:
    """An HTML page that shows the title and the copy, and declares what the copy asks to be declared."""
    head = f"<title>{escape(title)}</title>"
    if is_hyperlink(canonical):
        head += f'<link rel="canonical" href="{escape(canonical)}">'
    if noindex:
        head += '<meta name="robots" content="noindex">'
    lang = f' lang="{escape(language)}"' if language else ""
    return f'<!doctype html><html{lang}><head><meta charset="utf-8">{head}</head><body><h1>{escape(title)}</h1>{html}</body></html>'
