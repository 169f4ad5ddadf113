"""The steps of every article, and how they hang together: not at all but through what rests in the store.

    source feed ──read──▶ article ──judge──▶ verdict ──draft──▶ post ──deliver──▶ receipt ──prove──▶ proof ──follow──▶ …
                            │                   │                                    │                 │
                          rests               rests                                rests             rests

    hear     reads what hubs pushed, by the road of what is polled
    read     polls the sources that are due; a new or changed article makes its cases new
    judge    article × site → verdict; on ALLOW the post is drafted and proven, and both are stored in one transaction
    deliver  claims posts with a lease, asks the site before it creates, and stores what the site answered
    prove    reads each copy back as a reader would, and proves every duty on it
    mention  tells originals of their copies, where the operator wants it
    follow   compares each copy with its article and verdict of today, and queues what they ask for

Each step is `step(world) -> Tally`: it reads from the store, asks the core, writes to the store. No step calls another;
after a crash each starts again from what rests. `STEPS` is the order of one pass; a push walks all but `read` at once.
"""

from collections.abc import Callable

from syndicator.pipeline.deliver import deliver
from syndicator.pipeline.follow import follow
from syndicator.pipeline.hear import hear
from syndicator.pipeline.judge import judge
from syndicator.pipeline.mention import mention
from syndicator.pipeline.prove import prove
from syndicator.pipeline.read import read
from syndicator.pipeline.world import Tally, World

STEPS: dict[str, Callable[[World], Tally]] = {
    "hear": hear, "read": read, "judge": judge, "follow": follow, "deliver": deliver, "prove": prove, "mention": mention,
}  # fmt: skip

__all__ = ["STEPS", "Tally", "World", "deliver", "follow", "hear", "judge", "mention", "prove", "read"]
