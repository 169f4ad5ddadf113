# ruff: noqa: E501 - a word list is read best a language a line
"""A cheap guess of language: by script, then by the letters and small words that tell languages of one script apart.

A language that is read brings small words in its lexicon; the tables here make those known that are not read, so that they
are named and not mistaken for a neighbour, and help the nearest neighbours to be told apart.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from syndicator.core.automata import compiled
from syndicator.core.notices.lexicon import LEXICONS

_SAMPLE = 4000  # code points; more of a text tells no more
# Scripts by their first and last letter; a sign of the East Asian ones says about as much as three letters.
_SCRIPTS = (
    ("el", 0x0370, 0x03FF, 1),
    ("cyrillic", 0x0400, 0x052F, 1),
    ("he", 0x0590, 0x05FF, 1),
    ("arabic", 0x0600, 0x06FF, 1),
    ("hi", 0x0900, 0x097F, 1),
    ("th", 0x0E00, 0x0E7F, 1),
    ("kana", 0x3041, 0x30FF, 3),
    ("han", 0x3400, 0x9FFF, 3),
    ("ko", 0xAC00, 0xD7A3, 3),
)
_MOST = 0.25  # of the letters: names and licences stand in Latin letters everywhere
_KANA = 0.05  # no Chinese text has that much of it

_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
# The letters of each language in Cyrillic; where two fit alike and no word tells, the earlier is meant.
_CYRILLIC = {
    "ru": _RUSSIAN,
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "kk": _RUSSIAN + "әғқңөұүһі",
    "tt": _RUSSIAN + "әөүҗңһ",
    "ky": _RUSSIAN + "ңөү",
    "tg": _RUSSIAN + "ғӣқӯҳҷ",
    "uz": _RUSSIAN + "ўқғҳ",
}
# Each letter with the languages that do not have it.
_LACKING = {
    letter: tuple(code for code, letters in _CYRILLIC.items() if letter not in letters)
    for letter in sorted(set("".join(_CYRILLIC.values())))
}
_TWINS = ("ru", "uk")  # too near to each other to guess where nothing tells
# Parts of words that some of them never have.
_STRANGE = (
    (re.compile("и[иеяюоу]"), ("uk", "be")),
    (re.compile("и[ие]"), ("sr",)),
    (re.compile("ння|ськ|цьк|дзь|ъ(?![еёюя])"), ("ru",)),
    (re.compile("[ае]ат\\b|ијата\\b|овите\\b"), ("sr",)),
)
_UKRAINIAN_I = 60  # no Ukrainian or Belarusian text of so many letters does without an i
_STRANGER, _WORD_TELLS = 3, 2  # what a letter a language does not have, and a small word of its own, say

# Letters of Latin script that few languages have.
_LATIN = {
    "ą": "pl", "ę": "pl", "ł": "pl", "ś": "pl", "ź": "pl", "ż": "pl", "ě": "cs", "ř": "cs", "ů": "cs", "ľ": "sk", "ĺ": "sk", "ŕ": "sk",
    "ő": "hu", "ű": "hu", "ă": "ro vi", "ș": "ro", "ț": "ro", "ţ": "ro", "ş": "tr ro", "ğ": "tr", "ı": "tr", "ß": "de", "ñ": "es gl",
    "ã": "pt", "õ": "pt", "œ": "fr", "å": "sv no da", "ø": "no da", "đ": "vi sr", "ơ": "vi", "ư": "vi", "ạ": "vi", "ế": "vi", "ộ": "vi",
    "ả": "vi", "ấ": "vi", "ể": "vi", "ề": "vi", "ứ": "vi", "ć": "sr pl", "š": "sr cs sk sl", "ž": "sr cs sk sl", "č": "sr cs sk sl",
}  # fmt: skip
_LATIN_TELLS = {letter: tuple(codes.split()) for letter, codes in _LATIN.items()}
_SMALL = {
    "en": "a an under this these was were has have been site licence license licensed article articles text content all rights reserved permission without may republish",
    "bg": "беше и на за се е в от да не са с по при до или без всички права запазени сайта материали което които този това",
    "mk": "беше во и на за се е во од да не се со по при до или без сите права задржани содржина која кој овој ова",
    "es": "el la los las de y que en un una es por con para su al lo como más o del se no nuestro nuestra puede siempre este esta sin todo todos",
    "pt": "o a os as de e que em um uma é por com para seu ao do da dos das não se mais nosso nossa pode este esta sem todos podem ser nome você seus direitos fonte nossos textos desde",
    "fr": "le la les de et que en un une est par avec pour son au du des ne pas se plus notre nos vous ce cette sans tous ou sur aux",
    "de": "der die das und zu in den von mit ist nicht ein eine für auf dem des sich auch wir unsere unser sie oder bei aus kann alle darf dürfen",
    "it": "il lo la gli le di e che in un una è per con del della dei delle non si più nostro nostra nostri può questo questa senza tutti alcuni alla fonte nome autore i testi",
    "nl": "de het een en van te in is dat op voor met niet zijn aan door ook onze wij deze of als alle mag mits bij",
    "ro": "și de la în cu pe nu este un o din care pentru sub prin mai sunt acest acesta",
    "sk": "len so ktorú možné a v na sa je že to z s o do pre pri ako alebo ktoré ktorý sú nie bez podľa iba všetky práva vyhradené tejto môžu možno",
    "sl": "in je za na se da so pri tudi ni ali ki lahko brez vse pravice pridržane vsebine kot samo",
    "hu": "a az és hogy nem is egy van meg csak minden jog fenntartva vagy nélkül",
    "sv": "och i att det som en på är av för med inte den till om har får vår våra",
    "no": "og i det er en til på med for av de som den ikke eller fra kan vi alle uten",
    "da": "og i det er en til på med for af de som den ikke eller fra kan vi alle uden",
    "fi": "ja on ei että se tai kaikki oikeudet myös ilman saa",
    "id": "dan yang di dari untuk dengan ini itu kami anda tidak akan pada atau dapat bisa",
    "tr": "ve bir bu için ile de da olarak veya değil her bizim izin tüm hakları",
    "vi": "và của là có cho không được các với này trong để một",
    "ca": "el la els les de i que en un una és per amb seu al del dels no més o es nostre aquest aquesta sense tots",
    "gl": "o a os as de e que en un unha é por con para seu ao do da dos das non se máis ou os nosos son dereitos foi nosa súa liberados contidos textos sempre",
}
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_WORD = re.compile("[\u0400-\u052f]+")
# Names of licences, and addresses, are words in no language.
_NO_WORDS = re.compile(
    r"\b(?:CC|BY|NC|ND|SA)\b|(?i:https?://\S+|www\.\S+|\S+@\S+|\bcreative commons(?: [a-z-]{2,24}){0,3}(?: [1-4]\.\d)?(?: international| unported)?(?: licen[cs]e)?)"
)
# Word stems by which a text in a language that is not read still shows that it speaks of rights.
_NOTICE = re.compile(
    r"(?i)creative commons|copyright|©|licen[czsț]|lizenz|lisensi|lisans|derechos|direitos|diritti|droits|drepturi|rechte|prawa|práv|prava"
    r"|reprodu[ckçz]|republi[ckq]|redistrib|weiterverbreit|veröffentlich|nachdruck|přetisk|przedruk|overgenomen|over te nemen|preuzim|korišćenj"
    r"|перепеч|передрук|использован|використан|правообл|авторськ|авторск|копир|ліценз|лиценз|перадрук|права запазени|задржани|转载|轉載|版权|版權|授权"
    r"|授權|許可|许可|著作権|저작권|حقوق|ترخيص|نشر|رخصة|זכויות|רישיון|đăng lại|bản quyền|pravice|predruk|vyhraden|hakları"
    r"|kopiering|förbjud|förbehåll|fenntartva|másol|közöl|oikeudet|kopiointi|forbudt|rettighe|teisės|draudž|tiesības|aizlieg|õigused|keelatud|απαγορ|αναδημοσ|δικαιώμ"
    r"|препечат|забранен|सर्वाधिकार|प्रकाश|ลิขสิทธิ์|ห้าม|haki zote"
)


# Beginnings of words, in lower case, without one of which no Latin language speaks of rights; other scripts are met by any letter.
HINTS = (
    "reprodu", "republ", "licen", "lizenz", "lisens", "lisans", "lisensi", "derech", "direit", "dirit", "droit", "drept", "rechte", "prawa", "práv", "prava",
    "pravice", "reserv", "autoriz", "autoris", "autoryz", "permi", "prohib", "interd", "verbot", "vietat", "gestattet", "erlaub", "zustimmung", "nachdruck",
    "weiterverb", "veröffentl", "redistrib", "distribu", "difund", "diffus", "fuente", "fonte", "quelle", "bron", "sumber", "nguồn", "kaynak", "źródł", "zdroj",
    "izvor", "sursa", "sursă", "přetisk", "przedruk", "overgenomen", "overname", "over te nemen", "overnemen", "preuzim", "prenos", "copi", "kopi", "cópia", "citan", "citer",
    "zitie", "crédit", "crédito", "credit", "préciser", "mention", "menç", "menzion", "mencion", "naam", "vermeld", "hakları", "izin", "izni", "bản quyền", "đăng lại", "phép", "mengutip", "izin", "hak ",
    "compart", "partag", "condivid", "teilen", "delen", "bagikan", "usar", "utiliz", "utilis", "verwend", "nutz", "gebruik", "zastrz", "vyhraz", "vyhrad", "pridrž", "zadrž", "muestra", "nuestr", "noss", "nosso",
    "notre", "nos art", "nostr", "unsere", "onze", "kami", "naše", "nasze", "naszy", "chúng tôi",
)  # fmt: skip


def _speakers(words: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The languages that have each word."""
    found: dict[str, tuple[str, ...]] = {}
    for code, known in words.items():
        for word in set(known):
            found[word] = (*found.get(word, ()), code)
    return found


