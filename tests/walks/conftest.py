"""Both stores, for walks through the whole way."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from syndicator.ports import Store
from syndicator.stores import open_store
from syndicator.stores.memory import MemoryStore
from tests.walks.terms import GRANT, Walk


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store = MemoryStore() if request.param == "memory" else open_store(tmp_path / "syndicator.sqlite")
    yield store
    store.close()


@pytest.fixture
def made(store: Store) -> Callable[..., Walk]:
    return lambda words=GRANT, **source: Walk(store, words, source=source)
