"""What every kind that goes over HTTP promises while answers get lost, as one suite before a proxy that spoils them.

A kind's test class brings the fixture `place`: a Place. Where the site is a real one, the same suite runs against it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from syndicator.core.markup import read
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SyndicatorError
from syndicator.ports import Searchable, Updatable, Withdrawable
from syndicator.sites.client import HttpClient
from tests.sites.proxy import RETRY_AT, FaultProxy, is_read, is_write
from tests.sites.serving import Request
from tests.sites.support import corrected, make_post

POST = make_post()
REFUSED = ("401", "403", "413", "422", "redirect")
LATER = ("429 in seconds", "429 at a date", "503 in seconds", "503 at a date")
LOST = (
    "cut after save",
    "silence after save",
    "slow body",
    "500 after save",
    "502 after save",
    "504 after save",
    "HTML after save",
    "half the answer",
    "truncated JSON",
)
UNREADABLE = ("reset before", "silence before", "503", "500 after save", "half the answer", "slow body")


@dataclass
class Place:
    """A site behind a proxy; `opening` makes a client that waits so many seconds, `copies` counts what readers can find."""

    proxy: FaultProxy
    opening: Callable[[float], Any]
    copies: Callable[[], int]
    secret: str
    writes: Callable[[Request], bool] = is_write
    reads: Callable[[Request], bool] = is_read
    real: bool = False  # a real server, beside which the clock cannot be told
    answers_matter: bool = True  # whether a success without a readable body leaves the outcome open (a status alone may do)

    def opened(self) -> Any:
        """A client that knows nothing of what another did; impatient only while an answer is about to stay away."""
        return self.opening((3 if self.real else 0.4) if self.proxy.slow else 30)

    def delivered(self, post: Post = POST) -> Receipt:
        """What the delivery does: ask, then publish only what is not there."""
        client = self.opened()
        if not isinstance(client, Searchable):
            pytest.skip("the site cannot be asked; an unknown outcome waits for a person")
        found = client.find(post)
        if found is None:
            return client.publish(post)
        return client.update(post, found) if found.revision not in ("", post.revision) else found

    def spoil(self, mode: str, *, skip: int = 0) -> None:
        self.proxy.spoil(mode, which=self.writes, skip=skip)


def after(act: Callable[[], Any]) -> type[Exception] | None:
    """Do it, and give the error that it ended with, as its caller takes it; no error but ours passes a port."""
    try:
        act()
    except SyndicatorError as error:
        return next((kind for kind in (RetryLater, Rejected, OutcomeUnknown, Gone) if isinstance(error, kind)), type(error))
    return None


class SiteFaults:
    """The suite."""

    @pytest.mark.parametrize("mode", REFUSED)
    def test_a_refusal_is_told_and_nothing_stands(self, mode: str, place: Place) -> None:
        """Rejected, without the secret; a remedy where the credential is at fault."""
        place.spoil(mode)
        with pytest.raises(Rejected) as caught:
            place.opened().publish(POST)
        assert (0, True) == (place.copies(), place.proxy.spoilt)
        assert place.secret not in f"{caught.value}{caught.value!r}"
        assert mode not in ("401", "403", "413") or caught.value.remedy

    @pytest.mark.parametrize("mode", ["404", "409"])
    def test_what_a_site_answers_strangely_makes_no_second_copy(self, mode: str, place: Place) -> None:
        """A missing door and a conflict end in one of our errors or in the copy; the next try leaves exactly one."""
        place.spoil(mode)
        assert after(lambda: place.opened().publish(POST)) in (None, Rejected, Gone, RetryLater, OutcomeUnknown)
        place.proxy.heal()
        place.delivered()
        assert 1 == place.copies()

    @pytest.mark.parametrize("mode", LATER)
    def test_a_busy_site_is_tried_later_at_its_time(self, mode: str, place: Place) -> None:
        """Nothing was done, and `when` is what the site said."""
        place.spoil(mode)
        with pytest.raises(RetryLater) as caught:
            place.opened().publish(POST)
        assert (True, 0) == (caught.value.when == RETRY_AT or (place.real and caught.value.when is not None), place.copies())

    @pytest.mark.parametrize("mode", ["429 bare", "429 senseless"])
    def test_a_busy_site_without_a_time_is_tried_later(self, mode: str, place: Place) -> None:
        """By the caller's own back-off."""
        place.spoil(mode)
        with pytest.raises(RetryLater) as caught:
            place.opened().publish(POST)
        assert (None, 0) == (caught.value.when, place.copies())

    @pytest.mark.parametrize("mode", ["503", "reset before", "silence before"])
    def test_what_may_have_been_done_is_asked_for(self, mode: str, place: Place) -> None:
        """It was not; the next try makes the one copy."""
        place.spoil(mode)
        assert after(lambda: place.opened().publish(POST)) in (OutcomeUnknown, RetryLater)
        place.delivered()
        assert 1 == place.copies()

    @pytest.mark.parametrize("mode", LOST)
    @pytest.mark.parametrize("write", [0, 1, 2])
    def test_a_lost_answer_never_makes_a_second_copy(self, write: int, mode: str, place: Place) -> None:
        """Whichever write's answer is lost: the outcome is unknown, and the next try leaves exactly one copy."""
        place.spoil(mode, skip=write)
        error = after(lambda: place.opened().publish(POST))
        if not place.proxy.spoilt:
            assert (True, None) == (write > 0, error)  # it takes fewer writes than that
            return
        bodiless = not place.answers_matter and mode in ("HTML after save", "truncated JSON")
        assert error in ((OutcomeUnknown, RetryLater, None) if write or bodiless else (OutcomeUnknown,))
        place.delivered()
        assert 1 == place.copies()

    @pytest.mark.parametrize("mode", UNREADABLE)
    def test_a_look_up_that_fails_is_no_answer(self, mode: str, place: Place) -> None:
        """«I could not ask» is never taken for «it is not there»."""
        place.delivered()
        place.proxy.spoil(mode, which=place.reads)
        client = place.opened()
        if not isinstance(client, Searchable):
            pytest.skip("the site cannot be asked")
        try:
            assert client.find(POST) is not None  # it asked elsewhere, or needed no such request
        except RetryLater:
            assert place.proxy.spoilt

    @pytest.mark.parametrize("mode", LOST)
    def test_a_lost_answer_to_an_update_is_made_good(self, mode: str, place: Place) -> None:
        """Told or unknown; the next try leaves one copy with the new words."""
        receipt, post = place.delivered(), corrected(POST)
        place.spoil(mode)
        client = place.opened()
        if not isinstance(client, Updatable):
            pytest.skip("the site cannot edit")
        assert after(lambda: client.update(post, receipt)) in (OutcomeUnknown, RetryLater, None)
        again = place.opened().update(post, receipt)
        assert (1, receipt.remote_id) == (place.copies(), again.remote_id)
        assert "outer basin" in read(place.opened().read_back(post, again).html).text

    @pytest.mark.parametrize("mode", ["cut after save", "500 after save", "503", "reset before"])
    def test_a_lost_answer_to_a_withdrawal_is_made_good(self, mode: str, place: Place) -> None:
        """The next try finds nothing left to do, or does it."""
        client = place.opened()
        if not isinstance(client, Withdrawable):
            pytest.skip("the site cannot take down")
        receipt = place.delivered()
        place.spoil(mode)
        assert after(lambda: client.withdraw(POST, receipt, "its terms changed")) in (OutcomeUnknown, RetryLater, None)
        place.proxy.heal()
        place.opened().withdraw(POST, receipt, "its terms changed")
        assert 0 == place.copies()

    @pytest.mark.parametrize("requests", range(10))
    def test_a_crash_after_any_request_never_makes_a_second_copy(
        self, requests: int, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The process dies before the request after these; the next one finishes what it left."""

        class Killed(BaseException):
            pass

        whole, left = HttpClient._send, requests

        def dying(*given: Any, **named: Any) -> Any:
            nonlocal left
            if not left:
                raise Killed
            left -= 1
            return whole(*given, **named)

        with monkeypatch.context() as patch, suppress(Killed):
            patch.setattr(HttpClient, "_send", dying)
            place.delivered()
        assert place.copies() <= 1
        place.delivered()
        assert 1 == place.copies()

    @pytest.mark.parametrize("mode", [*REFUSED, *LATER, *UNREADABLE, "404", "409", "HTML after save", "truncated JSON"])
    def test_every_error_is_ours(self, mode: str, place: Place) -> None:
        """Whatever happens to a look-up, no foreign exception passes the port, and it ends with one copy."""
        place.proxy.spoil(mode, which=place.reads)
        after(place.delivered)
        place.proxy.heal()
        place.delivered()
        assert 1 == place.copies()
