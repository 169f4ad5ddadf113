"""docs/credits.md, asked against the policy library and the templates."""

import pytest

from syndicator.core.evidence import Topic
from syndicator.settings.policies import PolicyFile
from tests.house import credits as page

ASKED = page.policies()


def test_the_page_is_what_the_templates_say() -> None:
    """docs/credits.md is written from the code and not behind it (`make credits`)."""
    assert page.whole() == page.FILE.read_text(encoding="utf-8")


def test_thirty_publishers_are_shown() -> None:
    """Each by its own file of the library."""
    assert (True, len(page.PUBLISHERS)) == (len(ASKED) >= 30, len(ASKED))


@pytest.mark.parametrize("one", ASKED, ids=lambda one: one.file.stem)
def test_every_fact_a_policy_asks_for_is_shown(one: PolicyFile) -> None:
    """A duty of the file that a block can carry has its part in the credit."""
    asked = set(one.policy.says.get(Topic.DUTY, ())) & page.PARTS.keys()
    terms, made = page.drafted(one)
    untold = {"change_note"} if not made.credit.change_note else set()

    assert asked - untold <= {o.duty for o in made.post.obligations}
    assert made.credit.at_top == ("credit_at_top" in terms.duties)
