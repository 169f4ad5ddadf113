"""The spoiling proxy is as invisible as it says, and spoils what it is told to."""

import pytest
import requests

from tests.sites.proxy import FaultProxy, is_read
from tests.sites.wordpress_fake import FakeWordPress


def test_a_site_behind_the_proxy_tells_the_proxys_address(wordpress_fake: FakeWordPress) -> None:
    """Nobody is led round it."""
    wordpress_fake.posts[3] = {"id": 3, "slug": "eels", "status": "publish", "title": "Eels", "content": "", "meta": {}}
    with FaultProxy(wordpress_fake.url) as proxy:
        page = requests.get(f"{proxy.url}eels/", timeout=5)
        assert (200, True, False) == (page.status_code, proxy.url in page.text, wordpress_fake.url in page.text)


def test_a_fault_happens_once_and_only_where_it_was_meant(wordpress_fake: FakeWordPress) -> None:
    """The second read of two is refused, a write is not counted."""
    with FaultProxy(wordpress_fake.url) as proxy:
        proxy.spoil("403", which=is_read, skip=1)
        root = f"{proxy.url}wp-json/"
        assert [200, 401, 403, 200] == [
            requests.request(method, address, timeout=5).status_code
            for method, address in [("GET", root), ("POST", f"{root}wp/v2/tags"), ("GET", root), ("GET", root)]
        ]
        assert proxy.spoilt


def test_an_answer_lost_after_the_site_did_it(wordpress_fake: FakeWordPress) -> None:
    """The site saw the request; the client sees a broken connection."""
    with FaultProxy(wordpress_fake.url) as proxy:
        proxy.spoil("cut after save", which=is_read)
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{proxy.url}wp-json/", timeout=5)
        assert 1 == len(wordpress_fake.requests)
