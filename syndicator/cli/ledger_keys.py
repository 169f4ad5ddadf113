"""Exchanging the ledger's key: the old one signs that the new one follows, and stays beside it."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.checkpoints import VerifierKey
    from syndicator.settings import Settings


def exchange(settings: "Settings") -> "VerifierKey":
    """Put a new key in the old one's place; the new one, which signs from now on.

    In this order, so that an end at any point leaves a key in force: the new key is made beside, named under the old
    signature, and takes its place; then it signs.
    """
    from syndicator.cli.people import now, store_of
    from syndicator.pipeline.checkpointing import checkpoint, hand_over
    from syndicator.signing import make_key, open_key
    from syndicator.wiring import notary

    file = settings.ledger_key
    if not file.exists():
        raise InputError("there is no key to exchange; make the first one: syndicator ledger key")
    fresh = file.with_name(f"{file.name}.next")
    old, at = open_key(file), now()
    made = open_key(fresh) if fresh.exists() else make_key(fresh, old.key.name)
    signs = notary(settings)
    with store_of(settings) as store:
        hand_over(store, signs, made.key, at)
        _lay_aside(file, at)
        fresh.replace(file)
        checkpoint(store, signs, at, always=True)
    return made.key


def _lay_aside(file: Path, at: datetime) -> None:
    kept = file.with_name(f"{file.name}.until-{at:%Y%m%dT%H%M%SZ}")
    kept.hardlink_to(file)
