"""A site has no more abilities than its kind, and people may set them lower."""

from syndicator.core.counting import Counting
from syndicator.core.places import Carries, Site, within
from syndicator.core.verdict import Form

SITE = Site(id="square", kind="wall", keeps_pixels=True, sets_canonical=True, sets_noindex=True)


def test_what_a_kind_cannot_carry_its_sites_cannot():
    """Whatever the operator says of them."""
    kind = Carries(forms=(Form.LINK,), max_characters=300, counting=Counting.GRAPHEMES, pixels=False, canonical=False, noindex=False)
    site = within(SITE, kind)
    assert ((Form.LINK,), 300, Counting.GRAPHEMES) == (site.forms, site.max_characters, site.counting)
    assert (False, False, False) == (site.keeps_pixels, site.sets_canonical, site.sets_noindex)


def test_what_people_set_lower_stays():
    """Facts of the site under those of its kind."""
    low = Site(id="square", kind="wall", forms=(Form.LINK,), max_characters=200, counting=Counting.ADDRESSES_23)
    assert (200, Counting.GRAPHEMES) == (
        within(low, Carries(max_characters=300, counting=Counting.GRAPHEMES)).max_characters,
        Counting.GRAPHEMES,
    )
    assert low == within(low, Carries())
