"""A real receiver of Webmentions: its endpoint is found, and it refuses, as it should, what lies in a private network."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.errors import Rejected
from syndicator.feeds import HttpMentions, Manners, Transport

pytestmark = pytest.mark.live


@pytest.fixture
def mentions() -> Iterator[HttpMentions]:
    transport = Transport(Manners("syndicator-tests/1", allow_private=("127.0.0.1",)))
    yield HttpMentions(transport)
    transport.close()


def test_its_endpoint_is_found_on_its_page(micropub_server: dict[str, Any], mentions: HttpMentions) -> None:
    """Among other relations, relative to the page."""
    assert micropub_server["webmention_url"] == mentions.endpoint(f"{micropub_server['base_url']}/")


def test_a_copy_on_a_loopback_address_is_refused_for_good(micropub_server: dict[str, Any], mentions: HttpMentions) -> None:
    """A receiver need not fetch from its own network (§4.3); it is not asked again."""
    with pytest.raises(Rejected, match="status 400"):
        mentions.tell(micropub_server["webmention_url"], "http://127.0.0.1:9/copy", f"{micropub_server['base_url']}/")
