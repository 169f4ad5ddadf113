"""The licences themselves: Creative Commons by unit, version and port, the public domain tools, the Open Government Licence."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from syndicator.core.licences.editions import was_published
from syndicator.core.uses import Commercial, Derivatives


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence, as it is to be named, linked and obeyed.

    `id` is the SPDX id, or `LicenseRef-…` where SPDX has none; `url` the https deed of the same unit, version and port
    ("" where the version is not known). `duties` are names of evidence.DUTIES that follow from the licence itself when
    the work is shared unchanged; `irrevocable` says whether a grant once made outlives its withdrawal.
    """

    id: str
    url: str
    name: str
    version: str
    jurisdiction: str
    republish: bool
    commercial: Commercial
    derivatives: Derivatives
    duties: tuple[str, ...]
    irrevocable: bool


# Units that forbid or limit sharing a work whole (retired 2007 and 2011).
_LIMITED = frozenset("sampling sampling+ nc-sampling+ devnations".split())
# SPDX ids of ports (License List of 2026-07); any other port has none and is written LicenseRef-CC-….
_SPDX_PORTS = frozenset(
    "CC-BY-2.5-AU CC-BY-3.0-AT CC-BY-3.0-AU CC-BY-3.0-DE CC-BY-3.0-IGO CC-BY-3.0-NL CC-BY-3.0-US CC-BY-SA-2.0-UK CC-BY-SA-2.1-JP "
    "CC-BY-SA-3.0-AT CC-BY-SA-3.0-DE CC-BY-SA-3.0-IGO CC-BY-NC-3.0-DE CC-BY-NC-3.0-IGO CC-BY-ND-3.0-DE CC-BY-NC-SA-2.0-DE "
    "CC-BY-NC-SA-2.0-FR CC-BY-NC-SA-2.0-UK CC-BY-NC-SA-3.0-DE CC-BY-NC-SA-3.0-IGO CC-BY-NC-ND-3.0-DE CC-BY-NC-ND-3.0-IGO".split()
)
VERSIONS = ("1.0", "2.0", "2.1", "2.5", "3.0", "4.0")
_SPDX_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")
_DOCUMENT = r"(?:/(?:deed|legalcode)(?:\.(?:[a-z]{2,3}(?:[-_@][a-z0-9]{1,8}){0,3}|txt))?|/rdf)?/?"
_PATH = re.compile(rf"/(licenses|publicdomain)/([-a-z0-9+]{{1,20}})/([0-9]\.[0-9])(?:/([a-z]{{2}}|igo|scotland))?{_DOCUMENT}")
_OLD_DOMAIN = re.compile(rf"/licenses/publicdomain{_DOCUMENT}")
_NO_SCHEME = re.compile(r"(?i)(?:www\.)?(?:creativecommons\.org|nationalarchives\.gov\.uk)/")
_OGL_PATH = re.compile(r"^/doc/open-government-licence/version/3/?$")
_ID = re.compile(r"^(?:licenseref-)?cc-([a-z-]{2,20}?)-(\d\.\d|unversioned)(?:-([a-z]{2}|igo|scotland))?$")
_BY_NOTICE = re.compile(r"^(licenseref-cc-[a-z-]{2,20}?)-(?:plus-terms|\d\.\d-described)$")
_NAMES = {"by": "Attribution", "nc": "NonCommercial", "nd": "NoDerivatives", "sa": "ShareAlike"}


@cache
def creative_commons(unit: str, version: str, jurisdiction: str = "") -> Licence | None:
    """The Creative Commons licence of a unit ("by-nd"), version ("" where unknown) and port; None where there is no such licence.

    A port that never was (4.0 is international only) is passed over: words about a place do not make another licence.
    """
    port = jurisdiction.lower()
    port = port if was_published(unit, version, port) else ""
    if not was_published(unit, version, port):
        return None
    parts = set(unit.split("-"))
    free = unit not in _LIMITED
    place = f"{unit}/{version}/{port + '/' if port else ''}"
    return Licence(
        id=_id(unit, version, port),
        url=f"https://creativecommons.org/licenses/{place}" if version else "",
        name=_name(unit, version, port),
        version=version,
        jurisdiction=port,
        republish=free,
        commercial=Commercial.FORBIDDEN if "nc" in parts or not free else Commercial.ALLOWED,
        derivatives=_derivatives(parts) if free else Derivatives.FORBIDDEN,
        duties=_duties(parts, version),
        irrevocable=True,
    )


