"""Fixtures that the tests of the sites and their contract share."""

from collections.abc import Iterator

import pytest

from tests.sites.support import Clock
from tests.sites.wordpress_fake import FakeWordPress


@pytest.fixture
def clock() -> Clock:
    """A clock that is told."""
    return Clock()


@pytest.fixture
def wordpress_fake() -> Iterator[FakeWordPress]:
    """A small WordPress on a loopback port."""
    with FakeWordPress() as fake:
        yield fake
