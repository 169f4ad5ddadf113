"""One deed at one site: create, update or withdraw a copy, so that a second try makes no second copy."""

from dataclasses import replace
from functools import cache
from typing import cast

from syndicator.core.places import Once
from syndicator.core.post import Deed, PostState, Receipt
from syndicator.core.repairs import repaired
from syndicator.errors import Gone, OutcomeUnknown, Rejected
from syndicator.ports import Carrying, Claim, Searchable, SiteClient, Updatable, Withdrawable


def may_be_repeated(client: object) -> bool:
    """Whether a create whose outcome nobody knows may be tried again: the site can be asked, or takes one post once itself."""
    return isinstance(client, Searchable) or (isinstance(client, Carrying) and client.carries.once is Once.EXACT)


def is_open(client: SiteClient | None, claim: Claim) -> bool:
    """Whether an earlier try was cut off, and nobody can find out how far it came: a person has to look."""
    cut_off = claim.stored.deed is Deed.CREATE and claim.stored.state is PostState.CLAIMED
    return cut_off and client is not None and not may_be_repeated(client)


def mending(claim: Claim) -> Claim:
    """The claim as it is sent: a copy that lacked a duty is given its credit in other markup, at another place."""
    if claim.stored.deed is not Deed.UPDATE or not claim.stored.repaired:
        return claim
    return replace(claim, stored=replace(claim.stored, post=repaired(claim.stored.post)))


def do(client: SiteClient, claim: Claim) -> Receipt | None:
    """Do the deed that a claim asks for; the receipt of the copy, None where it was withdrawn. Raises what the site raises."""
    if is_open(client, claim):
        raise OutcomeUnknown("an earlier try was cut off, and the site cannot be asked")
    return _DEEDS[claim.stored.deed](client, claim)


def _create(client: SiteClient, claim: Claim) -> Receipt:
    """Look first: an earlier try may have arrived, even if its answer or our memory of it was lost."""
    post = claim.stored.post
    found = cast("Searchable", client).find(post) if _searches(type(client)) else None
    if found is None:
        return client.publish(post)
    if found.revision != post.revision and isinstance(client, Updatable):
        return client.update(post, found)
    return found


@cache
def _searches(kind: type[SiteClient]) -> bool:
    """Asked once of each kind: a protocol looks all its names up anew."""
    return issubclass(kind, Searchable)


def _update(client: SiteClient, claim: Claim) -> Receipt:
    receipt = claim.stored.receipt
    if receipt is None:
        return _create(client, claim)
    if not isinstance(client, Updatable):
        raise Rejected("the site cannot edit a copy", "correct it there by hand")
    return client.update(claim.stored.post, receipt)


def _withdraw(client: SiteClient, claim: Claim) -> None:
    post, receipt = claim.stored.post, claim.stored.receipt
    if receipt is None and isinstance(client, Searchable):
        receipt = client.find(post)
        if receipt is None:
            return
    if receipt is None or not isinstance(client, Withdrawable):
        raise Rejected("the site cannot take a copy down", "take it down there by hand")
    try:
        client.withdraw(post, receipt, claim.stored.why)
    except Gone:
        return  # taken down already is taken down


_DEEDS = {Deed.CREATE: _create, Deed.UPDATE: _update, Deed.WITHDRAW: _withdraw}
