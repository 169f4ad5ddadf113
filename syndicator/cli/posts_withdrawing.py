"""`syndicator posts withdraw`: letting a storm of withdrawals pass that was held up."""

from datetime import UTC, datetime

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.people import by_option, store_of, who
from syndicator.cli.showing import say
from syndicator.errors import InputError


@click.command("withdraw")
@click.argument("source_id", metavar="SOURCE")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def withdraw_posts(shell: Shell, source_id: str, by: str, as_json: bool) -> None:
    """Let a storm of withdrawals pass that was held up: what SOURCE took back is taken down, for a day from now.

    Look at the source first. Where it only had a bad hour, do nothing: what it no longer takes back stays.
    """
    from syndicator.core.ledger import PERSON, Record
    from syndicator.pipeline.follow import confirm_storm, storm_since

    name, at = who(shell, by), datetime.now(UTC)
    with store_of(shell.settings_without_secrets) as store:
        if storm_since(store, source_id, at) is None:
            raise InputError(f"no storm of withdrawals of “{source_id}” is held up; syndicator status shows those that are")
        confirm_storm(store, source_id, at)
        store.record(Record(kind="storm", at=at, about=f"source:{source_id}", by=PERSON, says={"confirmed": True}))
    if as_json:
        emit_json("posts-withdraw", {"source": source_id, "by": name})
        return
    say(f"the withdrawals of {source_id} go on with the daemon's next pass")
