"""Clients of the small WordPress, as a delivery uses them."""

from typing import Any

from syndicator.core.post import Post, Receipt
from syndicator.sites.client import HttpClient
from syndicator.sites.credentials import Basic
from syndicator.sites.wire import Bounds
from syndicator.sites.wordpress import WordPress
from syndicator.sites.wordpress_api import WordPressApi
from tests.sites.support import make_post, make_site, make_tools
from tests.sites.wordpress_fake import PASSWORD, FakeWordPress

POST = make_post()


def make_client(fake: FakeWordPress, password: str = PASSWORD, **changes: Any) -> WordPress:
    """A client that waits only briefly, and knows nothing of what another one did."""
    tools = make_tools()
    http = HttpClient(
        fake.url, tools.user_agent, tools.now, auth=Basic("desk", password), allow_private=("127.0.0.1",), bounds=Bounds(5, 1.0, 1.1)
    )
    options: dict[str, Any] = {"status": "publish", "categories": (), "tags": False, "author_credit": ""} | changes
    return WordPress(make_site("wordpress", url=fake.url), WordPressApi(http), tools, **options)


def look_and_publish(fake: FakeWordPress, post: Post = POST) -> Receipt:
    """What the delivery does: ask, then publish only what is not there."""
    client = make_client(fake)
    return client.find(post) or client.publish(post)
