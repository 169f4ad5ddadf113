"""Signing the ledger's checkpoints with Ed25519, and checking what was signed; the only room that knows a key."""

from syndicator.signing.keys import KeyFile, make_key, open_key
from syndicator.signing.verifying import signed_by

__all__ = ["KeyFile", "make_key", "open_key", "signed_by"]
