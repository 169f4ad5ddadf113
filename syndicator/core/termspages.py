"""Pages on which a publisher says what may be done with its articles: found by their links, and compared by what they say."""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from syndicator.core.article import is_hyperlink, same_address
from syndicator.core.evidence import Evidence, Topic
from syndicator.core.markup import Link, Markup, folded

MOST = 5  # links that are worth a look; a page that names more names no terms page

# What such links are called, the most telling first; a line a language: en, es, pt, fr, de, it, uk, ru, ar.
_REPUBLISHING = """
republish, republishing, republication, reprint, reprints, reprinting, repost, reposting, steal our stories, use our content
republicar, republica, republicación, republicacion, reproducción
republique, republicação, reprodução
republier, republiez, reproduction
nachdruck, weiterverwendung, wiederveröffentlichung, weiterverbreitung
ripubblica, ripubblicare, ripubblicazione, riproduzione
передрук, передруку, передруковувати, використання матеріалів
перепечатка, перепечатки, перепечатке, использование материалов, использования материалов
إعادة النشر, اعادة النشر
"""
_LICENSING = """
licence, licences, license, licenses, licensing, creative commons, permission, permissions, syndication, syndicate, content use
licencia, licencias, permisos, sindicación
licença, licenças, permissões
droits de reproduction
lizenz, lizenzen, lizenzierung, nutzungsrechte
licenza, licenze, permessi
ліцензія, дозволи
лицензия, разрешения
الترخيص, ترخيص, رخصة, الأذونات
"""
_COPYRIGHT = """
copyright, copyrights, rights
derechos de autor
direitos autorais, direitos de autor
droits d'auteur
urheberrecht, urheberrechte
diritti d'autore
авторські права, авторське право
авторские права, авторское право
حقوق النشر, حقوق الطبع, حقوق الطبع والنشر, حقوق الملكية
"""
_GENERAL = """
terms, terms of use, terms of service, terms and conditions, terms & conditions, conditions of use, tos, legal, legal notice
aviso legal, términos, términos de uso, terminos de uso, términos y condiciones, condiciones de uso
termos, termos de uso, termos e condições
conditions d'utilisation, conditions générales, conditions générales d'utilisation, mentions légales, cgu
nutzungsbedingungen, agb, rechtliche hinweise
termini, termini di utilizzo, termini e condizioni, condizioni d'uso, note legali
умови використання, правила користування, угода користувача
условия использования, правила использования, пользовательское соглашение
شروط الاستخدام, الشروط والأحكام
"""
# In Chinese a part of the name: it has no spaces between words.
_CHINESE = (("转载", "轉載"), ("授权", "授權", "许可", "許可"), ("版权", "版權"), ("使用条款", "服务条款", "使用條款", "服務條款"))
# What may stand beside them in the name of a link, and makes no headline of it.
_COMPANIONS = frozenset(
    """
    & a about an and any are as at can content do for free from get guide guideline guidelines how in info information it may of on or our
    page policies policy request requests rule rules site statement notice stories story article articles the this to us use usage using
    we website what with work you your conditions faq
    con contenido contenidos de del el en la las los nuestra nuestras nuestro nuestros norma normas para política politica políticas qué
    se su y artículo artículos cómo uso condiciones autor
    as com conteúdo conteúdos da das do dos e nosso nossos nossa nossas o os artigos condições
    à au aux ce ces charte comment contenu contenus d des du et l le les nos notre politique pour règles sur un une
    auf bedingungen beiträge artikel artikeln das der die für hinweise inhalte inhalten unsere unserer unseren und von zu zur zum regeln
    richtlinien über
    articoli articolo come condizioni contenuti contenuto dei della delle di gli i il nostri nostro per regole
    матеріалів матеріали правила умови наших політика та і для на з сайту статей використання
    материалов материалы условия и с сайта использования
    سياسة شروط قواعد المحتوى المقالات على من و في
    """.split()
)
_KINDS = tuple(
    tuple(sorted(re.split(r"\s*[,\n]\s*", names.strip()), key=len, reverse=True))
    for names in (_REPUBLISHING, _LICENSING, _COPYRIGHT, _GENERAL)
)
_NAMES = frozenset(name for names in _KINDS for name in names)
_LONGEST_NAME = 8  # words; longer ones are headlines or sentences
_LONGEST_LANGUAGE = 5  # characters; /en and /pt-br are front pages, what lies beneath them is not beneath an article
_WORD = re.compile(r"[\w'&]+")
_DATED = re.compile(r"/(?:19|20)\d\d/|/\d{5,}(?:[/.-]|$)|-\d{5,}(?:[/.]|$)")
_NO_PAGE = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|svg|webp|mp[34]|zip|xml|rss|json|js|css)$|/(?:log-?in|sign-?in|sign-?up|share|search|tag|feed)(?:/|$)"
)
_NOWHERE = re.compile(
    r"(?i)/(?:log-?in|sign-?in|sign-?up|register|accounts?|subscribe|home|index|default|404|error|errors|not-?found|page-not-found|search)(?:\.\w+)?/?$"
)
_PAGE_QUERIES = frozenset({"page", "page_id", "lang", "hl", "l"})
_BOUND = (
    "before|after|until|till|since|from|through|by|than|to|antes de|después de|desde|hasta|até|avant|après|depuis|jusqu'en"
    "|vor|nach|seit|bis|ab|prima del|dopo il|dal|до|после|с|після|з|قبل|بعد"
)
_AGE = r"(?:19|20)\d\d"
_MONTH = r"[^\W\d]{3,12}\.?,?"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH}\s+(?:de\s+)?{_AGE}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_AGE}"
_DATE = re.compile(
    rf"(?i)(?P<bound>\b(?:{_BOUND})\s+)?(?:\b(?:{_DAY}|{_AGE}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_AGE}|{_AGE}(?:\s*[-–—/]\s*(?:{_AGE}|\d\d))?)\b)"
)
_COUNTER = re.compile(r"(?i)\(\d[\d.,\s]*\)|\b\d[\d.,]*\s+(?:views?|reads?|comments?|shares?|likes?)\b|\b\d{1,2}:\d\d(?::\d\d)?\b")