_SPEAKERS = _speakers(
    {
        code: f"{_SMALL.get(code, '')} {LEXICONS[code].small if code in LEXICONS else ''}".split()
        for code in sorted(_SMALL.keys() | LEXICONS.keys())
    }
)


# The same for bytes: each word's speakers; letters in lower case and whatever else parts words; and whether there may be names.
_KIN = {word.encode(): speakers for word, speakers in _SPEAKERS.items()}
_ASCII = bytes(range(128))
_WORDS = bytes(code if code >= len(_ASCII) or chr(code).isalpha() else ord(" ") for code in range(256)).lower()
_NAMES = compiled(r"\b(?:CC|BY|NC|ND|SA)\b|@|(?i:https?://|www\.|creative commons)", cased=True)
_DOTTED = "\u0130"  # two letters in lower case
_EVEN = 1e-6  # languages that are nearer to each other are told apart with more care


def guess(text: str, least: int = 2) -> str:
    """The language of a text (BCP 47), or "" where nothing tells: in Latin letters, where fewer than `least` of its words do."""
    quick = _quickly(text[:_SAMPLE], least)
    return _carefully(text[:_SAMPLE], least) if quick is None else quick


def _carefully(sample: str, least: int) -> str:
    sample = _NO_WORDS.sub("", sample).lower()
    letters = Counter() if sample.isascii() else Counter(sample)
    script = _script(letters)
    if script == "cyrillic":
        return _cyrillic(sample, letters)
    if script == "arabic":
        return "fa" if any(letters[c] for c in "پچژگ") else "ur" if any(letters[c] for c in "ٹڈڑں") else "ar"
    return script or _latin(sample, letters, least)


