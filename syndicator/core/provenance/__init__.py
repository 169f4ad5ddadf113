"""Whose article is this? Upstream credits, feed sources, canonical addresses and wire credits, against who the source is."""

from syndicator.core.provenance.holding import Provenance, provenance
from syndicator.core.provenance.names import is_one_of, is_source, words
from syndicator.core.provenance.wires import wire_credits

__all__ = ["Provenance", "is_one_of", "is_source", "provenance", "wire_credits", "words"]
