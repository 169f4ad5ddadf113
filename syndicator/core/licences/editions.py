"""Which Creative Commons licences were ever published: units by version, and the ports of each (cc.licenserdf; legal-tools list)."""

_MAIN = frozenset("by by-sa by-nc by-nd by-nc-sa by-nc-nd".split())
_FIRST = frozenset("by by-sa by-nc by-nd by-nc-sa by-nd-nc".split())  # 1.0 spelt the sixth the other way round
_WITHOUT_BY = frozenset("nc nc-sa nd nd-nc sa".split())  # retired in 2004
_UNPORTED = frozenset({""})
_PORTS = {
    "1.0": frozenset("fi il nl".split()) | _UNPORTED,
    "2.0": frozenset("at au be br ca cl de es fr hr it jp kr nl pl tw uk za".split()) | _UNPORTED,
    "2.1": frozenset("au es jp".split()),
    "2.5": frozenset("ar au bg br ca ch cn co dk es hr hu il in it mk mt mx my nl pe pl pt scotland se si tw za".split()) | _UNPORTED,
    "3.0": frozenset(
        "at au br ch cl cn cr cz de ec ee eg es fr gr gt hk hr ie igo it lu nl no nz ph pl pr pt ro rs sg th tw ug us ve vn za".split()
    )
    | _UNPORTED,
    "4.0": _UNPORTED,
}
_RETIRED = {
    ("sampling", "1.0"): frozenset({"", "br", "tw"}),
    ("sampling+", "1.0"): frozenset({"", "br", "de", "tw"}),
    ("nc-sampling+", "1.0"): frozenset({"", "tw"}),
    ("devnations", "2.0"): _UNPORTED,
    ("by-nd-nc", "2.0"): frozenset({"jp"}),
    **{(unit, "1.0"): frozenset({"", "fi", "nl"}) for unit in _WITHOUT_BY},
    **{(unit, "2.0"): frozenset({"jp"}) for unit in _WITHOUT_BY},
}


def was_published(unit: str, version: str, port: str) -> bool:
    """Whether there is a licence of this unit ("by-nd"), version ("" = not told, then any) and port ("" = unported)."""
    if not version:
        return not port and (unit in _MAIN or any(unit == known for known, _ in _RETIRED))
    main = _FIRST if version == "1.0" else _MAIN
    return port in (_PORTS.get(version, frozenset()) if unit in main else _RETIRED.get((unit, version), frozenset()))
