"""A right file becomes the facts the other rooms work with."""

from datetime import date, time, timedelta

import pytest

from syndicator.core.places import Agreement, FirstPoll, Route, Site, Source, Use
from syndicator.core.verdict import Form
from syndicator.settings import DaemonSettings, LogSettings, load
from tests.settings.conftest import ENVIRON


def test_a_source_is_read_whole(good):
    """Every key of a source arrives as a fact of the core."""
    expected = Source(
        id="quay",
        feed="https://quay.test/feed.xml",
        publisher="Quay Weekly",
        owners=("Quay Trust",),
        cadence=timedelta(minutes=90),
        read_page=True,
        first_poll=FirstPoll.LATEST,
        first_poll_count=5,
        watch_terms=True,
    )
    assert expected == load(good, ENVIRON).sources[0]


def test_a_source_posts_nothing_of_its_first_poll_by_default(good):
    """A new source never floods: what the first poll finds is marked as seen."""
    pier = load(good, ENVIRON).sources[1]
    assert Source(id="pier", feed="http://pier.test/atom", publisher="Pier Daily") == pier
    assert (FirstPoll.MARK_SEEN, 0) == (pier.first_poll, pier.first_poll_count)


def test_a_site_is_read_whole(good):
    """Every key of a site arrives; its address ends with a slash, its options are handed on as they are."""
    site = load(good, ENVIRON).sites[0]
    facts = Site(
        id="square",
        kind="wordpress",
        url="https://square.test/blog/",
        use=Use.COMMUNITY,
        nonprofit=True,
        images=True,
        forms=(Form.FULL, Form.LINK),
    )
    assert facts == site.facts
    assert {"user": "bot"} == site.options
    assert site.secret is not None
    assert "open sesame" == site.secret.get_secret_value()


def test_a_star_in_a_route_is_every_id_there_is(good):
    """Who works with a route meets ids only, never the star."""
    first, second = load(good, ENVIRON).routes
    expected = Route(id="route-1", sources=("quay", "pier"), sites=("square",), max_age=timedelta(days=30), quiet=(time(22, 0), time(7, 0)))
    assert expected == first
    assert Route(id="paid", sources=("quay",), sites=("square", "market")) == second


def test_an_agreement_is_read_whole(good):
    """An agreement arrives with its days and the place it is written."""
    expected = Agreement(
        publisher="Quay Trust",
        sites=("market",),
        uses=("republish", "commercial"),
        reference="letter of 2025-12-01",
        starts=date(2026, 1, 1),
        until=date(2026, 12, 31),
    )
    assert (expected,) == load(good, ENVIRON).agreements


def test_what_is_left_out_has_the_documented_default(good):
    """Tables that are not written are as documented."""
    settings = load(good, ENVIRON)
    expected = DaemonSettings(tick=timedelta(seconds=15), lease=timedelta(minutes=2), batch=250, shutdown=timedelta(seconds=30))
    assert expected == settings.daemon
    assert LogSettings(level="info", format="auto") == settings.log
    assert (None, None, None) == (settings.templates, settings.policies, settings.sentry.dsn)
    assert (timedelta(seconds=10), timedelta(seconds=30), 15 * 2**20, 3) == (
        settings.fetch.timeout,
        settings.fetch.deadline,
        settings.fetch.max_bytes,
        settings.fetch.workers,
    )


def test_relative_paths_start_at_the_folder_of_the_file(good, monkeypatch, tmp_path_factory):
    """The data folder does not move with the working directory."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert good.parent / "store" == load(good, ENVIRON).data


def test_the_user_agent_says_who_to_write_to(good):
    """Publishers see the product, its version and the contact."""
    assert "syndicator/0.1.0 (+desk@quay.test)" == load(good, ENVIRON).fetch.user_agent


def test_a_byte_order_mark_is_no_problem(write, good):
    """Editors on Windows put one at the beginning."""
    marked = write("\ufeff" + good.read_text())
    assert "quay" == load(marked, ENVIRON).sources[0].id


def test_secrets_stand_in_no_repr(good):
    """Settings may be logged whole."""
    assert "open sesame" not in repr(load(good, ENVIRON))


@pytest.mark.parametrize("name", ["data", "fetch", "sources"])
def test_settings_are_frozen(good, name):
    """What was checked together cannot be changed apart."""
    with pytest.raises(AttributeError):
        setattr(load(good, ENVIRON), name, None)
