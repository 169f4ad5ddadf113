# ruff: noqa: E501 - tables of words are read best unbroken
"""Whose licence it is where a line names one: that of a picture, of music, of a site's design, or of a notice that is shown."""

import re

from syndicator.core.markup import Link, Markup
from syndicator.core.reading import lines

_WORK = (
    r"(?:photo(?:graph)?s?|photography|foto\w{0,9}|images?|imagen|imágenes|imagem|imagens|immagin[ei]|pictures?|bild(?:er)?|titelbild|illustrations?|artwork|graphics?|grafik|"
    r"music|musi[kq]ue?|música|musica|audio|sounds?|songs?|video|vídeo|clip|template|theme|thème|tema|layout|design|icons?|icônes|iconos|fonts?|logos?|emoji|"
    r"map|karte|chart|data(?:set|base)?|daten\w{0,6}|datos|dados|software|code|plugin|фото\w{0,8}|музыка|изображени\w{1,3}|иллюстраци\w{1,3})"
)
# A line, or the words before a licence in its own line, that credit such a work; at its beginning, after few words.
_CREDIT = re.compile(
    rf"(?i)^\W*(?:(?:the|this|our|lead|featured?|cover|header|banner|hero|top|site|web|website|intro|background|main|opening|all|die|das|der|le|la|les|el|los|as|os|i) ){{0,2}}{_WORK}"
    r"(?:\W{0,3}$|\W{0,2}[:|/©–—-]|[ -](?:credits?|by|from|via|courtesy|source|copyright|made|is|are|was|were|used|provided|licen[cs]ed|under|von|aus|par|de|del|por|da|di)\b)"
)
# The heading of a list of such credits.
_HEADING = re.compile(
    rf"(?i)^\W*(?:(?:{_WORK} ?(?:credits?|sources?|licen[cs]es?|attributions?|rights|nachweise?)?)|credits?|attributions?|\w{{0,10}}nachweise?|crédits?(?: \w{{1,12}}){{0,2}}|"
    r"créditos(?: \w{1,12}){0,3}|crediti(?: \w{1,12}){0,2})\W*$"
)
_ABOUT_TEXT = re.compile(
    r"(?i)\b(?:this|our|my|these|all|the) (?:[\w-]+ ){0,2}?(?:article|articles|story|stories|piece|post|posts|text|texts|essay|column|content|contents|site|website|blog|"
    r"publication|journalism|reporting|page|interview|translation)\b|(?:^|[|·•])\W*(?:texts?|words|contents?|articles?|stor(?:y|ies))\b"
)
_ANNOUNCED = re.compile(
    r"(?i)\b(?:samples?|examples?|templates?|boilerplate|notices?|reads?|says?|said|states?|wrote|writes|wording|labels?|paste|insert|append|(?:put|add|use|include|copy) (?:this|the|something|a)|"
    r"muster|beispiel|hinweis|lautet|schreibt|ejemplo|dice|aviso|escribe|exemple|dit|mention|écrit|exemplo|diz|esempio|recita|avviso|например|гласит|пишет)\b[^:]{0,60}:\W*"
)
_BADGE = re.compile(r"(?i)licensebuttons|creativecommons|(?:^|[/_-])(?:cc|by)(?:[-_/.]|0)")
_LINE = 220  # code points of a credit
_ITEMS = 8  # lines between a heading of credits and the last of them


def others(text: lines.Lines, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` give the licence of a picture, of music or of the design, as their line or those above show."""
    left, right = text.bounds(start, end)
    said = text.text[max(left, start - _LINE, *(text.text.rfind(mark, left, start) + len(mark) for mark in (". ", "| "))) : end]
    if _CREDIT.match(said):
        return True
    if about_text(said):
        return False
    if _CREDIT.match(text.text[left:right][:_LINE]):
        return True
    if right - left > _LINE:
        return False
    above = text.above(left, _ITEMS)
    return bool(above and _CREDIT.match(above[0]) and not about_text(above[0])) or _listed(above)


def _listed(above: list[str]) -> bool:
    for line in above:
        if len(line) > _LINE or about_text(line):
            return False
        if _HEADING.match(line):
            return True
    return False


def shown(text: lines.Lines, start: int, end: int) -> bool:
    """Whether the words are somebody's notice that is quoted or shown: “Its notice reads: …”, or under a line that announces it."""
    left, right = text.bounds(start, end)
    before = text.text[max(left, start - _LINE) : min(end, right)]
    announced = _ANNOUNCED.search(before)
    if announced and announced.end() < len(before):
        return True
    above = text.above(left, 1)
    return bool(above and above[0].rstrip().endswith(":") and _ANNOUNCED.search(above[0]))


def under_picture(page: Markup, text: lines.Lines, link: Link) -> bool:
    """Whether a link to a licence stands in a short line right under a picture that is no badge of the licence itself."""
    left, right = text.bounds(link.start, link.end)
    if right - left > _LINE or about_text(text.text[left:right]):
        return False
    return any(left - 2 <= image.start <= link.start and not _BADGE.search(image.src) for image in page.images if image.src)


def about_text(words: str) -> bool:
    """Whether words speak of the article or of what its site publishes, not of a picture."""
    return lines.of_this(words) or _ABOUT_TEXT.search(words) is not None
