# ruff: noqa: E501 - the agencies are a table
"""News agencies: their names and how their copy is marked (AP Stylebook, “datelines”; bylines; copyright lines)."""

import re

WIRES = {
    "AP": "Associated Press", "Reuters": "Reuters", "AFP": "Agence France-Presse", "EFE": "EFE", "dpa": "dpa", "ANSA": "ANSA", "UPI": "United Press International",
    "Interfax": "Interfax", "TASS": "TASS", "Xinhua": "Xinhua", "PTI": "Press Trust of India", "IANS": "IANS", "Kyodo": "Kyodo News", "Bloomberg": "Bloomberg",
    "PA": "PA Media", "Lusa": "Lusa", "Belga": "Belga", "Ritzau": "Ritzau", "APA": "APA", "ANP": "ANP", "CP": "The Canadian Press", "AAP": "AAP", "Ukrinform": "Ukrinform",
    "NTB": "NTB", "TT": "TT", "STT": "STT", "Anadolu": "Anadolu Agency", "Europa Press": "Europa Press", "Interfax-Ukraine": "Interfax-Ukraine",
    "epd": "epd", "KNA": "KNA", "SID": "SID", "PRNewswire": "PR Newswire", "PR Newswire": "PR Newswire", "Business Wire": "Business Wire", "GlobeNewswire": "GlobeNewswire",
    "Project Syndicate": "Project Syndicate", "Tribune News Service": "Tribune News Service", "Tribune Content Agency": "Tribune Content Agency",
    "New York Times News Service": "New York Times News Service", "Inter Press Service": "Inter Press Service", "CNN Newsource": "CNN Newsource",
    "Thomson Reuters Foundation": "Thomson Reuters Foundation", "Thomson Reuters": "Reuters", "Creators Syndicate": "Creators Syndicate",
    "PAP": "PAP", "ČTK": "ČTK", "TASR": "TASR", "MTI": "MTI", "SDA": "Keystone-SDA", "Adnkronos": "Adnkronos", "Télam": "Télam", "Yonhap": "Yonhap", "ANI": "ANI",
    "新华社": "新华社", "新華社": "新華社", "中新社": "中新社", "中央社": "中央社", "共同通信": "共同通信", "時事通信": "時事通信", "연합뉴스": "연합뉴스",
    "ТАСС": "ТАСС", "РИА Новости": "РИА Новости", "Интерфакс": "Интерфакс", "Рейтер": "Reuters", "Укрінформ": "Укрінформ", "Інтерфакс-Україна": "Інтерфакс-Україна",
    "رويترز": "Reuters", "فرانس برس": "Agence France-Presse", "أ ف ب": "Agence France-Presse", "د ب أ": "dpa", "الأناضول": "Anadolu Agency",
}  # fmt: skip
_FULL_NAMES = {name.casefold().removeprefix("the "): name for name in WIRES.values()} | {
    short.casefold(): name for short, name in WIRES.items()
}
# Short names that are also words or people's names, taken for an agency only where they are written as the agency writes them.
_AMBIGUOUS = frozenset({"ap", "pa", "tt", "cp", "apa", "stt", "anp", "pap", "mti", "sda", "ani", "sid"})
_ALTERNATIVES = "|".join(sorted(WIRES, key=len, reverse=True))
_LONG = "|".join(sorted((s for s in WIRES if s.lower() not in _AMBIGUOUS or s == "AP"), key=len, reverse=True))
# A place in the first words, the agency in brackets or between dashes, then a dash; or the agency alone in brackets in front.
_DATELINE = re.compile(
    rf"^[^\n]{{0,70}}?\((?P<wire>{_ALTERNATIVES})(?:/\w+)?\)\s{{0,2}}[-–—.:]|^[^\n.]{{0,60}}? ?[-–—] (?P<wire2>{_ALTERNATIVES}) ?[-–—]"
    rf"|^\((?P<wire3>{_ALTERNATIVES})\)\s|^(?P<wire4>{_ALTERNATIVES}) [-–—] "
)
_SIGNED = re.compile(
    rf"^\W{{0,3}}(?:\((?P<wire>{_ALTERNATIVES})(?:/(?:{_ALTERNATIVES}))?\)\W{{0,2}}$|(?:Source|Quelle|Fuente|Fonte|Bron|Źródło|Zdroj|Forrás|Источник|Джерело|المصدر|来源|來源|출처) ?[:：] ?(?P<wire2>{_ALTERNATIVES})(?=\W{{0,2}}$|\s{{0,2}}[|;/]))"
)
# How Reuters signs: who reported and who edited, parted by semicolons (Reuters Handbook of Journalism, “sign-offs”).
_REPORTED = re.compile(
    r"^\W{0,3}(?:Additional )?[Rr]eporting (?:and writing )?by [A-Z][^;\n]{2,200};[^\n]{0,200}\b[Ee]dit(?:ing|ed) by [A-Z]"
)
_HOLDER = re.compile(
    rf"(?:©|\([cC]\)|(?i:copyright))[\s:©]{{0,4}}(?:\d{{4}}[\s,]{{0,2}})?(?:by )?(?:The |the )?(?P<name>{'|'.join(re.escape(n.removeprefix('The ')) for n in WIRES.values())}|{_LONG})\b(?! Photo)"
)


_STAFF = re.compile(r"(?i)\s+(?:staff|news|newsroom|writers?|reporters?|correspondents?|news agency|wire|photos?)$")


def agency(name: str) -> str:
    """The full name of the agency a byline names (“Jo Bell, Reuters”, “AP”), "" where it names none."""
    for part in (name, *re.split(r"[/,|()]| (?:for|with|via|and|-|–) ", name)):
        plain = _STAFF.sub("", _STAFF.sub("", re.sub(r"^(?:[Bb]y )?(?:[Tt]he )?", "", part.strip())))
        found = _FULL_NAMES.get(plain.casefold(), "")
        if found and (plain.casefold() not in _AMBIGUOUS or plain in WIRES):
            return found
    return ""


def dateline(line: str) -> tuple[str, str] | None:
    """(agency, the words of the dateline) of a line that opens a story, None where it has no such dateline."""
    match = _DATELINE.search(line)
    return (WIRES[next(w for w in match.groups() if w)], match.group()) if match else None


def signature(line: str) -> str:
    """The agency a last line signs with (“(AFP)”, “(Reporting by Jo Bell; Editing by Al Dee)”), "" where it does not."""
    match = _SIGNED.match(line)
    return WIRES[match["wire"] or match["wire2"]] if match else WIRES["Reuters"] if _REPORTED.match(line) else ""


def holder(line: str) -> str:
    """The agency a copyright line names, "" where it names none."""
    match = _HOLDER.search(line)
    if not match:
        return ""
    name = match["name"]
    return WIRES.get(name) or _FULL_NAMES.get(name.casefold(), "")


def short(wire: str) -> str:
    """The short name of an agency."""
    return next(short for short, name in WIRES.items() if name == wire)
