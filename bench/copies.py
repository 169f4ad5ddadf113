# ruff: noqa: E501 - tables of words are read best unbroken
"""Invented originals and pages that copy them with known defects, for measuring the audit: what is wrong is known, since it was made.

Each original stands under one of four kinds of terms. A page is a copy (whole, in part, rewritten), a mention with a link, or another
story altogether; around it stands what themes put there. `Made.lacking` names the questions to which the answer is known to be bad.
"""

import random
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

_PEOPLE = ("Ada Finch", "Bram Okafor", "Cora Lindqvist", "Dev Rahman", "Elif Santos", "Femi Novak", "Gwen Ito", "Hal Moreau", "Iris Kaya")
_PLACES = "Aldermoor Brackwater Coldharbour Dunwick Eastmere Fallowfield Gorsley Haverley Inchcombe Jarrowby Kelstow Lindale".split()
_PAPERS = ("Aldermoor Observer", "Brackwater Post", "The Coldharbour Bell", "Dunwick Review", "Eastmere Wire", "Fallowfield Echo")
# Words that mean nearly the same: whoever rewrites takes the other one.
_PAIRS = tuple(
    pair.split("/")
    for pair in (
        "council/authority river/stream report/study bridge/crossing harbour/port ferry/boat school/academy road/street farmer/grower "
        "market/fair forest/woodland factory/plant doctor/physician budget/spending meeting/session storm/gale water/supply winter/season "
        "engineer/technician teacher/instructor survey/inquiry museum/gallery station/stop plan/scheme valley/lowland village/hamlet "
        "announced/declared approved/accepted rejected/refused repaired/mended closed/shut opened/started measured/gauged promised/pledged "
        "warned/cautioned found/discovered built/constructed ordered/demanded visited/toured counted/tallied delayed/postponed asked/requested "
        "old/ancient new/recent small/modest large/sizeable quick/rapid costly/expensive quiet/calm broken/damaged careful/cautious empty/vacant"
    ).split()
)
_NOUNS, _VERBS, _ADJECTIVES = _PAIRS[:26], _PAIRS[26:40], _PAIRS[40:]
_ORDERS = (
    "{a} {n1} in {place} {v1} the {n2}, and {name} {v2} {num} {n3}s before {day}.",
    "On {day} {name} {v1} that {num} {n1}s near {place} had been {v2} by the {a} {n2}.",
    "{name}, who runs a {n1} in {place}, {v1} a {a} {n2}: “We {v2} it {num} times.”",
    "After {num} weeks the {n1} of {place} {v1} what its {a} {n2} had {v2} in spring.",
    "Nobody in {place} {v1} the {n1} until {name} {v2} a {a} {n2} worth {num} million.",
    "Between {place} and the coast, {num} {a} {n1}s {v1}; the {n2} {v2} none of them.",
    "It took {name} {num} days to see why no {n1} {v1} and the {n2} stayed {a}.",
    "“A {n1} is not a {n2},” said {name}, “and whoever {v1} {num} of them knows it.”",
    "{place} has {num} {n1}s, more than any {a} {n2} on this coast, and each was {v1} since {day}.",
    "Last year the {n2} {v1} every {a} {n1}; this year {name} {v2} only {num}.",
    "When the {n1} {v1}, {num} people from {place} stood beside the {a} {n2} and waited.",
    "Figures seen by this paper show {num} {n1}s {v1} for each {n2} that {place} {v2}.",
    "{name} {v1} first, then the {n1}, then {num} others who had {v2} their {a} {n2}.",
    "What remains is a {a} {n1}, {num} metres from the {n2} that {place} {v1} on {day}.",
    "Critics such as {name} say a {n1} like this {v1} too little: {num} {n2}s were {v2}, not the {a} ones.",
    "Without its {n1}, {place} would have {v1} {num} {a} {n2}s by {day}, {name} believes.",
    "That {n2} cost {num} thousand, was {v1} twice and never saw a {a} {n1} again.",
    "Even so the {a} {n1} at {place} {v1} its {n2} for {num} more nights.",
)
_LICENCES = {
    "by": ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0", "Creative Commons Attribution 4.0 International License"),
    "by-nd": (
        "https://creativecommons.org/licenses/by-nd/4.0/",
        "CC BY-ND 4.0",
        "Creative Commons Attribution-NoDerivatives 4.0 International License",
    ),
    "by-nc-nd": (
        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
        "CC BY-NC-ND 4.0",
        "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International License",
    ),
}
TERMS = (*_LICENCES, "reserved")
QUESTIONS = (
    "copied", "grant", "hyperlink_original", "link_plain", "source_credit", "byline", "copyright_notice", "licence_notice", "changes",
    "change_note", "images", "commercial", "ads_seen", "paywall_seen",
)  # fmt: skip
_AD = '<script async src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js"></script><ins class="adsbygoogle" data-ad-slot="7"></ins>'
_WALL = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'


