"""The kinds of value a settings file may hold: each reads one spelling and says, when it cannot, what would be right."""

import ipaddress
import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, Strict, WithJsonSchema

Item = TypeVar("Item")

_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_DURATION = re.compile(r"^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$")
_LONGEST = timedelta(days=36_500)
_HOURS = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-3]):([0-5]\d)$")
_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
_HOST = re.compile(r"^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$")


def duration(value: object) -> timedelta:
    """Read "15m", "1h30m" or "30d" (units w, d, h, m, s in this order); ValueError for anything else, and for nought."""
    if isinstance(value, timedelta):
        return value
    found = _DURATION.match(value.strip()) if isinstance(value, str) else None
    if found is None or not any(found.groups()):
        raise ValueError(f'{_shown(value)} is no duration; write a number with its unit, such as "15m", "1h30m" or "30d"')
    seconds = sum(int(figure[:12] or 0) * unit for figure, unit in zip(found.groups(default="0"), _UNITS.values(), strict=True))
    if not 0 < seconds <= _LONGEST.total_seconds():
        raise ValueError(f'"{value}" is out of range; write at least "1s" and at most "36500d"')
    return timedelta(seconds=seconds)


def spelled(length: timedelta) -> str:
    """A duration as `duration` reads it, in its largest units."""
    rest, parts = int(length.total_seconds()), []
    for letter, unit in _UNITS.items():
        if letter != "w" and rest >= unit:
            parts.append(f"{rest // unit}{letter}")
            rest %= unit
    return "".join(parts) or "0s"


