"""Whether an address is a real hyperlink to an article, or only looks like one; the lists of go-betweens stand here as data."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

# Services that shorten addresses: where one leads is known to the service alone, for as long as it lives.
SHORTENERS = frozenset(
    "adf.ly aka.ms amzn.to apne.ws bbc.in bit.do bit.ly bitly.com buff.ly cnn.it cutt.ly dlvr.it econ.st fb.me flip.it goo.gl "
    "hubs.la hubs.ly ift.tt is.gd j.mp lnkd.in mailchi.mp n.pr nyti.ms ow.ly politi.co rb.gy rebrand.ly reut.rs s.id shorturl.at shrtco.de "
    "smarturl.it soo.gd t.co t.ly tcrn.ch tiny.cc tinyurl.com tmblr.co trib.al u.to urlz.fr v.gd wapo.st wp.me x.gd zpr.io".split()
)
# Hosts (and all below them) with the beginnings of paths that only lead on to some other address.
WRAPPERS: dict[str, tuple[str, ...]] = {
    "news.google.com": ("/rss/articles/", "/articles/", "/read/", "/__i/"),
    "google.com": ("/url", "/amp/", "/imgres"),
    "feedproxy.google.com": ("/",),
    "feeds.feedburner.com": ("/~r/", "/~/"),
    "rss.feedsportal.com": ("/",),
    "facebook.com": ("/l.php", "/flx/warn"),
    "instagram.com": ("/linkshim",),
    "l.instagram.com": ("/",),
    "linkedin.com": ("/redir/", "/safety/go"),
    "out.reddit.com": ("/",),
    "youtube.com": ("/redirect",),
    "vk.com": ("/away.php",),
    "medium.com": ("/r/",),
    "substack.com": ("/redirect/", "/app-link/"),
    "bing.com": ("/ck/", "/news/apiclick.aspx"),
    "r.search.yahoo.com": ("/",),
    "duckduckgo.com": ("/l/",),
    "yandex.ru": ("/clck/",),
    "list-manage.com": ("/track/",),
    "safelinks.protection.outlook.com": ("/",),
    "urldefense.com": ("/",),
    "urldefense.proofpoint.com": ("/",),
    "href.li": ("/",),
    "slack-redir.net": ("/",),
    "steamcommunity.com": ("/linkfilter",),
    "doubleclick.net": ("/",),
    "googleadservices.com": ("/",),
    "translate.google.com": ("/",),
    "translate.goog": ("/",),
}
# Copies of other people's pages: following one does not lead to the original.
MIRRORS: dict[str, tuple[str, ...]] = {
    "cdn.ampproject.org": ("/",),
    "webcache.googleusercontent.com": ("/",),
    "web.archive.org": ("/web/",),
    "archive.ph": ("/",),
    "archive.is": ("/",),
    "archive.today": ("/",),
    "12ft.io": ("/",),
}
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
# Letters of other scripts that stand for a Latin one in deceit (Unicode TS #39, confusables: the letters, not their marks).
_LATIN_IN_DISGUISE = frozenset("асԁеһіјӏорԛѕԝхуъьӕгν" + "αικορυνωϲϳ" + "օսհոց")
# Where those scripts are at home, a name written in them is no disguise.
_AT_HOME = frozenset("am bg by cy eu gr kg kz md me mk mn rs ru su tj ua uz".split())
_MIXED = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def broken(address: str) -> str:
    """Why an address cannot be followed to anybody's page, "" where it can: http(s) with a host, and nobody's name before it.

    A name before the host (RFC 3986 §3.2.1) shows one host and leads to another; `#` and empty targets lead nowhere (§4.4).
    """
    text = address.strip()
    if not text:
        return "it is empty"
    if text.startswith("#"):
        return "it is a bare fragment"
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return f"it is no web address but {scheme[1].lower()}:"
    parts = _split(text)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return "it names no host"
    if "@" in parts.netloc:
        return "it carries a name before its host"
    return "it has a character that no address has" if _CONTROL.search(text) else ""


def misleading(address: str) -> str:
    """Why it cannot be told where an address that can be followed would lead, "" where it can: go-betweens, mirrors, look-alikes."""
    parts = _split(address.strip())
    if parts is None or not parts.hostname:
        return ""
    host = parts.hostname.removeprefix("www.").rstrip(".")
    if host in SHORTENERS:
        return f"{host} shortens addresses; where it leads only {host} knows"
    if (found := _listed(host, parts.path or "/", WRAPPERS)) is not None:
        return f"{found} only leads on to another address"
    if (found := _listed(host, parts.path or "/", MIRRORS)) is not None:
        return f"{found} shows copies of other people's pages"
    disguised = _disguised(host)
    return f"the letters of “{disguised}” look like others" if disguised else ""


def names_no_page(address: str) -> bool:
    """Whether an address names a whole site: the front page of a host, without a path or query of its own."""
    parts = _split(address.strip())
    return parts is not None and parts.path in ("", "/") and not parts.query and not parts.fragment


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:  # urllib refuses a malformed IPv6 host
        return None


def _listed(host: str, path: str, table: dict[str, tuple[str, ...]]) -> str | None:
    for known, beginnings in table.items():
        if (host == known or host.endswith(f".{known}")) and path.startswith(beginnings):
            return known
    return None


@lru_cache(maxsize=1_000)  # a feed's articles stand on one host
def _disguised(host: str) -> str:
    """The first label whose letters look like others; "" where none does."""
    labels = [_readable(label) for label in host.split(".")]
    foreign = labels[-1].isascii() and labels[-1] not in _AT_HOME
    return next((label for label in labels if _mixed(label) or (foreign and _all_alike(label))), "")


def _readable(label: str) -> str:
    """A label of a host as a reader sees it (RFC 3492)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii", "replace").decode("punycode")
    except UnicodeError:
        return label


def _mixed(label: str) -> bool:
    """Whether a label mixes scripts whose letters look alike."""
    return len({unicodedata.name(c, "").partition(" ")[0] for c in label if c.isalpha()} & _MIXED) > 1


def _all_alike(label: str) -> bool:
    """Whether a label is written in foreign letters alone that all look Latin."""
    letters = [c for c in label if c.isalpha()]
    return bool(letters) and all(c in _LATIN_IN_DISGUISE for c in letters)
