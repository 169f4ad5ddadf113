"""What a trial of a site leaves of what was declared of it."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.places import Site
from syndicator.core.trials import PARTS, Measured, Trial, as_measured, speaks_of

SITE = Site(
    id="plaza", kind="wordpress", url="https://plaza.example/", keeps_pixels=True, sets_canonical=True, sets_noindex=True,
    max_characters=500, title_characters=200,
)  # fmt: skip
parts = st.lists(st.sampled_from(tuple(PARTS)), unique=True).map(tuple)
lengths = st.none() | st.integers(1, 1_000)
answers = st.none() | st.booleans()
measures = st.builds(
    Measured, max_characters=lengths, title_characters=lengths, kept=parts, lost=parts, canonical=answers, noindex=answers
)  # fmt: skip


def trial(measured: Measured | None = None, **changes: object) -> Trial:
    one = Trial(
        site_id="plaza",
        kind="wordpress",
        url="https://plaza.example",
        at=datetime(2026, 3, 5, tzinfo=UTC),
        lines=(),
        measured=measured or Measured(),
    )
    return replace(one, **changes)


def test_what_a_site_was_seen_to_take_away_it_cannot_carry() -> None:
    """A stripped pixel, fields nobody offers, and the lower of two lengths."""
    found = Measured(max_characters=400, title_characters=300, lost=("pixel", "time"), canonical=False, noindex=False)
    site = as_measured(SITE, trial(found))
    assert (False, False, False) == (site.keeps_pixels, site.sets_canonical, site.sets_noindex)
    assert (400, 200, ("time", "pixel")) == (site.max_characters, site.title_characters, site.strips)


@given(measures, st.booleans())
def test_no_trial_grants(measured: Measured, declared: bool) -> None:
    """Whatever was measured, the site has no ability that was not declared, and no longer limit."""
    plain = replace(SITE, keeps_pixels=declared, sets_canonical=declared, sets_noindex=declared)
    site = as_measured(plain, trial(measured))
    assert (site.keeps_pixels, site.sets_canonical, site.sets_noindex) <= (declared, declared, declared)
    assert site.max_characters <= plain.max_characters
    assert site.title_characters <= plain.title_characters


def test_what_was_not_measured_stays_as_it_was_declared() -> None:
    """A trial that failed at the door says nothing of abilities."""
    assert SITE == as_measured(SITE, trial()) == as_measured(SITE, None)


def test_a_trial_of_another_address_or_kind_says_nothing() -> None:
    """The site moved since, or is another one."""
    worst = trial(Measured(lost=tuple(PARTS)))
    for moved in (replace(SITE, url="https://forum.example/"), replace(SITE, kind="ghost")):
        assert (False, moved) == (speaks_of(worst, moved), as_measured(moved, worst))
