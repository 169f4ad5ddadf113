"""The change that outweighs all others: whether reposting is still allowed."""

from syndicator.core.terms import Republish, Terms

_HEADLINES = {
    (Republish.YES, Republish.NO): "Reposting is no longer allowed.",
    (Republish.YES, Republish.UNKNOWN): "Reposting is no longer certainly allowed.",
    (Republish.UNKNOWN, Republish.NO): "Reposting is now forbidden.",
    (Republish.UNKNOWN, Republish.YES): "Reposting is now allowed.",
    (Republish.NO, Republish.YES): "Reposting is no longer forbidden: it is now allowed.",
    (Republish.NO, Republish.UNKNOWN): "Reposting is no longer forbidden, but nothing certainly allows it.",
}


def headline(old: Terms, new: Terms) -> str:
    """What became of reposting itself, as a sentence; "" where that is as it was."""
    return _HEADLINES.get((old.republish, new.republish), "")