@dataclass(frozen=True, slots=True)
class Invented:
    """An original: its address, page and parts."""

    url: str
    title: str
    author: str
    paper: str
    terms: str
    paragraphs: tuple[str, ...]
    html: str

    @property
    def image(self) -> str:
        """Its picture, which no licence of its own lets go."""
        return f"{self.url}/picture.jpg"


@dataclass(frozen=True, slots=True)
class Made:
    """A page, what kind it is, of which original, and the questions it fails (with `ads_seen` and `paywall_seen` where they are there)."""

    url: str
    html: str
    kind: str
    original: Invented | None
    lacking: frozenset[str]


def invented(chance: random.Random, number: int) -> Invented:
    """One original of 350 to 900 words."""
    paper, author = chance.choice(_PAPERS), chance.choice(_PEOPLE)
    slug = paper.lower().removeprefix("the ").replace(" ", "-")
    url = f"https://{slug}.example/{number}"
    title = f"What the {chance.choice(_NOUNS)[0]} of {chance.choice(_PLACES)} means for {number} people"
    terms = TERMS[number % len(TERMS)]
    paragraphs = tuple(" ".join(_sentence(chance) for _ in range(chance.randint(2, 5))) for _ in range(chance.randint(8, 16)))
    return Invented(url, title, author, paper, terms, paragraphs, _original_page(url, title, author, paper, terms, paragraphs))


def pages(seed: int, count: int, originals: int = 100) -> tuple[tuple[Invented, ...], tuple[Made, ...]]:
    """Originals, and pages of every kind in turn."""
    chance = random.Random(seed)
    ours = tuple(invented(chance, number) for number in range(originals))
    return ours, tuple(_page(chance, ours, number) for number in range(count))


def _page(chance: random.Random, ours: tuple[Invented, ...], number: int) -> Made:
    kind = ("whole", "whole", "edited", "excerpt", "rewritten", "none", "whole", "link", "whole", "excerpt")[number % 10]
    url = f"https://site{number % 40}.example/news/{number}"
    if kind == "none":
        other = invented(chance, 10_000 + number)
        return Made(url, _around(chance, other.title, _paragraphs(other.paragraphs), ""), kind, None, frozenset())
    original = chance.choice(ours)
    if kind == "link":
        other = invented(chance, 10_000 + number)
        mention = f'<p>More on this: <a href="{original.url}">{escape(original.title)}</a></p>'
        return Made(url, _around(chance, other.title, _paragraphs(other.paragraphs) + mention, ""), kind, original, frozenset())
    return _copy(chance, url, kind, original)


