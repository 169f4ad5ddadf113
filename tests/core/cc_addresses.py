"""Every address of a Creative Commons licence or tool that was ever published, made from the rules of their publication."""

from itertools import product

MAIN = ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa")
SIXTH = {"1.0": "by-nd-nc"}  # later versions: by-nc-nd
PORTS = {
    "1.0": " fi il nl",
    "2.0": " at au be br ca cl de es fr hr it jp kr nl pl tw uk za",
    "2.1": "au es jp",
    "2.5": " ar au bg br ca ch cn co dk es hr hu il in it mk mt mx my nl pe pl pt scotland se si tw za",
    "3.0": " at au br ch cl cn cr cz de ec ee eg es fr gr gt hk hr ie igo it lu nl no nz ph pl pr pt ro rs sg th tw ug us ve vn za",
    "4.0": "",
}
RETIRED = {
    **{(unit, "1.0"): " fi nl" for unit in ("nc", "nc-sa", "nd", "nd-nc", "sa")},
    **{(unit, "2.0"): "jp" for unit in ("nc", "nc-sa", "nd", "nd-nc", "sa", "by-nd-nc")},
    ("sampling", "1.0"): " br tw",
    ("sampling+", "1.0"): " br de tw",
    ("nc-sampling+", "1.0"): " tw",
    ("devnations", "2.0"): "",
}
TOOLS = ("publicdomain/zero/1.0", "publicdomain/mark/1.0", "publicdomain/certification/1.0", "licenses/publicdomain")


def licences() -> list[tuple[str, str, str]]:
    """(unit, version, port) of every licence, port "" where it is unported."""
    found = []
    for version, ports in PORTS.items():
        found += [(unit, version, port) for unit, port in product((*MAIN, SIXTH.get(version, "by-nc-nd")), ports.split(" "))]
    found += [(unit, version, port) for (unit, version), ports in RETIRED.items() for port in ports.split(" ")]
    return found


def path(unit: str, version: str, port: str) -> str:
    """The path of one of them below the host, without a slash at either end."""
    return "/".join(filter(None, ("licenses", unit, version, port)))


ALL = tuple(path(*licence) for licence in licences()) + TOOLS
# The SPDX License List knows these (2026-07); the id of any other is a LicenseRef.
SPDX = frozenset(
    "CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-2.5-AU CC-BY-3.0-AT CC-BY-3.0-AU CC-BY-3.0-DE CC-BY-3.0-IGO CC-BY-3.0-NL "
    "CC-BY-3.0-US CC-BY-SA-1.0 CC-BY-SA-2.0 CC-BY-SA-2.5 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-BY-SA-2.0-UK CC-BY-SA-2.1-JP CC-BY-SA-3.0-AT "
    "CC-BY-SA-3.0-DE CC-BY-SA-3.0-IGO CC-BY-NC-1.0 CC-BY-NC-2.0 CC-BY-NC-2.5 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-3.0-DE CC-BY-NC-3.0-IGO "
    "CC-BY-ND-1.0 CC-BY-ND-2.0 CC-BY-ND-2.5 CC-BY-ND-3.0 CC-BY-ND-4.0 CC-BY-ND-3.0-DE CC-BY-NC-SA-1.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-2.5 "
    "CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CC-BY-NC-SA-2.0-DE CC-BY-NC-SA-2.0-FR CC-BY-NC-SA-2.0-UK CC-BY-NC-SA-3.0-DE CC-BY-NC-SA-3.0-IGO "
    "CC-BY-NC-ND-1.0 CC-BY-NC-ND-2.0 CC-BY-NC-ND-2.5 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-ND-3.0-DE CC-BY-NC-ND-3.0-IGO "
    "CC-SA-1.0 CC0-1.0 CC-PDM-1.0 CC-PDDC".split()
)