def speaks_of_rights(text: str) -> bool:
    """Whether a text in any of the common languages looks like a notice about rights."""
    return _NOTICE.search(text) is not None


def _script(letters: Counter[str]) -> str:
    """The script of a text, or its language where the script tells; "" for Latin letters."""
    weights: dict[str, int] = {}
    for letter, count in letters.items():
        script, weight = _script_of(letter)
        weights[script] = weights.get(script, 0) + weight * count
    total = sum(weights.values())
    if not total:
        return ""
    if weights.get("kana", 0) > total * _KANA:
        return "ja"
    weights.pop("", 0)
    best = max(weights, key=lambda script: weights[script], default="")
    return {"han": "zh"}.get(best, best) if best and weights[best] >= total * _MOST else ""


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> tuple[str, int]:
    """The script of a letter and its weight; "" for Latin ones, and no weight for what is no letter."""
    if not letter.isalpha():
        return "", 0
    return next(((script, weight) for script, first, last, weight in _SCRIPTS if first <= ord(letter) <= last), ("", 1))


def _cyrillic(sample: str, letters: Counter[str]) -> str:
    """By the letters a language does not have, then by small words; "" where Russian and Ukrainian fit alike."""
    scores = dict.fromkeys(_CYRILLIC, 0)
    written = 0
    for letter, count in letters.items():
        if letter in _LACKING:
            written += count
            for code in _LACKING[letter]:
                scores[code] -= _STRANGER * count
    strangers = [code for pattern, codes in _STRANGE if pattern.search(sample) for code in codes]
    if written >= _UKRAINIAN_I and not any(letter in letters for letter in "іїє"):
        strangers += ("uk", "be")
    for code in strangers:
        scores[code] -= _STRANGER
    for word in _CYRILLIC_WORD.findall(sample):
        for code in _SPEAKERS.get(word, ()):
            scores[code] += _WORD_TELLS
    best = max(scores, key=lambda code: scores[code])
    return "" if all(scores[twin] == scores[best] for twin in _TWINS) else best


