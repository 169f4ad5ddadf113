# ruff: noqa: E501 - a word list is read best a language a line
"""A cheap guess of language: which alphabet, and for Latin letters whose small words are met most.

A language that is read brings its letters or small words in its lexicon; the tables here are of languages known by sight.
"""

import re

from syndicator.core.notices.lexicon import LEXICONS

_ALPHABETS = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_SMALL = {
    "es": "el la los las de y que en un una es por con para su al lo como más o del se no nuestro nuestra puede siempre este esta sin todo todos",
    "pt": "o a os as de e que em um uma é por com para seu ao do da dos das não se mais nosso nossa pode este esta sem todos podem",
    "fr": "le la les de et que en un une est par avec pour son au du des ne pas se plus notre nos vous ce cette sans tous ou sur aux",
    "de": "der die das und zu in den von mit ist nicht ein eine für auf dem des sich auch wir unsere unser sie oder bei aus kann alle darf dürfen",
    "it": "il lo la gli le di e che in un una è per con del della dei delle non si più nostro nostra può questo questa senza tutti alcuni",
    "nl": "de het een en van te in is dat op voor met niet zijn aan door ook onze wij deze of als alle mag mits bij",
    "pl": "i w z na do nie się jest że to o jak po za od przez dla są oraz tym może bez tego",
    "ro": "și de la în cu pe nu este un o din care pentru sub prin mai sunt acest acesta",
    "cs": "a v z na se je že to o jak po za od pro jsou bez tohoto nebo které těchto",
    "sr": "i u na je da se za od sa koji ili nije bez naše našeg svih deo dela",
    "sv": "och i att det som en på är av för med inte den till om har får vår våra",
    "id": "dan yang di dari untuk dengan ini itu kami anda tidak akan pada atau dapat bisa",
    "tr": "ve bir bu için ile de da olarak veya değil her bizim izin",
    "vi": "và của là có cho không được các với này trong để một",
    "ca": "el la els les de i que en un una és per amb seu al del dels no més o es nostre aquest aquesta sense tots",
    "gl": "o a os as de e que en un unha é por con para seu ao do da dos das non se máis ou os nosos",
}
_WORDS = {code: frozenset(words.split()) for code, words in _SMALL.items()}
_WORDS |= {code: frozenset(lexicon.small.split()) for code, lexicon in LEXICONS.items() if lexicon.small}
_WORD = re.compile(r"[^\W\d_]+")
# Word stems by which a text in a language that is not read still shows that it speaks of rights.
_NOTICE = re.compile(
    r"(?i)creative commons|copyright|©|licen[czsț]|lizenz|lisensi|lisans|derechos|direitos|diritti|droits|drepturi|rechte|prawa|práv|prava"
    r"|reprodu[ckçz]|republi[ckq]|redistrib|weiterverbreit|veröffentlich|nachdruck|přetisk|przedruk|overgenomen|over te nemen|preuzim|korišćenj"
    r"|перепеч|передрук|использован|використан|правообл|авторськ|авторск|копир|ліценз|лиценз|перадрук|转载|轉載|版权|版權|授权|授權|許可|许可|著作権"
    r"|저작권|حقوق|ترخيص|نشر|رخصة|זכויות|רישיון|đăng lại|bản quyền"
)


def guess(text: str, least: int = 2) -> str:
    """The language of a text (BCP 47), or "" where fewer than `least` of its words tell."""
    sample = text[:4000]
    letters = sum(1 for c in sample if c.isalpha())
    for code, alphabet in _ALPHABETS:
        if letters and len(alphabet.findall(sample)) > letters * (0.05 if code in ("uk", "ja") else 0.4):
            return code
    words = [word.lower() for word in _WORD.findall(sample)]
    counts = {code: sum(word in known for word in words) for code, known in _WORDS.items()}
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    return best if counts[best] >= least else ""


def speaks_of_rights(text: str) -> bool:
    """Whether a text in any of the common languages looks like a notice about rights."""
    return _NOTICE.search(text) is not None
