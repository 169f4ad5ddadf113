"""Knowing the articles of a reading again, whatever their feed calls them now."""

from dataclasses import replace

from syndicator.core.places import Source
from syndicator.core.recognising import recognised
from syndicator.pipeline.world import World
from syndicator.ports import Reading


def recognise(world: World, source: Source, reading: Reading) -> Reading:
    """The reading with each article under the name the store knows it by.

    Entries that were not read again share neither id nor address with those that were; but perhaps title and date.
    """
    if not reading.articles:
        return reading
    known = world.store.acquaintances(source.id, reading.articles)
    articles, renamed = recognised(reading.articles, known, reading.withdrawn, whole=not reading.beside)
    digests = {renamed.get(identity, identity): digest for identity, digest in reading.digests.items()}
    return replace(reading, articles=articles, digests=digests)
