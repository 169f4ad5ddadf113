# ruff: noqa: E501 - a word list is read best a language a line
"""Refusals in passing: a few words in another language, or in one that is not read, beneath a grant that is."""

import re
import unicodedata

# How “forbidden”, “reserved” and “without leave” begin in Latin letters, in lower case. One that is met in a short line
# nobody understood leaves open what the whole grants; it is never a refusal by itself.
STEMS = (
    "förbjud", "förbehåll", "otillåt", "ej tillåt", "inte tillåt", "får inte", "får ej",  # sv
    "forbudt", "forbehold", "ikke tilladt", "ikke tillat", "må ikke",  # da no
    "bannað", "bönnuð", "áskilin",  # is
    "kiellet", "pidätet", "ei saa ", "ilman lupaa",  # fi
    "tilos", "fenntartva", "engedély nélkül", "nem engedély",  # hu
    "zakázan", "zakázán", "nekop", "vyhraden", "zakazan", "zakaz ", "zabranj", "zabranjen", "prepoved", "pridržan", "zadržan",  # cs sk sl sr
    "zabronion", "zastrzeż", "wzbronion", "nie kop",  # pl
    "draudžiam", "draudžia", "saugomos", "aizlieg", "aizsargāt", "paturēt", "keelatud", "kaitstud",  # lt lv et
    "zimehifadhiwa", "hairuhusiwi", "marufuku", "ipinagbabawal", "bawal", "dilarang", "terpelihara", "jangan", "dilindungi",  # sw tl ms id
    "ndalohet", "rezervuara", "debekatu", "eskubide guzti", "cedwir pob", "gwaherdd", "gach ceart", "riżervati",  # sq eu cy ga mt
    "qadağan", "qorunur", "taqiqlan", "himoyalan", "verbode", "voorbehou", "malpermes", "rezervit",  # az uz af nl eo
    "verboten", "untersagt", "vorbehalten", "nicht kop", "nicht gestattet", "nicht erlaubt", "niet kop", "niet toegestaan", "verveelvoud",  # de nl
    "interdit", "réservés", "prohibid", "proibid", "reservad", "reservats", "prohibit ", "vietat", "riservat", "interzis", "rezervate",  # fr es pt ca it ro
    "zinsiz", "namaz", "nemez", "yasak", "saklıdır", "cấm ", "nghiêm cấm",  # tr vi
)  # fmt: skip
_OTHERS = re.compile(
    "запрещ|воспрещ|не копир|не перепеч|защищен|заборон|не копію|захищен|забаран|забрањ|забран|задржан|запазени|хориг|тыйым|қорғалған"
    "|απαγορ|επιφύλαξ|δικαιώματ|արգել|აკრძალ|ممنوع|محفوظ|يمنع|يُمنع|يحظر|אסור|שמורות"
    "|निषिद्ध|वर्जित|मना है|सर्वाधिकार|নিষিদ্ধ|সংরক্ষিত|தடை|నిషేధ|ห้าม|สงวน|禁止|不得|未经|未經|無断|无断|禁じ|금지|무단"
)
# “Some rights reserved” refuses nothing.
_SOME = re.compile(
    r"\b(?:algunos|alguns|alcuni|certains|einige|sommige|enkele|unele|niektóre|některá|bazı) [\w ]{0,20}?(?:derechos|direitos|diritti|droits|rechte|rechten|drepturi|prawa|práva|haklar\w*) [\w ]{0,12}\w+"
)
_LONGEST = 120  # code points; more than a few words are read, or told to be in a language that is not
_LETTERS, _WORDS = 8, 4
_READ = ("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FEMININE", "MASCULINE", "MICRO")
_SPEECH = re.compile(r"[\"“”„«»]")


def refuses_in_passing(plain: str) -> bool:
    """Whether a short sentence may forbid something in any language."""
    if len(plain) > _LONGEST:
        return False
    low = _SOME.sub("", unicodedata.normalize("NFC", plain.lower()))
    return any(map(low.__contains__, STEMS)) or _OTHERS.search(low) is not None


def in_strange_letters(plain: str) -> bool:
    """Whether most letters of a sentence are of a script in which no language is read."""
    letters = [letter for letter in plain if letter.isalpha()] if not plain.isascii() else []
    strange = sum(not unicodedata.name(letter, "").startswith(_READ) for letter in letters)
    return 2 * strange > len(letters)


def says_something(plain: str) -> bool:
    """Whether words in a language that is not read are a sentence, not a name, an address, a title or direct speech."""
    words = re.findall(r"[^\W\d_]+", plain)
    if not words or _SPEECH.search(plain) or any(letter.isdigit() for letter in plain):
        return False
    if not any(word[0].islower() for word in words) and any(word[0].isupper() for word in words):
        return False
    return len(words) >= _WORDS or (sum(map(len, words)) >= _LETTERS and not any(c.isupper() or c.islower() for c in "".join(words)))
