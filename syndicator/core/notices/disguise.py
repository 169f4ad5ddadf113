"""Words written so that a reader sees them and a machine does not: look-alike letters, strange spaces, digits for letters."""

import re
import unicodedata
from collections.abc import Iterator

# Letters of other scripts that look like Latin ones (Unicode Technical Standard 39, confusables).
_OTHERS = "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅοναρτυκιΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡոսօ"
_LATIN = "aeopcyxijshdqwABEKMHOPCTYXIJSovaptukiABEZHIKMNOPTYXagnuo"
_TO_LATIN = str.maketrans(_OTHERS, _LATIN)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_TO_CYRILLIC = str.maketrans("aeopcyxijsABEKMHOPCTYX", "аеорсухіјѕАВЕКМНОРСТУХ")
ALIKE = _OTHERS

# White space that divides no words in running text, between two letters: “repub lish” with a thin space in it.
_DIVIDED = re.compile("(?<=[a-z])(?:[\x0b\x0c\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|\r(?!\n))(?=[a-z ])")
_DIGITS = re.compile(r"(?<![\w.@/-])(?=\w*[a-z])(?=\w*[0-9@$!|])[a-z0-9@$!|]*[a-z][a-z0-9@$!|]*(?![\w@/])", re.IGNORECASE)
_TO_LETTERS = str.maketrans("0134578@$!|", "oieastbasil")
_SPELT = re.compile(r"(?<!\w)[a-z](?:([ .\-_*·])[a-z])(?:\1[a-z]){1,30}(?!\w)", re.IGNORECASE)
_SUSPECT = re.compile(r"[^\x00-\x7f]|[a-z][0-9@$!|]|[0-9@$!|][a-z]|(?<!\w)\w[ .\-_*·]\w[ .\-_*·]\w(?!\w)", re.IGNORECASE)


def one_script(word: str) -> str:
    """A word of two scripts in the one that all its letters can belong to; as it stands where there is none."""
    latin = word.translate(_TO_LATIN)
    cyrillic = word.translate(_TO_CYRILLIC)
    all_latin = _latin(latin)
    all_cyrillic = not _latin(cyrillic) and not re.search("[A-Za-z]", cyrillic)
    if all_latin and all_cyrillic:  # every letter is of both: it is what most of them are
        return cyrillic if 2 * len(_CYRILLIC.findall(word)) > len(word) else latin
    return latin if all_latin else cyrillic if all_cyrillic else word


def _latin(word: str) -> bool:
    return all(ord(letter) < 0x250 for letter in word)  # the end of the Latin blocks


def divided(text: str) -> Iterator[tuple[int, int]]:
    """Where white space that divides no words stands within words: what is written there cannot be told."""
    yield from (match.span() for match in _DIVIDED.finditer(text))


def undisguised(plain: str, *, accents: bool) -> str:
    """A sentence as a reader may take it: digits and signs that stand for letters, spelt-out words; without accents on demand.

    Where nothing in it is disguised, it is the sentence itself.
    """
    if _SUSPECT.search(plain) is None:
        return plain
    seen = _SPELT.sub(lambda match: match.group().replace(match.group(1), ""), plain)
    seen = _DIGITS.sub(lambda match: match.group().translate(_TO_LETTERS), seen)
    if not accents or seen.isascii():
        return seen
    return "".join(letter for letter in unicodedata.normalize("NFD", seen) if not unicodedata.combining(letter))
