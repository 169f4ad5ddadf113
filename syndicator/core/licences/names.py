# ruff: noqa: E501 - a table of spellings is read best a kind a line
"""Licence names in prose: every way people write them, read token by token (elements, version, port)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from syndicator.core.licences.table import CC0, OGL, PDM, VERSIONS, Licence, by_url, creative_commons

# Words a port is written with; the codes are those of the addresses.
_PORTS = {
    "argentina": "ar", "australia": "au", "austria": "at", "belgium": "be", "brazil": "br", "brasil": "br", "canada": "ca", "chile": "cl",
    "china": "cn", "colombia": "co", "costa rica": "cr", "croatia": "hr", "czech republic": "cz", "denmark": "dk", "ecuador": "ec",
    "england & wales": "uk", "england and wales": "uk", "españa": "es", "estonia": "ee", "finland": "fi", "france": "fr", "germany": "de",
    "greece": "gr", "guatemala": "gt", "hong kong": "hk", "hungary": "hu", "igo": "igo", "india": "in", "ireland": "ie", "israel": "il",
    "italia": "it", "italy": "it", "japan": "jp", "malaysia": "my", "mexico": "mx", "méxico": "mx", "netherlands": "nl", "new zealand": "nz",
    "norway": "no", "peru": "pe", "philippines": "ph", "poland": "pl", "portugal": "pt", "puerto rico": "pr", "romania": "ro",
    "scotland": "scotland", "serbia": "rs", "singapore": "sg", "slovenia": "si", "south africa": "za", "south korea": "kr", "spain": "es",
    "sweden": "se", "switzerland": "ch", "taiwan": "tw", "thailand": "th", "uganda": "ug", "uk": "uk", "united states": "us", "us": "us",
    "usa": "us", "venezuela": "ve", "vietnam": "vn", "deutschland": "de", "österreich": "at", "schweiz": "ch", "chili": "cl",
    "中国大陆": "cn", "中国": "cn", "中國大陸": "cn", "台灣": "tw", "臺灣": "tw", "台湾": "tw", "香港": "hk", "日本": "jp", "대한민국": "kr", "한국": "kr",
    "ישראל": "il", "türkiye": "tr",
    "polska": "pl", "srbija": "rs", "србија": "rs", "hrvatska": "hr", "česko": "cz", "česká republika": "cz",
}  # fmt: skip
_CODES = (
    "AR AT AU BE BR CA CH CL CN CO CR CZ DE DK EC EE ES FI FR GR GT HK HR HU IE IL IN IT JP KR LU MX MY NL NO NZ PE PH PL PT RO RS".split()
)

_SPELLINGS = {
    "anchor": r"creative[ \u00a0-]commons(?:['’]s?)?|(?<![a-z0-9])cc(?![a-z0-9])"
    r"|\b(?:licen[cs]ias?|licenza|llicència|la|una) (?=by-(?:nc|nd|sa)\b)"
    r"|知识共享|知識共享|创作共用|創作共用|创意共享|創意共享|創用(?: ?cc)?|共享创意|共享創意|クリエイティブ[・ ·]?コモンズ|크리에이티브 ?[커코]먼[즈스]"
    r"|кр(?:іе|ие|иэ|эа|еа)[йтіиы]{1,4}[віуў]? комм?онс|кри?јејтив комонс|المشاع الإ?ا?بداع[يى]|كرييتيف كومنز|كريتف كومنز|كريتيف كومنز|קריאייטיב קומונס|קריאטיב קומונס",
    "nc": r"\bnon?[- ]?(?:comm?erc\w{2,8})\b(?: use)?|\b(?:uso )?n[ãa]o[- ]?comercial\b|\bnc\b|\bnicht[- ]?kommerziell\w{0,2}\b|\bniet[- ]?commercieel\b|\bnecomercial\w{0,2}\b|\bpas d['’]utilisation commerciale\b|\b[yie] non?[- ]?comercial\w{0,2}\b|\bsin (?:fines comerciales|uso comercial)\b|\buso no comercial\b"
    r"|非商业性?(?:使用|用途)?|非商業性?(?:使用|用途)?|非商用|非営利|비영리"
    r"|(?:الاستخدام |الاستعمال )?غير (?:ال)?تجار(?:ي|ية)(?!\w)|(?:שימוש )?לא[- ]מסחרי|ללא שימוש מסחרי|\bnon[- ]?komersial\b|\bphi thương mại\b|\bgayr[iı][- ]?ticari\b"
    r"|\bнекомерц(?:ійн|ијалн)\w{1,3}(?: використання)?|\bнекоммерческ\w{2,3}(?: использование)?|\bнекамерцыйн\w{1,3}(?: выкарыстанне)?"
    r"|\bnekomercijaln\w{1,2}|\b(?:użycie )?niekomercyjne\b|\bneužívejte (?:dílo )?komerčně\b|\bnepoužívajte komerčne\b|\bnekomerčn[íeě]\b"
    r"|(?<![A-Za-z0-9])nc(?![A-Za-z0-9])",
    "nd": r"\bno[- ]?deriv\w{1,8}(?: works?)?\b|\bsem ?(?:obras? )?deriva\w{1,6}\b|\bved?ada a criação de obras derivadas\b|\bproibi(?:ção de|da a) (?:realização|criação) de obras derivadas\b|\bnd\b|\b(?:[yie] )?(?:sin|sen|sense)[- ]?(?:obr(?:as?|es)[- ]?)?(?:derivad\w{1,2}|derivacións|derivacions)\b|\bkeine bearbeitung\w{0,3}\b"
    r"|\bpas de modifications?\b|\bpas d['’]œuvres? dérivées?\b|\b(?:non|nessuna) oper[ae] derivat[ae]\b|\bgeen ?afgeleide ?werken\b|\bfără (?:opere )?(?:derivate|modificări)\b|\btanpa ?turunan\b|禁止演绎|禁止演繹|禁止改作|非衍生|改変禁止|변경금지|변경 금지"
    r"|منع الاشتقاق|لا اشتقاق|بدون اشتقاق|دون اشتقاق|بلا اشتقاق|ללא יצירות נגזרות|איסור יצירות נגזרות|\bkhông phái sinh\b|\btüretilemez\b"
    r"|\bбез похідних(?: творів)?\b|\bбез производных(?: произведений)?\b|\bбез вытворных(?: твораў)?\b|\bбез прерада\b|\bbez prerada\b"
    r"|\bbez utworów zależnych\b|\bnezpracovávejte\b|\bnespracovávajte\b|\bbez odvodenín\b"
    r"|(?<![A-Za-z0-9])nd(?![A-Za-z0-9])",
    "sa": r"\bshare[- ]?alike\b|\bsa\b|\b(?:[yie] )?compartir[- ]?(?:por[- ])?igual\b|\b(?:y )?compartir (?:bajo|con) la misma licencia\b|\b(?:com)?partilha ?igual\b|\bcompartilhamento pela mesma licença\b|\bpartilha nos (?:mesmos termos|termos da mesma licença)\b|\bpartage (?:dans les mêmes conditions|à l['’]identique)\b|\bcondividi allo stesso modo\b|\bgelijk ?delen\b|\b(?:distribuire|partajare) în condiții identice\b"
    r"|\bweitergabe unter gleichen bedingungen\b|الترخيص بالمثل|المشاركة بالمثل|相同方式共享|相同方式分享|継承|동일조건 ?변경허락|שיתוף זהה|\bberbagi ?serupa\b|\bchia sẻ tương tự\b|\baynı ?lisansla ?paylaş\b"
    r"|\b(?:(?:поширення|розповсюдження) )?на тих самих умовах\b|\b(?:распространение )?на тех же условиях\b|\bс сохранением условий\b"
    r"|\b(?:распаўсюджванне )?на тых (?:жа|самых) [уў]мовах\b|\bделити под истим условима\b|\bdeliti pod istim uslovima\b|\bdijeli(?:ti)? pod istim uvjetima\b"
    r"|\bna tych samych warunkach\b|\bzachov[ae]jte licenci\w{0,2}\b"
    r"|(?<![A-Za-z0-9])sa(?![A-Za-z0-9])",
    "by": r"\battribution(?:[- ]only)?\b|\bby\b|\batribuci[oó]n\b|\breconocimiento\b|\brecoñecemento\b|\breconeixement\b|\batribui[çc][ãa]o\b|\bnamensnennung\b|\batribuire\b|\batribusi\b"
    r"|\battribuzione\b|\bnaamsvermelding\b|(?:保持)?署名|姓名标示|姓名標示|(?<=[ズス・\s(（「:：-])表示(?=[\s・–—-]|\d|非|$)|저작자 ?표시|\bghi công\b|\bat[ıi]f\b"
    r"|(?:ال)?ن[\u064e\u0650]?سب(?:ة)? ?(?:إلى |الى )?(?:ال)?م?[\u064f]?صن[\u064b-\u0652]{0,2}ف(?!\w)|(?<!\w)نسبة? العمل|(?<!\w)النسبة(?!\w)|(?<!\w)الإسناد(?!\w)|(?<!\w)(?:נציין )?ייחוס"
    # in Slavic prose “naming the author” is an element only as a title is written, or beside another element or a version
    r"|(?-i:\bІз [Зз]азначенням [Аа]вторства|\bС [Уу]казанием [Аа]вторства|\bЗ [Уу]казаннем [Аа]ўтарства)\b"
    r"|\b(?:із зазначенням авторства|с указанием авторства|з указаннем аўтарства)(?=[\s–—-]{1,3}(?:\d\.\d|неком|некам|без (?:по|пр|вы)|пошир|распр|на т))"
    r"|\bатрибуці[яєї]\b|\bатрибуци[яи]\b|\bатрыбуцы[яі]\b|\bауторство\b|\bautorstvo\b|\bimenovanje\b|\buznanie autorstwa\b|\buveďte (?:původ|autora)\b"
    r"|(?<![A-Za-z0-9])by(?![A-Za-z0-9])",
    "version": r"\bv?[1-4]\.[015]\b|(?<=\d)[1-4]\.[015](?=\D)|(?<![0-9A-Za-z.])[1-4]\.[015](?![0-9A-Za-z])",
    "port": "|".join(rf"\b{re.escape(name)}\b" if name < "\u2e80" else name for name in sorted(_PORTS, key=len, reverse=True)),
    # as codes are written, and joined to a version: “CC BY 3.0: NO” answers a question
    "code": "|".join(rf"(?-i:(?:(?<=\d[ /-])|(?<=\d \()){code}\b)" for code in _CODES),
    "filler": r"\b(?:v\.?(?=\d)|version|international\w?|internacional|unported|generic|licen[cs]es?|lizenz|licencia|licença|n[ãa]o adaptada|licenza|licentie|licență|internazionale|internațional\w?|lisensi|public|works?|the)\b"
    r"|(?:国际|國際|国際)(?:公共)?|(?:许可|許可)(?:协议|協議|证|證)?|(?:协议|協議)|(?:授权|授權)(?:条款|條款|协议)?|ライセンス|라이[선센]스|국제"
    r"|(?:ال)?دولي(?!\w)|(?:ال)?دولية|(?:ال)?رخصة|בינלאומי|רישיון|\blisans[ıi]\b|\buluslararas[ıi]\b|\bgiấy phép\b|\bquốc tế\b|\binternasional\b"
    r"|\b(?:міжнародн|международн|міжнародна|међународн)\w{1,3}\b|\b(?:međunarodn|mezinárodn|międzynarodow)\w{1,3}\b|\bнепортированн\w{2}\b|\bбез (?:локализации|прилагођавања)\b"
    r"|\b(?:ліцензі|лицензи|ліцэнзі|лиценц)\w{1,3}\b|\blicen(?:cj|c)[aeiuíą]\w{0,2}\b",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _SPELLINGS.items()), re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-–—/,+&()\[\]“”\"'’‘:|،、・·（）：，－「」]{0,4}")
_OTHERS = (
    (re.compile(r"(?i)\bCC[- ]?(?:0|zero)\b(?:[- ]1\.0)?|\bcreative commons zero\b"), CC0),
    (re.compile(r"(?i)\bpublic domain mark\b(?: 1\.0)?"), PDM),
    (re.compile(r"(?i)\b(?:open government licen[cs]e|ogl)(?:[- ]uk)?[- ]?(?:v(?:ersion)?\.? ?)?3(?:\.0)?\b"), OGL),
)
_ADDRESS = re.compile(r"(?i)(?<![\w/?#=&:;%.@-])https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/[^\s<>\"')\]]{3,80}")
_MARKS = ("by", "nc", "nd", "sa")
_NEVER_FIRST = frozenset({"filler", "port", "code"})  # “No CC BY 4.0” is a refusal, not Norway's port


@dataclass
class _Group:
    """Tokens that stand side by side: one candidate for a name."""

    start: int
    end: int
    anchored: bool = False
    called: bool = False  # “… licence”
    marks: list[str] = field(default_factory=list)
    version: str = ""
    port: str = ""


def named(text: str) -> list[tuple[Licence, int, int]]:
    """The licences a text names, each with the offsets (code points) of its name, in order of appearance.

    A name without a version gives an `…-unversioned` licence; “a Creative Commons licence” alone names none (see `mentions`).
    """
    addresses = list(_addresses(text))
    found = [(licence, g.start, g.end) for g in _groups(text) if (licence := _licence(g))]
    found = [*addresses, *(n for n in found if not any(start <= n[1] < end for _, start, end in addresses))]
    found += [(licence, m.start(), m.end()) for pattern, licence in _OTHERS for m in pattern.finditer(text)]
    return sorted(found, key=lambda entry: entry[1])


def _addresses(text: str) -> Iterator[tuple[Licence, int, int]]:
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:?!")
        if licence := by_url(address):
            yield licence, match.start(), match.start() + len(address)


def mentions(text: str) -> list[tuple[int, int]]:
    """Where a text speaks of Creative Commons, with or without saying which licence."""
    return [(g.start, g.end) for g in _groups(text) if g.anchored]


def _licence(group: _Group) -> Licence | None:
    marks = set(group.marks)
    if group.anchored and marks and group.version > "1.0":
        marks.add("by")  # every licence since 2.0 asks for attribution, named or not
    enough = group.anchored or (group.version and (len(marks) > 1 or group.called))
    if not enough or "by" not in marks or {"nd", "sa"} <= marks:
        return None
    unit = "-".join(mark for mark in _MARKS if mark in marks)
    unit = "by-nd-nc" if unit == "by-nc-nd" and group.version == "1.0" else unit
    return creative_commons(unit, group.version, group.port if group.version else "")


def _groups(text: str) -> Iterator[_Group]:
    group: _Group | None = None
    tokens = [m for m in _TOKEN.finditer(text) if not _mere_by(text, m)]
    for before, token in pairwise([None, *tokens]):
        if token is None:
            continue
        apart = before is None or not _BETWEEN.fullmatch(text, before.end(), token.start())
        if group is None or apart or _complete(group, token):
            if group is not None:
                yield group
            group = None if token.lastgroup in _NEVER_FIRST else _Group(token.start(), token.end())
        if group is None:
            continue
        _add(group, token)
    if group is not None:
        yield group


def _add(group: _Group, token: re.Match[str]) -> None:
    kind, word = token.lastgroup, token.group()
    if kind == "anchor":
        group.anchored = True
    elif kind == "version" and not group.version and word.lstrip("vV") in VERSIONS:
        group.version = word.lstrip("vV")
    elif kind in ("port", "code") and group.version and not group.port:
        group.port = _PORTS.get(word.lower(), word.lower())
    elif kind == "filler" and word.lower().startswith("licen"):
        group.called = True
    elif kind in _MARKS and kind not in group.marks:
        group.marks.append(str(kind))
    group.end = token.end()


def _complete(group: _Group, token: re.Match[str]) -> bool:
    """Whether a token starts the next name: a second version, or elements again after a version was given."""
    again = token.lastgroup == "version" or (token.lastgroup in _MARKS and token.lastgroup in group.marks)
    return bool(group.version and again)


def _mere_by(text: str, token: re.Match[str]) -> bool:
    """Whether a “by” is the preposition: in lower case it names the element only where joined to another (cc-by, by-nc)."""
    word = token.group()
    if word == "us":  # a pronoun; the port is written with capitals
        return True
    if word.lower() in ("sa", "nd", "nc") and not word.isupper():
        return text[token.start() - 1 : token.start()] not in ("-", " ", "/")
    if word not in ("by", "By"):
        return False
    before, after = text[max(0, token.start() - 3) : token.start()].lower(), text[token.end() : token.end() + 4].lower()
    joined = after[:1] in ("-", "/") or after[1:3] in ("nc", "nd", "sa") or re.match(r" \d\.\d", after) is not None
    return not joined and before != "cc-"