def general_terms(page: Markup, url: str) -> tuple[str, ...]:
    """Those of the `terms_links` that promise the general terms of a site, and no page of their own about its articles."""
    ranks = {address: rank for rank, _, address in _ranked(page, url)}
    return tuple(address for address in terms_links(page, url) if ranks[address] == len(_KINDS) - 1)


def terms_links(page: Markup, url: str) -> tuple[str, ...]:
    """The addresses of pages that may state terms, as a page at `url` links them, best first, `MOST` at most.

    A link counts by its name, or by the last part of its address where that is made of nothing else; only links on the
    page's own host do, never the page itself or what lies beneath it, and never what looks like an article.
    """
    return tuple(address for _, _, address in _ranked(page, url))[:MOST]


def _ranked(page: Markup, url: str) -> list[tuple[int, int, str]]:
    found: dict[str, tuple[int, int, str]] = {}
    for number, link in enumerate(page.links):
        address = _address(link.href, url)
        rank = _rank(link, address) if address else None
        if rank is None:
            continue
        name = same_address(address)
        if name not in found or rank < found[name][0]:
            found[name] = (rank, number, address)
    return sorted(found.values())


def links_elsewhere(page: Markup, url: str) -> tuple[str, ...]:
    """The addresses of pages on other hosts that may state terms for the page at `url`, in its order; who speaks there is not known.

    On a sister host (of the same registered name) every such link counts; on a stranger's only one about republishing.
    """
    found = dict[str, None]()
    for link in page.links:
        address = _address(link.href, url, abroad=True)
        rank = _rank(link, address) if address else None
        if rank is not None and (rank == 0 or _sister(address, url)):
            found[address] = None
    return tuple(found)[:MOST]


def names_terms(name: str) -> bool:
    """Whether the name of a page, its title or the last part of its address, promises terms and nothing else."""
    return _kind(name) is not None


def rights_digest(evidence: Iterable[Evidence]) -> str:
    """sha256 (hex) of what a page says about rights: its statements with the words they were read from, in no order.

    A changed menu changes nothing here, a changed word of a grant does. What turns over by itself is left out: dates (but
    those that bound something: “before 2020”), years and counters. Copyright lines and bare reservations count by their presence.
    """
    said = sorted({_said(e) for e in evidence})
    return hashlib.sha256(repr([tuple(map(str, s)) for s in said]).encode("utf-8", "replace")).hexdigest()