def _quickly(sample: str, least: int) -> str | None:
    """The same for a sample in Latin letters, counted in bytes; None where it has other letters, or two languages are even."""
    data = sample.encode("utf-8", "surrogatepass")
    if _NAMES.search(data):
        sample = _NO_WORDS.sub("", sample)
        data = sample.encode("utf-8", "surrogatepass")
    letters: set[str] = set()
    for letter in set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")):
        if _script_of(letter)[0] or letter == _DOTTED:
            return None
        low = letter.lower()
        letters.add(low)
        worded = _WORD.match(letter) is not None
        if not worded or low != letter:
            data = data.replace(letter.encode("utf-8", "surrogatepass"), low.encode() if worded else b" ")
    counts = Counter([_KIN[word] for word in data.translate(_WORDS).split() if word in _KIN])
    hits: dict[str, int] = dict.fromkeys((code for letter in letters for code in _LATIN_TELLS.get(letter, ())), 1)
    told = dict.fromkeys(hits, 1.0)
    for speakers, count in counts.items():
        weight = count / len(speakers)
        for code in speakers:
            hits[code] = hits.get(code, 0) + count
            told[code] = told.get(code, 0.0) + weight
    if not told:
        return ""
    best = max(told, key=told.__getitem__)
    if sum(weight > told[best] - _EVEN for weight in told.values()) > 1:
        return None
    return best if hits[best] >= least else ""


def _latin(sample: str, letters: Counter[str], least: int) -> str:
    """By small words, those of few languages telling more, and a little by letters; English where it is even."""
    hits: Counter[str] = Counter()
    told: dict[str, float] = {}
    for word in _WORD.findall(sample):
        speakers = _SPEAKERS.get(word, ())
        for code in speakers:
            hits[code] += 1
            told[code] = told.get(code, 0.0) + 1 / len(speakers)
    for code in {code for letter in letters for code in _LATIN_TELLS.get(letter, ())}:
        hits[code] += 1
        told[code] = told.get(code, 0.0) + 1
    best = max(told, key=lambda code: (told[code], code == "en"), default="")
    return best if hits[best] >= least else ""