def day(value: object) -> date:
    """Read a day, as TOML writes it or as text; ValueError for anything else, numbers above all: they would be seconds since 1970."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value.strip() if isinstance(value, str) else "")
    except ValueError:
        raise ValueError(f"{_shown(value)} is not a date; write year-month-day without quotes, such as 2026-01-31") from None


def quiet_hours(value: object) -> tuple[time, time]:
    """Read "22:00-07:00" (UTC, may span midnight); ValueError for anything else, and for an empty span."""
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(end, time) for end in value):
        return value
    found = _HOURS.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f'{_shown(value)} is no span of hours; write two times in UTC, such as "22:00-07:00"')
    hours = [int(figure) for figure in found.groups()]
    first, last = time(hours[0], hours[1]), time(hours[2], hours[3])
    if first == last:
        raise ValueError(f'"{value}" begins and ends at the same minute; leave the key out to post at any time')
    return first, last


def _identifier(value: str) -> str:
    if not _ID.match(value):
        raise ValueError(f'"{value}" is no id; use 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit')
    return value


def _line(value: str) -> str:
    stripped = value.strip()
    if not stripped or any(ord(c) < 32 or 127 <= ord(c) < 160 for c in stripped):
        raise ValueError("must be one line of text, not empty and without control characters")
    return stripped


def _language(value: str) -> str:
    if not _LANGUAGE.match(value):
        raise ValueError(f'"{value}" is no language; write a BCP 47 tag, such as "en" or "pt-BR"')
    return value


def web_address(value: str) -> str:
    """An http(s) address with a host and without user name or password; ValueError otherwise."""
    text = value.strip()
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if re.match(r"[^/?#]*//[^/?#]*@", text):
        raise ValueError("an address must not hold a user name or password; leave them out")
    if not usable or re.search(r"[\s\x00-\x1f\x7f-\x9f]", text):
        raise ValueError(f'"{value}" is no web address; write one that begins with https:// or http://')
    return text


def sealed(address: str, *, secret: bool) -> None:
    """Return where nobody on the way can read what is sent to this address (https, or a server on this machine), or nothing is secret."""
    parts = urlsplit(address)
    if secret and parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("a credential must not travel in the clear; give the feed's address with https://")


def _base_address(value: str) -> str:
    address = web_address(value)
    if "?" in address or "#" in address:
        raise ValueError(f'"{value}" has a query or fragment; write the address of the site\'s front page')
    return address if address.endswith("/") else f"{address}/"


def _mail_server(value: str) -> str:
    text = _line(value)
    if ":" in text or not _is_host(text):
        raise ValueError(f'"{value}" is no server; write its name alone, such as "mail.commons.example"')
    return text


def _private(value: str) -> str:
    text = value.strip()
    try:
        network = ipaddress.ip_network(text.strip("[]"), strict=False)
    except ValueError:
        if "/" not in text and _is_host(text):
            return text
        says = 'write a host, host:port, an IP address or a network such as "10.0.0.0/8"'
        raise ValueError(f'"{value}" is no address; {says}') from None
    if network.prefixlen == 0:
        raise ValueError(f'"{value}" opens every address; name the private network that is meant, such as "10.0.0.0/8"')
    if "/" in text and str(network) != text.lower():
        raise ValueError(f'"{value}" has bits beyond its mask; did you mean "{network}"?')
    return text


def listening(value: str) -> str:
    """Read "127.0.0.1:8080" or "[::1]:8080": an address of this machine with a port; ValueError otherwise."""
    text = value.strip()
    try:
        parts = urlsplit(f"//{text}")
        ipaddress.ip_address(parts.hostname or "")
        usable = parts.port is not None and parts.port > 0 and not re.search(r"[/@?#]", text)
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f'"{value}" is nothing to listen on; write an address of this machine and a port, such as "127.0.0.1:8080"')
    return text


def _is_host(text: str) -> bool:
    """Whether a text is a host name or address, with or without a port; a name of digits and dots alone is a broken address."""
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if port == 0 or "@" in text:
        return False
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return bool(_HOST.match(host)) and not host.replace(".", "").isdigit()


def contact_address(value: str) -> str:
    """An e-mail address or a contact page, fit for a User-Agent (RFC 9110 §5.6.5 comments); ValueError otherwise."""
    text = _line(value)
    if not text.isascii() or not (re.fullmatch(r"(mailto:)?[^@\s()<>]+@[^@\s()<>]+", text) or _is_web_address(text)):
        raise ValueError("publishers must be able to reach you; write an e-mail address or the https:// address of a contact page")
    return text


def mail_address(value: str) -> str:
    """One plain e-mail address (RFC 5322 §3.4.1, dot-atom); ValueError otherwise."""
    text = _line(value)
    atom = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    if len(text) > 254 or not re.fullmatch(rf"{atom}(\.{atom})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", text):
        raise ValueError(f'"{value}" is no e-mail address; write one, such as "desk@commons.example"')
    return text


def _is_web_address(text: str) -> bool:
    try:
        return bool(web_address(text)) and not re.search(r"[()<>]", text)
    except ValueError:
        return False


def _something(value: tuple[Item, ...]) -> tuple[Item, ...]:
    if not value:
        raise ValueError("is empty; name at least one")
    return value


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=1)]
Number = Annotated[int, Strict(), Field(ge=0)]
Id = Annotated[str, AfterValidator(_identifier)]
Line = Annotated[str, AfterValidator(_line)]
Day = Annotated[date, BeforeValidator(day)]
MailServer = Annotated[str, AfterValidator(_mail_server)]
Language = Annotated[str, AfterValidator(_language)]
WebAddress = Annotated[str, AfterValidator(web_address)]
BaseAddress = Annotated[str, AfterValidator(_base_address)]
Private = Annotated[str, AfterValidator(_private)]
Some = Annotated[tuple[Item, ...], AfterValidator(_something), Field(json_schema_extra={"minItems": 1})]
MailAddress = Annotated[str, AfterValidator(mail_address)]
Listening = Annotated[str, AfterValidator(listening)]
Contact = Annotated[str, AfterValidator(contact_address)]
Duration = Annotated[
    timedelta,
    BeforeValidator(duration),
    PlainSerializer(spelled, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _DURATION.pattern}),
]
QuietHours = Annotated[
    tuple[time, time],
    BeforeValidator(quiet_hours),
    PlainSerializer(lambda hours: f"{hours[0]:%H:%M}-{hours[1]:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": _HOURS.pattern}),
]
