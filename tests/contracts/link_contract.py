"""What kinds promise whose sites cannot be asked, as one suite; a kind's test class brings the fixtures `client` and `said`."""

from collections.abc import Callable
from typing import Any

import pytest

from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Once
from syndicator.core.proof import By, lacking, prove_text
from syndicator.errors import Gone, OutcomeUnknown, Rejected
from syndicator.ports import Searchable, Updatable, Withdrawable
from tests.contracts.site_contract import HOSTILE
from tests.contracts.site_faults import LOST, POST, Place, SiteFaults, after
from tests.sites.support import corrected, make_post

Said = Callable[[], list[str]]  # what readers are shown there, one text a copy, as plain text or Markdown


class LinkContract:
    """The suite."""

    flavour = Flavour.TEXT

    def test_every_duty_arrives(self, client: Any, said: Said) -> None:
        """In words and addresses; the receipt holds the revision."""
        post = make_post()
        receipt = client.publish(post)
        (text,) = said()
        owed = [one for one in post.obligations if one.by in (By.WORDS, By.LINK) and one.duty != "title"]
        assert (post.revision, ()) == (receipt.revision, lacking(prove_text(text, owed, "copy", self.flavour)))

    def test_it_is_never_asked_and_says_so(self, client: Any) -> None:
        """An unknown outcome waits for a person: no `find` pretends otherwise."""
        carries: Carries = client.carries
        assert (Once.NEVER_AGAIN, False) == (carries.once, isinstance(client, Searchable))

    def test_hostile_words_arrive_as_letters(self, client: Any, said: Said) -> None:
        """Or are refused."""
        try:
            client.publish(make_post(title=HOSTILE))
        except Rejected:
            assert [] == said()
            return
        assert "<script>alert" not in said()[0] or self.flavour is Flavour.TEXT

    def test_what_is_too_long_is_refused_whole(self, client: Any, said: Said) -> None:
        """Never cut."""
        long = "eel " * 2_000
        with pytest.raises(Rejected, match="characters"):
            client.publish(make_post(text=long, markdown=long))
        assert [] == said()

    def test_a_correction_replaces_and_a_withdrawal_takes_away(self, client: Any, said: Said) -> None:
        """Where the kind can; twice is once, and what was taken away does not come back."""
        if not isinstance(client, Updatable) or not isinstance(client, Withdrawable):
            pytest.skip("the kind can do neither")
        post = make_post()
        receipt = client.publish(post)
        new = corrected(post)
        again = client.update(new, receipt)
        assert (receipt.remote_id, new.revision) == (again.remote_id, client.update(new, receipt).revision)
        assert (1, True) == (len(said()), "outer basin" in said()[0])
        client.withdraw(new, again, "the source withdrew it")
        client.withdraw(new, again, "the source withdrew it")
        assert [] == said()
        with pytest.raises(Gone):
            client.update(post, receipt)

    def test_the_kind_can_be_tried_out(self, client: Any, said: Said) -> None:
        """Without a message."""
        lines = client.test()
        assert (True, []) == (bool(lines) and all(good for good, _ in lines), said())


class LinkFaults:
    """What the same kinds promise while answers get lost; a kind's test class brings the fixture `place`."""

    test_a_refusal_is_told_and_nothing_stands = SiteFaults.test_a_refusal_is_told_and_nothing_stands
    test_a_busy_site_is_tried_later_at_its_time = SiteFaults.test_a_busy_site_is_tried_later_at_its_time
    test_a_busy_site_without_a_time_is_tried_later = SiteFaults.test_a_busy_site_without_a_time_is_tried_later

    @pytest.mark.parametrize("mode", LOST)
    def test_a_lost_answer_waits_for_a_person(self, mode: str, place: Place) -> None:
        """The outcome is unknown, and never taken for a failure that may be tried again."""
        place.spoil(mode)
        error = after(lambda: place.opened().publish(POST))
        bodiless = not place.answers_matter and mode in ("HTML after save", "truncated JSON")
        assert (None if bodiless else OutcomeUnknown, 1) == (error, place.copies())

    @pytest.mark.parametrize("mode", ["503", "reset before", "silence before"])
    def test_what_may_have_been_done_waits_for_a_person(self, mode: str, place: Place) -> None:
        """Nobody can say that it was not."""
        place.spoil(mode)
        assert (OutcomeUnknown, 0) == (after(lambda: place.opened().publish(POST)), place.copies())

    @pytest.mark.parametrize("mode", ["404", "409"])
    def test_a_door_that_is_missing_is_told(self, mode: str, place: Place) -> None:
        """As a refusal, since trying again would not help."""
        place.spoil(mode)
        assert (Rejected, 0) == (after(lambda: place.opened().publish(POST)), place.copies())
