"""Every key of a source, a site and a route arrives, none in another's place."""

from dataclasses import fields
from datetime import time, timedelta

from syndicator.core.counting import Counting
from syndicator.core.places import Annotation, FirstPoll, Route, Site, Source, Use
from syndicator.core.verdict import Form
from syndicator.settings import load

TEXT = """\
[fetch]
contact = "desk@quay.test"
[[source]]
id = "quay"
feed = "https://quay.test/feed.xml"
credential = { env = "QUAY_TOKEN" }
publisher = "Quay Weekly"
publisher_url = "https://quay.test/"
owners = ["Quay Trust"]
cadence = "2h"
text = "page"
on_first_poll = "all"
burst = 7
archives = 12
when_lacking = "hold"
language = "en-GB"
terms = "https://quay.test/terms"
[[site]]
id = "square"
kind = "static"
address = "https://square.test/"
name = "The Square"
use = "community"
nonprofit = true
ads = true
paywall = true
keeps_pixels = true
sets_canonical = true
sets_noindex = true
images = true
languages = ["en", "fr"]
forms = ["link", "link"]
news = true
medium = "newsletter"
bots = false
max_words = 500
licences = ["CC-BY"]
own_licence = "cc-by-sa-4.0"
language = "es"
annotations = ["schema.org", "schema.org"]
max_characters = 500
title_characters = 200
counting = "graphemes"
[[site]]
id = "market"
kind = "journal"
use = "commercial"
[[route]]
id = "way"
sources = ["quay"]
sites = ["square"]
tags = ["harbour"]
not_tags = ["sport"]
languages = ["en"]
authors = ["Ada Lind"]
max_age = "3d"
min_words = 100
max_words = 900
per_day = 4
quiet = "21:30-06:00"
"""


def test_every_key_arrives(write):
    """No key is read and forgotten."""
    settings = load(write(TEXT), {"QUAY_TOKEN": "open sesame"})
    assert {"quay": "open sesame"} == {name: secret.get_secret_value() for name, secret in settings.credentials.items()}
    source = Source(
        id="quay",
        feed="https://quay.test/feed.xml",
        publisher="Quay Weekly",
        publisher_url="https://quay.test/",
        owners=("Quay Trust",),
        cadence=timedelta(hours=2),
        read_page=True,
        first_poll=FirstPoll.ALL,
        first_poll_count=0,
        archives=12,
        burst=7,
        when_lacking="hold",
        language="en-GB",
        watch_terms=True,
        terms=("https://quay.test/terms",),
    )
    site = Site(
        id="square",
        kind="static",
        url="https://square.test/",
        name="The Square",
        use=Use.COMMUNITY,
        nonprofit=True,
        ads=True,
        paywall=True,
        keeps_pixels=True,
        sets_canonical=True,
        sets_noindex=True,
        images=True,
        languages=("en", "fr"),
        forms=(Form.LINK,),
        news=True,
        medium="newsletter",
        bots=False,
        max_words=500,
        licences=("CC-BY",),
        own_licence="CC-BY-SA-4.0",
        language="es",
        annotations=(Annotation.SCHEMA,),
        max_characters=500,
        title_characters=200,
        counting=Counting.GRAPHEMES,
    )
    route = Route(
        id="way",
        sources=("quay",),
        sites=("square",),
        tags=("harbour",),
        not_tags=("sport",),
        languages=("en",),
        authors=("Ada Lind",),
        max_age=timedelta(days=3),
        min_words=100,
        max_words=900,
        per_day=4,
        quiet=(time(21, 30), time(6, 0)),
    )
    assert (source, site, route) == (settings.sources[0], settings.sites[0].facts, settings.routes[0])
    market = settings.sites[1].facts
    assert Site(id="market", kind="journal", use=Use.COMMERCIAL, images=True) == market


def test_the_example_leaves_no_fact_at_its_default(write):
    """A fact added to the core must be set above, or it would be proven by nothing."""
    settings = load(write(TEXT), {"QUAY_TOKEN": "x"})
    plain = {
        Source: Source(id="", feed="", publisher=""),
        Site: Site(id="", kind="", use=Use.COMMERCIAL),
        Route: Route(id="", sources=(), sites=()),
    }
    told = (settings.sources[0], settings.sites[0].facts, settings.routes[0])
    unset = [
        (type(thing).__name__, f.name)
        for thing in told
        for f in fields(thing)
        if getattr(thing, f.name) == getattr(plain[type(thing)], f.name)
    ]
    assert [("Source", "first_poll_count"), ("Site", "parts"), ("Site", "strips")] == unset  # a kind says the second, the third is measured
