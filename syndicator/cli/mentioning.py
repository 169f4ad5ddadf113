"""How it is shown what an original was told of its copy."""

from typing import TYPE_CHECKING

from syndicator.cli.showing import labelled, moment

if TYPE_CHECKING:
    from syndicator.core.mentions import Mention


def show_mention(found: "Mention | None") -> None:
    """One line, with where it went and what came of it; nothing where there was nothing to tell."""
    if found is None:
        return
    what = "that it is gone" if found.change == "gone" else f"of revision {found.change[:12]}"
    to = f", to {found.endpoint}" if found.endpoint else ""
    says = {
        "told": f"told {what}{to}",
        "nowhere": f"nothing sent {what}",
        "refused": f"not taken {what}{to}",
        "later": f"to be told {what}{to}, again at {moment(found.next_at)} (tried {found.attempts}×)",
        "sending": f"on its way {what}{to}",
    }[found.outcome]
    how = f"; how it is taken: {found.location}" if found.location else ""
    why = f": {found.why}" if found.why else ""
    labelled("webmention", f"{says} at {moment(found.at)}{how}{why}" if not found.next_at else f"{says}{why}")


def shaped(found: "Mention | None") -> dict[str, object] | None:
    """The same as JSON."""
    if found is None:
        return None
    return {
        "source": found.source,
        "target": found.target,
        "change": found.change,
        "outcome": found.outcome,
        "at": found.at,
        "endpoint": found.endpoint,
        "location": found.location,
        "attempts": found.attempts,
        "next_at": found.next_at,
        "why": found.why,
    }