def _said(e: Evidence) -> tuple[str, ...]:
    if e.topic is Topic.COPYRIGHT:
        return (e.topic,)
    if e.rule.startswith("reserved."):  # a refusal that only stands where nothing grants
        return (e.topic, e.value, e.rule)
    return (e.topic, folded(e.value), e.detail, _undated(folded(e.quote.text)))


def words_digest(page: Markup) -> str:
    """sha256 (hex) of everything a reader sees on a page, however it is broken into lines."""
    return hashlib.sha256(folded(page.text).encode("utf-8", "replace")).hexdigest()


def at_home(address: str, url: str) -> bool:
    """Whether an address is on the host of `url`, with or without `www.`."""
    return bool(_host(address)) and _host(address) == _host(url)


def led_away(asked: str, url: str) -> bool:
    """Whether a redirect from `asked` ended where no such page can be: a front page, a log-in, an error page, or a more general one.

    Many servers answer so instead of «not found» (RFC 9110 §15.5.5).
    """
    try:
        there, before = urlsplit(url), urlsplit(asked)
    except ValueError:
        return True
    parts, asked_parts = [p for p in there.path.split("/") if p], [p for p in before.path.split("/") if p]
    if parts == asked_parts and bool(there.query) >= bool(before.query):
        return False
    if not parts:
        return not there.query
    if _NOWHERE.search(there.path) or (len(parts) == 1 and len(parts[0]) <= _LONGEST_LANGUAGE and _named(url) is None):
        return True
    return len(parts) < len(asked_parts) and _named(url) is None


def _undated(words: str) -> str:
    without = _DATE.sub(lambda found: found[0] if found["bound"] else "", words)
    return " ".join(_COUNTER.sub("", without).split())


def _address(href: str, url: str, *, abroad: bool = False) -> str:
    """The address a link leads to, without fragment; empty for what can be no terms page of this site (`abroad`: of another host)."""
    try:
        parts = urlsplit(urljoin(url, href.strip()))
        address = urlunsplit(parts._replace(fragment=""))
    except ValueError:
        return ""
    if not is_hyperlink(address) or at_home(address, url) is abroad or "@" in parts.netloc:
        return ""
    query = {key.lower() for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    here, there = _path(url), parts.path.rstrip("/")
    beneath = (there == here and not query) or (len(here.rpartition("/")[2]) > _LONGEST_LANGUAGE and there.startswith(f"{here}/"))
    if (
        (beneath and not abroad)
        or not (there or query)
        or query - _PAGE_QUERIES
        or _DATED.search(parts.path)
        or _NO_PAGE.search(parts.path)
    ):
        return ""
    return address


def _rank(link: Link, address: str) -> int | None:
    """Which kind of terms page a link promises, 0 for the most telling; None for no such page."""
    ranks = [rank for rank in (_kind(link.text), _named(address)) if rank is not None]
    return min(ranks, default=None)


def _named(address: str) -> int | None:
    """Which kind of terms page the last part of an address names."""
    last = _path(address).rpartition("/")[2].rpartition(".")[0] or _path(address).rpartition("/")[2]
    return _kind(re.sub(r"[-_+.]|%20", " ", last)) if last.isascii() else None


def _kind(name: str) -> int | None:
    plain = folded(name).casefold()
    if len(plain) <= 20:
        for rank, parts in enumerate(_CHINESE):
            if any(part in plain for part in parts):
                return rank
    words = _WORD.findall(plain)
    if not 0 < len(words) <= _LONGEST_NAME:
        return None
    text = f" {' '.join(words)} "
    for rank, phrases in enumerate(_KINDS):
        for phrase in phrases:
            rest = text.replace(f" {phrase} ", "  ", 1)
            if rest != text and all(word in _COMPANIONS or word in _NAMES for word in rest.split()):
                return rank
    return None


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return f"{(parts.hostname or '').removeprefix('www.')}:{parts.port or ''}" if parts.hostname else ""
    except ValueError:
        return ""


def _sister(address: str, url: str) -> bool:
    """Whether two hosts share the name that was registered, as far as that can be told without a list of suffixes."""
    return bool(_registered(address)) and _registered(address) == _registered(url)


def _registered(address: str) -> tuple[str, ...]:
    labels = _host(address).partition(":")[0].split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return ()
    return tuple(labels[-3 if len(labels[-1]) == 2 and len(labels[-2]) <= 3 else -2 :])  # a country's second level: co.uk, com.br


def _path(address: str) -> str:
    return urlsplit(address).path.rstrip("/")
