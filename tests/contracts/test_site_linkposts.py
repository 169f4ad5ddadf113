"""The contract of kinds that cannot be asked: Slack, Discord, Telegram; and their answers lost."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from syndicator.core.flavours import Flavour
from syndicator.sites import discord, slack, telegram, webhook
from tests.contracts.link_contract import LinkContract, LinkFaults, Said
from tests.contracts.site_faults import Place
from tests.sites.linkposts_fake import DISCORD, SIGNING, SLACK, TELEGRAM, FakeDiscord, FakeReceiver, FakeSlack, FakeTelegram
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools


def at(url: str, kind: Any, secret: str, patience: float = 60, **options: Any) -> Any:
    """A client of a kind, at the place where its service stands."""
    place = {slack: "services/T0/B0/", discord: "api/webhooks/123/"}.get(kind, "")
    name = kind.__name__.rpartition(".")[2]
    return kind.open_site(make_site(name, url=f"{url}{place}"), options, secret, make_tools(patience=patience))


class TestSlack(LinkContract):
    @pytest.fixture
    def fake(self) -> Iterator[FakeSlack]:
        with FakeSlack() as site:
            yield site

    @pytest.fixture
    def client(self, fake: FakeSlack) -> Any:
        return at(fake.url, slack, SLACK)

    @pytest.fixture
    def said(self, fake: FakeSlack) -> Said:
        return lambda: [unescape(text) for text in fake.texts]


class TestSlackLosingAnswers(LinkFaults):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with FakeSlack() as fake, FaultProxy(fake.url) as proxy:
            yield Place(proxy, lambda patience: at(proxy.url, slack, SLACK, patience), lambda: len(fake.texts), SLACK)


class TestDiscord(LinkContract):
    flavour = Flavour.MARKDOWN

    @pytest.fixture
    def fake(self) -> Iterator[FakeDiscord]:
        with FakeDiscord() as site:
            yield site

    @pytest.fixture
    def client(self, fake: FakeDiscord) -> Any:
        return at(fake.url, discord, DISCORD)

    @pytest.fixture
    def said(self, fake: FakeDiscord) -> Said:
        return lambda: list(fake.messages.values())


class TestDiscordLosingAnswers(LinkFaults):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with FakeDiscord() as fake, FaultProxy(fake.url) as proxy:
            yield Place(proxy, lambda patience: at(proxy.url, discord, DISCORD, patience), lambda: len(fake.messages), DISCORD)


class TestTelegram(LinkContract):
    @pytest.fixture
    def fake(self) -> Iterator[FakeTelegram]:
        with FakeTelegram() as site:
            yield site

    @pytest.fixture
    def client(self, fake: FakeTelegram) -> Any:
        return at(fake.url, telegram, TELEGRAM, chat="@quaynews")

    @pytest.fixture
    def said(self, fake: FakeTelegram) -> Said:
        return lambda: list(fake.messages.values())


class TestTelegramLosingAnswers(LinkFaults):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with FakeTelegram() as fake, FaultProxy(fake.url) as proxy:

            def opened(patience: float) -> Any:
                return at(proxy.url, telegram, TELEGRAM, patience, chat="@quaynews")

            yield Place(proxy, opened, lambda: len(fake.messages), TELEGRAM)


class TestWebhookLosingAnswers(LinkFaults):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with FakeReceiver() as fake, FaultProxy(fake.url) as proxy:

            def opened(patience: float) -> Any:
                return at(proxy.url, webhook, SIGNING, patience)

            yield Place(proxy, opened, lambda: len(fake.told("post.published")), SIGNING, answers_matter=False)
