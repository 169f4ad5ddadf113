"""Reading terms against its floor: the bare HTML parse of the same bytes, in the same run, on one core.

    make bench (python -m bench.terms [--seconds N])

Three kinds of text, as an audit meets them: the body of an article (8 KB, the terms in its last lines), the same with a
notice of which no sentence was read before, and a whole page (150 KB, most of it navigation, with the terms in the footer).
Each text differs from the next; but as one publisher's notice stands under all its articles, so do the notices of eight
publishers in the first and the last kind, and what their sentences say is remembered (`core/notices/reader`). Printed are
texts per second and the share of the floor's throughput.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborHTMLParser

from syndicator.core.markup import read
from syndicator.core.notices import read_notice
from syndicator.core.reading import page_evidence

_STORY = (
    "The council met on {day} and heard that the river had risen by {n} centimetres since the spring.",
    "Residents of {place} said that they had not been told about the plan, which will cost {n} million a year.",
    "“We want to know who decides,” said {name}, who has run a shop in {place} since she was {n}.",
    "The harbour authority published its report on {day}; it names {n} firms and no single cause.",
    "According to {name}, the ferry carries {n} people a day, most of them to work and back.",
    "Nobody may use the old bridge until it has been inspected, and that can take {n} weeks.",
)
_TERMS = (
    "This article may be republished free of charge under a Creative Commons Attribution-NoDerivatives 4.0 licence, "
    "provided that the author and the {place} Observer are credited with a hyperlink to the original. "
    "Photographs are not included. For commercial use please write to rights@{slug}.example."
)
_PLACES = ("Aldermoor", "Brackwater", "Coldharbour", "Dunwick", "Eastmere", "Fallowfield", "Gorsley", "Haverley")
_NAMES = ("Ada Finch", "Bram Okafor", "Cora Lindqvist", "Dev Rahman", "Elif Santos", "Femi Novak")


def _sentence(chance: random.Random) -> str:
    return chance.choice(_STORY).format(
        day=chance.choice(("Monday", "Tuesday", "Friday")),
        n=chance.randint(2, 90),
        place=chance.choice(_PLACES),
        name=chance.choice(_NAMES),
    )


def _paragraphs(chance: random.Random, size: int) -> str:
    found: list[str] = []
    while sum(map(len, found)) < size:
        found.append("<p>" + " ".join(_sentence(chance) for _ in range(chance.randint(2, 5))) + "</p>")
    return "\n".join(found)


def _terms(place: str) -> str:
    return _TERMS.format(place=place, slug=place.lower())


def article(chance: random.Random) -> str:
    """The body of an article of 8 KB."""
    return f"{_paragraphs(chance, 7600)}\n<p><em>{_terms(chance.choice(_PLACES))}</em></p>"


def newcomer(chance: random.Random) -> str:
    """The same of a publisher nobody read before, so that each of its sentences is new."""
    name = "".join(chance.choices("abcdefghijklmnoprstuvwyz", k=9)).capitalize()
    terms = _terms(name).replace("Photographs", f"{name}'s photographs")
    return f"{_paragraphs(chance, 7600)}\n<p><em>{terms}</em></p>"


def page(chance: random.Random) -> str:
    """A page of 150 KB: a story among menus, teasers, scripts and a footer with the terms."""
    links = "".join(
        f'<li class="menu-item menu-item-{n}"><a class="menu-link" href="/town/{n}">{chance.choice(_PLACES)} {n}</a></li>'
        for n in range(520)
    )
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{n}"><img src="/i/{n}.jpg" alt=""></a><h3>{_sentence(chance)}</h3></div>' for n in range(215)
    )
    script = "<script>window.data=[" + ",".join(str(chance.random()) for _ in range(2150)) + "]</script>"
    head = f'<head><title>{_sentence(chance)}</title><meta name="author" content="{chance.choice(_NAMES)}">{script}</head>'
    story = f"<main><article><h1>{_sentence(chance)}</h1>{_paragraphs(chance, 18000)}</article></main>"
    footer = f"<footer><p>{_terms(chance.choice(_PLACES))}</p><p>© 2026 {chance.choice(_PLACES)} Observer</p></footer>"
    body = f"<body><nav><ul>{links}</ul></nav>{story}<aside>{teasers}</aside>{footer}</body>"
    return f'<!doctype html><html lang="en">{head}{body}</html>'


def _throughput(work: Callable[[str], object], texts: Sequence[str], seconds: float) -> float:
    """Texts a second: the best of three rounds, since whatever else the machine does only ever slows one."""
    best = 0.0
    for _ in range(3):
        done, start = 0, time.process_time()
        while (spent := time.process_time() - start) < seconds / 3 or done == 0:
            work(texts[done % len(texts)])
            done += 1
        best = max(best, done / spent)
    return best


def _read_article(html: str) -> object:
    return read_notice(read(html).text, "bench")


def _read_page(html: str) -> object:
    return page_evidence(read(html, blocks=True), "https://observer.example/story", html)


def main() -> None:
    """Measure both kinds and print a line each."""
    parser = argparse.ArgumentParser(description="Reading terms against the bare HTML parse.")
    parser.add_argument("--seconds", type=float, default=6.0, help="CPU seconds for each figure")
    seconds = parser.parse_args().seconds
    chance = random.Random(20261122)
    kinds: tuple[tuple[str, Callable[[random.Random], str], Callable[[str], object], int], ...] = (
        ("article", article, _read_article, 300),
        ("newcomer", newcomer, _read_article, 4000),  # more sentences than are remembered
        ("page", page, _read_page, 40),
    )
    for name, make, work, count in kinds:
        texts = [make(chance) for _ in range(count)]
        assert all(work(text) for text in texts[:3]), "the terms were not read"
        floor, ours = _throughput(LexborHTMLParser, texts, seconds), _throughput(work, texts, seconds)
        size = sum(map(len, texts)) / len(texts) / 1000
        print(f"{name:8} {size:6.1f} KB   floor {floor:8.0f}/s   read {ours:8.0f}/s   {ours / floor:6.1%} of the floor")


if __name__ == "__main__":
    main()
