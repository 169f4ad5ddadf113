"""What every kind promises that takes pictures, while answers get lost; run over small sites and over real ones.

A kind's test class brings the fixture `gallery`: a Gallery.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from syndicator.core.markup import read
from syndicator.core.proof import lacking, prove
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater
from syndicator.ports import Hosting, Upload, UploadState
from tests.contracts.site_faults import LATER, LOST, after
from tests.core.test_rasters import png
from tests.sites.proxy import FaultProxy, is_write
from tests.sites.serving import Request
from tests.sites.support import NOW, PICTURE, make_pictured


def _asks(request: Request) -> bool:
    return request.method in ("GET", "HEAD") and ("media" in request.path or "content/images" in request.path)


@dataclass
class Gallery:
    """A site behind a proxy; `opening` makes a client that waits so many seconds, `count` the pictures the site has of this one."""

    proxy: FaultProxy
    opening: Callable[[float], Any]
    count: Callable[[Upload], int]
    now: Callable[[], datetime] = lambda: NOW
    real: bool = False
    writes: Callable[[Request], bool] = is_write
    reads: Callable[[Request], bool] = _asks
    answers_matter: bool = True  # whether an answer without its last byte is none
    asked: bool = True  # whether the site can be asked for a picture; where not, it is sent once at most

    def opened(self) -> Any:
        return self.opening((3 if self.real else 0.4) if self.proxy.slow else 30)

    def picture(self, side: int) -> tuple[Upload, bytes]:
        """A picture that no other test has, and the intent to upload it."""
        data = png(side, 3 + int(hashlib.sha256(str(self.now()).encode()).hexdigest()[:4], 16) % 50)
        sha256 = hashlib.sha256(data).hexdigest()
        upload = Upload(
            site_id="plaza",
            src=PICTURE,
            state=UploadState.SENDING,
            at=self.now(),
            sha256=sha256,
            kind="image/png",
        )
        return upload, data

    def delivered(self, upload: Upload, data: bytes) -> Upload:
        """What the delivery does: ask, then upload only what is not there; a first try goes without an answer."""
        client = self.opened()
        return self.found(client, upload) or client.upload(upload, data, "An eel")

    def found(self, client: Any, upload: Upload) -> Upload | None:
        """What the site tells of it: that it is not there only where it can be asked."""
        if self.asked:
            return client.find_picture(upload)
        with pytest.raises(OutcomeUnknown):
            client.find_picture(upload)
        return None


class PictureContract:
    """The suite."""

    def test_a_picture_is_found_once_it_is_there(self, gallery: Gallery) -> None:
        """Not before; readers get it, and it is found at the place that was told."""
        upload, data = gallery.picture(11)
        client = gallery.opened()
        assert isinstance(client, Hosting)
        assert None is gallery.found(client, upload)
        there = client.upload(upload, data, "An “eel” & more <b>")
        if gallery.asked:
            assert there == client.find_picture(upload) == gallery.delivered(upload, data)
        got = requests.get(there.place, timeout=20)
        assert (200, "image/png", 1) == (got.status_code, got.headers["Content-Type"], gallery.count(upload))

    def test_a_copy_shows_it_with_its_credit(self, gallery: Gallery) -> None:
        """On its public page, at the place that was told, with its words, its photographer and its licence."""
        upload, data = gallery.picture(14)
        there = gallery.delivered(upload, data)
        post, client = make_pictured(there.place, there.number), gallery.opened()
        page = client.read_back(post, client.publish(post))
        shown = {urlsplit(image.src).path: image.alt for image in read(page.html).images}  # its host is the proxy's, or the site's own
        assert ("An “eel” & more", ()) == (shown.get(urlsplit(there.place).path), lacking(prove(page.html, post.obligations, page.url)))

    def test_another_picture_is_another(self, gallery: Gallery) -> None:
        """Told apart by what they are."""
        one, two = gallery.picture(12), gallery.picture(13)
        assert gallery.delivered(*one).place != gallery.delivered(*two).place

    @pytest.mark.parametrize("mode", LOST)
    def test_a_lost_answer_never_makes_a_second_picture(self, gallery: Gallery, mode: str) -> None:
        """The outcome is unknown; asked again, it is there, once, or that cannot be told."""
        if mode == "truncated JSON" and not gallery.answers_matter:
            pytest.skip("an answer is whole without its last byte")
        upload, data = gallery.picture(20 + LOST.index(mode))
        gallery.proxy.spoil(mode, which=gallery.writes)
        assert OutcomeUnknown is after(lambda: gallery.opened().upload(upload, data, "An eel"))
        gallery.proxy.heal()
        there = gallery.delivered(upload, data) if gallery.asked else gallery.found(gallery.opened(), upload)
        assert 1 == gallery.count(upload)
        assert there is None or 200 == requests.get(there.place, timeout=20).status_code

    @pytest.mark.parametrize("mode", ["401", "403", "413", "422"])
    def test_a_refusal_is_told_and_nothing_is_there(self, gallery: Gallery, mode: str) -> None:
        """Rejected."""
        upload, data = gallery.picture(40)
        gallery.proxy.spoil(mode, which=gallery.writes)
        assert (Rejected, 0) == (after(lambda: gallery.opened().upload(upload, data, "")), gallery.count(upload))

    @pytest.mark.parametrize("mode", LATER)
    def test_a_busy_site_is_tried_later(self, gallery: Gallery, mode: str) -> None:
        """Nothing was done."""
        upload, data = gallery.picture(41)
        gallery.proxy.spoil(mode, which=gallery.writes)
        assert (RetryLater, 0) == (after(lambda: gallery.opened().upload(upload, data, "")), gallery.count(upload))

    @pytest.mark.parametrize("mode", ["500 after save", "503", "half the answer"])
    def test_a_question_that_fails_is_no_answer(self, gallery: Gallery, mode: str) -> None:
        """“Not there” is only what the site said."""
        upload, _ = gallery.picture(42)
        gallery.proxy.spoil(mode, which=gallery.reads)
        found = after(lambda: gallery.opened().find_picture(upload))
        assert found is RetryLater or (mode == "half the answer" and gallery.proxy.seen[-1].method == "HEAD")

    def test_what_is_no_picture_is_refused(self, gallery: Gallery) -> None:
        """By the site too."""
        upload, _ = gallery.picture(43)
        page = replace(upload, kind="text/html")
        assert Rejected is after(lambda: gallery.opened().upload(page, b"<!doctype html><p>An eel.</p>", ""))
