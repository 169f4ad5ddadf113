"""Every store on trials of sites."""

from dataclasses import replace

from syndicator.core.trials import Measured, Trial


def test_the_last_trial_of_each_site_is_kept(store_new, store_make):
    """Whole, hostile words included; a new one takes the place of the one before, and no other site's."""
    lines = ((True, "the key is accepted"), (False, "it says \ud800\0 <b>“no”</b>"))
    found = Measured(server="Plaza 4", max_characters=500, kept=("original",), lost=("time",), canonical=False)
    first = Trial(site_id="plaza", kind="ghost", url="https://plaza.example/", at=store_make.NOW, lines=lines, measured=found)
    other = replace(first, site_id="market", measured=Measured())
    assert {} == store_new.trials()
    for one in (first, other):
        store_new.record_trial(one)
    assert {"plaza": first, "market": other} == store_new.trials()
    again = replace(first, at=store_make.at(5), lines=lines[:1])
    store_new.record_trial(again)
    assert {"plaza": again, "market": other} == store_new.trials()
    assert (False, True) == (first.fine, again.fine)
