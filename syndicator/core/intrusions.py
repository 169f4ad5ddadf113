"""What a site puts around or before a text: advertisements, paywalls and doors, as a reader's browser would meet them."""

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from syndicator.core.markup import elements, read

# Hosts whose scripts, frames and images show advertisements (and all below them).
AD_HOSTS = frozenset(
    "2mdn.net 33across.com adform.net adnxs.com adroll.com ads-twitter.com adsafeprotected.com adsrvr.org adtago.s3.amazonaws.com "
    "amazon-adsystem.com bidswitch.net carbonads.com criteo.com criteo.net doubleclick.net ezoic.net ezojs.com googleadservices.com "
    "googlesyndication.com googletagservices.com indexww.com media.net mgid.com moatads.com openx.net outbrain.com pubmatic.com "
    "revcontent.com rubiconproject.com sharethrough.com smartadserver.com sovrn.com taboola.com teads.tv yieldlove.com zergnet.com".split()
)
_AD_ELEMENTS = (
    'ins.adsbygoogle, [id^="div-gpt-ad"], [data-ad-client], [data-ad-slot], [id^="taboola-"], .OUTBRAIN, amp-ad, .adthrive-ad, '
    ".mediavine-ad, .ezoic-ad, .advads-ad, .ai_widget, [data-google-query-id]"
)
# Classes and ids that themes and plug-ins give to places for advertisements; whole words of a name only.
_AD_NAME = re.compile(
    r"(?i)(?:^|[\s_-])(?:advertis(?:ement|ements|ing)|adsbygoogle|ad-?(?:slot|unit|banner|container|wrapper|box)|banner-?ads?|sponsored-?(?:content|post|box))(?=$|[\s_-])"
)
_WALL_NAME = re.compile(
    r"(?i)(?:^|[\s_-])(?:paywall(?:ed)?|subscriber-?only|subscribers-only|members?-?only|premium-content|pmpro_content_message|wcm-restricted|"
    r"piano-(?:paywall|container)|tp-modal|meteredContent|gh-post-upgrade-cta|poool-widget|leaky_paywall_message_wrap)(?=$|[\s_-])"
)


def advertisements(html: str, url: str = "") -> tuple[str, ...]:
    """What shows advertisements on a page: each by the host or the name that gives it away; empty where nothing does."""
    return tuple(dict.fromkeys(_advertisements(html, url)))


def _advertisements(html: str, url: str) -> Iterator[str]:
    own = _host(url)
    for element in elements(html, "script[src], iframe[src], img[src], amp-ad"):
        host = _host(element.attributes.get("src", ""))
        if host and host != own and (found := _listed(host)):
            yield found
    for element in elements(html, _AD_ELEMENTS):
        yield _named(element.attributes, element.tag)
    for element in elements(html, "div[class], div[id], aside[class], aside[id], section[class], section[id], iframe[id]"):
        if any(_AD_NAME.search(element.attributes.get(name, "")) for name in ("class", "id")):
            yield _named(element.attributes, element.tag)


def paywall(html: str) -> str:
    """Why a reader has to pay, register or log in before the text ("" where nothing says so).

    schema.org isAccessibleForFree (https://developers.google.com/search/docs/appearance/structured-data/paywalled-content),
    the names that paywall software gives its doors, and a form that asks for a password.
    """
    page = read(html)
    for text in page.data:
        if _not_free(text):
            return "the page says that it is not accessible for free"
    if page.meta("article:content_tier").strip().lower() in ("locked", "metered"):
        return f"the page says that it is {page.meta('article:content_tier').strip().lower()}"
    for element in elements(html, "div[class], div[id], section[class], section[id], aside[class], form[class], form[id]"):
        for name in ("class", "id"):
            if found := _WALL_NAME.search(element.attributes.get(name, "")):
                return f"the page has a door named “{found[0].strip()}”"
    if elements(html, 'form.post-password-form, form[action*="action=postpass"]'):
        return "the page asks for a password"
    return ""


def _not_free(text: str) -> bool:
    try:
        return _says_not_free(json.loads(text))
    except (ValueError, RecursionError):
        return False


def _says_not_free(value: object) -> bool:
    if isinstance(value, list):
        return any(_says_not_free(one) for one in value)
    if not isinstance(value, dict):
        return False
    free = value.get("isAccessibleForFree")
    if free is False or (isinstance(free, str) and free.strip().lower().rpartition("/")[2] == "false"):
        return True
    return any(_says_not_free(value.get(key)) for key in ("@graph", "hasPart", "mainEntity", "mainEntityOfPage"))


def _named(attributes: Mapping[str, str], tag: str) -> str:
    name = attributes.get("id") or attributes.get("class") or tag
    return f"{tag} “{name[:60]}”"


def _host(address: str) -> str:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _listed(host: str) -> str:
    return next((known for known in AD_HOSTS if host == known or host.endswith(f".{known}")), "")