def _copy(chance: random.Random, url: str, kind: str, original: Invented) -> Made:
    lacking = {"copied"}
    body = _paragraphs(_taken(chance, kind, original.paragraphs))
    licensed = original.terms in _LICENCES
    no_derivatives = original.terms.endswith("nd")
    if not licensed:
        lacking |= {"grant"}
    if kind in ("edited", "rewritten") and (no_derivatives or not licensed):
        lacking |= {"changes"}
    note = ""
    if kind in ("edited", "rewritten") and licensed:
        note = chance.choice(("", "This text was edited for length and style."))
        lacking |= set() if note else {"change_note"}
    if chance.random() < 0.15:
        body = f'<figure><img src="{original.image}" alt=""></figure>{body}'
        lacking |= {"images"}
    head = ""
    if chance.random() < 0.2:
        head += _AD
        lacking |= {"ads_seen"}
        if "nc" in original.terms or not licensed:
            lacking |= {"commercial"}
    if chance.random() < 0.1:
        head += _WALL
        lacking |= {"paywall_seen"}
        if "nc" in original.terms or not licensed:
            lacking |= {"commercial"}
    credit = _credit(chance, original, lacking)
    lines = f"{credit}<p>{note}</p>" if note else credit
    title = original.title if chance.random() < 0.7 else f"{chance.choice(_PLACES)}: the story behind the numbers"
    below = chance.random() < 0.5
    html = _around(chance, title, body + lines if below else body, head)
    html = html if below else html.replace("<!-- credit -->", lines, 1)
    return Made(url, html, kind, original, frozenset(lacking))


def _credit(chance: random.Random, original: Invented, lacking: set[str]) -> str:
    """The credit, with some of its parts lost."""
    parts = []
    if chance.random() < 0.85:
        parts.append(chance.choice((f"By {original.author}", f"By <b>{original.author}</b>", f"{original.author} wrote this story.")))
    elif original.terms in _LICENCES:
        lacking.add("byline")
    link = _link(chance, original, lacking)
    if chance.random() < 0.85:
        parts.append(f"First published by {original.paper}.")
    else:
        lacking.add("source_credit")
    parts.append(link)
    if original.terms in _LICENCES:
        parts.append(_licence(chance, original, lacking))
    if chance.random() < 0.8:
        parts.append(
            chance.choice((f"© 2026 {original.paper}", f"Copyright {original.paper}, 2026", f"© {original.paper}. Used with thanks."))
        )
        lacking.discard("source_credit")
    else:
        lacking.add("copyright_notice")
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _link(chance: random.Random, original: Invented, lacking: set[str]) -> str:
    url = original.url
    way = chance.choices(("plain", "tracked", "nofollow", "wrapped", "none", "dead", "short", "home"), weights=(46, 10, 10, 8, 8, 6, 6, 6))[
        0
    ]
    if way in ("none", "dead", "short", "home"):
        lacking.add("hyperlink_original")
        others = {
            "none": "",
            "dead": '<a href="#">Read the original</a>',
            "short": '<a href="https://bit.ly/3xYz">Read the original</a>',
            "home": f'<a href="{url.rpartition("/")[0]}/">Read the original</a>',
        }
        return others[way]
    if way in ("nofollow", "wrapped"):
        lacking.add("link_plain")
    href = {"tracked": f"{url}?utm_source=site", "wrapped": f"https://out.example/go?to={quote(url, safe='')}"}.get(way, url)
    rel = ' rel="nofollow noopener"' if way == "nofollow" else ""
    return f'Read the <a href="{escape(href)}"{rel}>original article</a>.'


def _licence(chance: random.Random, original: Invented, lacking: set[str]) -> str:
    url, short, name = _LICENCES[original.terms]
    way = chance.choices(("deed", "translated", "named", "none", "other"), weights=(60, 10, 12, 12, 6))[0]
    if way in ("named", "none", "other"):
        lacking.add("licence_notice")
    other = _LICENCES["by" if original.terms != "by" else "by-nd"]
    return {
        "deed": f'Licensed under <a rel="license" href="{url}">{short}</a>.',
        "translated": f'Licence: <a href="{url.replace("https", "http")}deed.de">{name}</a>',
        "named": f"Licensed under {name}.",
        "none": "",
        "other": f'Licensed under <a href="{other[0]}">{other[1]}</a>.',
    }[way]


