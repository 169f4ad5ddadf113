"""Evidence bundles: everything about one article in a file that a lawyer can open, and that proves itself without us."""

from syndicator.bundling.gathering import Gathered, gather
from syndicator.bundling.pictures import Pictures, pictures
from syndicator.bundling.writing import write_bundle

__all__ = ["Gathered", "Pictures", "gather", "pictures", "write_bundle"]