def by_url(url: str) -> Licence | None:
    """The licence an address names, in any of its spellings (scheme or none, www, deed or legal code, language, query); else None.

    Only the licensor's own host counts: an address that merely looks or starts like it names nothing. Nor does one of a
    unit, version or port that was never published: whoever wrote it meant something that cannot be told.
    """
    words = url.strip()
    try:
        parts = urlsplit(f"//{words}" if _NO_SCHEME.match(words) else words)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https") or port not in (None, 80, 443) or parts.username is not None:
        return None
    path = unquote(parts.path).lower()
    if host == "creativecommons.org":
        return _by_path(path) if "%2f" not in parts.path.lower() else None
    return _OGL if host == "nationalarchives.gov.uk" and _OGL_PATH.match(path) else None


@lru_cache(maxsize=1_000)
def by_id(spdx: str) -> Licence | None:
    """The licence of an SPDX id or of one of our LicenseRef ids, compared without case (SPDX annex D); else None."""
    wanted = spdx.strip().lower()
    for licence in (_CC0, _PDM, _OGL, _PDDC):
        if wanted == licence.id.lower():
            return licence
    if told := _BY_NOTICE.match(wanted):  # a notice describes it, or adds to it: the grant is that of its elements
        plain = by_id(f"{told[1]}-unversioned")
        return plain and replace(plain, id=spdx.strip(), irrevocable=False)
    match = _ID.match(wanted)
    if not match:
        return None
    unit, version, port = match.groups()
    unit = "by-nd-nc" if unit == "by-nc-nd" and version == "1.0" else unit.replace("-plus", "+")
    found = creative_commons(unit, "" if version == "unversioned" else version, port or "")
    return found if found and found.id.lower() == wanted else None


def _by_path(path: str) -> Licence | None:
    if _OLD_DOMAIN.fullmatch(path):
        return _PDDC
    match = _PATH.fullmatch(path)
    if not match:
        return None
    kind, unit, version, port = match.groups(default="")
    if kind == "publicdomain":
        there = version == "1.0" and (not port or (unit, port) == ("certification", "us"))
        return {"zero": _CC0, "mark": _PDM, "certification": _PDDC}.get(unit) if there else None
    return creative_commons(unit, version, port) if was_published(unit, version, port) else None


def _id(unit: str, version: str, port: str) -> str:
    spelled = "by-nc-nd" if unit == "by-nd-nc" else unit
    bare = f"CC-{spelled.upper().replace('+', '-PLUS')}-{version or 'unversioned'}{'-' + port.upper() if port else ''}"
    known = version in _SPDX_VERSIONS and not port and unit.startswith("by") and (version != "1.0" or unit != "by-nc-nd")
    return bare if known or bare in _SPDX_PORTS or bare == "CC-SA-1.0" else f"LicenseRef-{bare}"


def _name(unit: str, version: str, port: str) -> str:
    return " ".join(filter(None, ("CC", unit.upper(), version, port.upper())))


def _derivatives(parts: set[str]) -> Derivatives:
    if "nd" in parts:
        return Derivatives.FORBIDDEN
    return Derivatives.SHARE_ALIKE if "sa" in parts else Derivatives.ALLOWED


def _duties(parts: set[str], version: str) -> tuple[str, ...]:
    """Duties of sharing the work unchanged: 4.0 §3(a)(1), 3.0 §4(b)-(c); the title only up to 3.0.

    An unknown version asks what any version asks. Units without BY still keep notices (1.0 §4(a)).
    """
    notices = ("copyright_notice", "licence_notice")
    if "by" not in parts:
        return notices
    title = () if version == "4.0" else ("title",)
    return ("byline", "source_credit", "hyperlink_original", *title, *notices)


def _free(spdx: str, url: str, name: str, version: str, duties: tuple[str, ...], *, irrevocable: bool) -> Licence:
    return Licence(spdx, url, name, version, "", True, Commercial.ALLOWED, Derivatives.ALLOWED, duties, irrevocable)


_CC0 = _free("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0", "1.0", (), irrevocable=True)
_PDM = _free("CC-PDM-1.0", "https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0", "1.0", (), irrevocable=False)
_PDDC = _free(
    "CC-PDDC", "https://creativecommons.org/licenses/publicdomain/", "Public Domain Dedication and Certification", "", (), irrevocable=True
)
_OGL = _free(
    "OGL-UK-3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "Open Government Licence v3.0",
    "3.0",
    ("source_credit", "licence_notice"),
    irrevocable=True,
)
CC0, OGL, PDM = _CC0, _OGL, _PDM