def _taken(chance: random.Random, kind: str, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    if kind == "whole":
        return paragraphs
    if kind == "excerpt":
        first = chance.randrange(max(1, len(paragraphs) - 4))
        return paragraphs[first : first + chance.randint(2, 3)]
    if kind == "edited":
        edited = list(paragraphs)
        for _ in range(chance.randint(2, 5)):
            at = chance.randrange(len(edited))
            words = edited[at].split()
            place = chance.randrange(3, len(words) - 3)
            edited[at] = " ".join(
                (*words[:place], *chance.choice((("reportedly", "and", "without", "reason"), ("never",))), *words[place + 2 :])
            )
        return tuple(edited)
    return tuple(chance.sample([_rewritten(chance, paragraph) for paragraph in paragraphs], len(paragraphs)))


def _rewritten(chance: random.Random, paragraph: str) -> str:
    other = {word: pair[1] for pair in _PAIRS for word in pair[:1]}
    words = [other.get(word.strip(".,:;”"), word) if chance.random() < 0.8 else word for word in paragraph.split()]
    return " ".join(words)


def _sentence(chance: random.Random) -> str:
    (n1, n2, n3), (v1, v2) = chance.sample(_NOUNS, 3), chance.sample(_VERBS, 2)
    return chance.choice(_ORDERS).format(
        n1=n1[0], n2=n2[0], n3=n3[0], v1=v1[0], v2=v2[0], a=chance.choice(_ADJECTIVES)[0],
        place=chance.choice(_PLACES), name=chance.choice(_PEOPLE), num=chance.randint(2, 900),
        day=chance.choice(("Monday", "Tuesday", "Friday", "Sunday")),
    )  # fmt: skip


def _paragraphs(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>\n" for paragraph in paragraphs)


def _original_page(url: str, title: str, author: str, paper: str, terms: str, paragraphs: tuple[str, ...]) -> str:
    if terms in _LICENCES:
        address, _, name = _LICENCES[terms]
        notice = f'This article is licensed under a <a rel="license" href="{address}">{name}</a>. You may republish it.'
    else:
        notice = "All rights reserved. This article may not be republished without our written permission."
    return f"""<!doctype html><html lang="en"><head><title>{escape(title)}</title><link rel="canonical" href="{url}">
<meta property="og:site_name" content="{paper}"><meta name="author" content="{author}">
<meta property="article:published_time" content="2026-05-02T08:00:00Z"></head>
<body><nav><a href="/">{paper}</a></nav><article><h1>{escape(title)}</h1><p>By {author}</p>
<figure><img src="{url}/picture.jpg" alt="The place"></figure>
{_paragraphs(paragraphs)}<p>{notice}</p><p>© 2026 {paper}</p></article></body></html>"""


def _around(chance: random.Random, title: str, body: str, head: str) -> str:
    """A page as themes make it: menus, a headline, labels between paragraphs, related stories, a footer."""
    menu = "".join(f'<li><a href="/topic/{n}">{chance.choice(_PLACES)} {n}</a></li>' for n in range(12))
    related = "".join(f'<li><a href="/news/{n}">{_sentence(chance)}</a></li>' for n in range(6))
    parts = body.split("</p>\n")
    if len(parts) > 4 and chance.random() < 0.4:
        parts[2] += "</p>\n<p>Advertisement"
    story = "</p>\n".join(parts)
    return f"""<!doctype html><html lang="en"><head><title>{escape(title)} | Our Site</title>{head}</head>
<body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{escape(title)}</h1><!-- credit -->
{story}</article></main><aside><h2>Related</h2><ul>{related}</ul></aside>
<footer><p>© 2026 Our Site</p><p>Contact us</p></footer></body></html>"""
