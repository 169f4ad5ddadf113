"""One publisher's policy as a person wants to read it, and what it would mean for each site."""

from datetime import datetime

from syndicator.cli import shapes
from syndicator.cli.judging import Bench
from syndicator.cli.output import emit_json
from syndicator.cli.publishers_shelf import shape
from syndicator.cli.showing import Notes, heading, say, show_verdict
from syndicator.cli.terms_telling import facts, in_short, sections
from syndicator.cli.terms_words import ADVICE
from syndicator.core.agreements import library
from syndicator.core.article import Article, Person
from syndicator.core.places import Policy, Source
from syndicator.core.terms import Terms, combine
from syndicator.core.verdict import Answer, Verdict
from syndicator.settings.policies import PolicyFile
from syndicator.targets import Target

_GRADES = {
    "verified_text": "read in the publisher's own words",
    "verified_secondary": "told by somebody else who read it, so it permits nothing",
    "unverified": "not verified, so it permits nothing",
}
_HELD_BY = ("automation", "selection", "quota", "duties")  # rules that hold an article of any site for a person
_DECIDES = {
    "automatic": "it may act without a person, as far as its terms go",
    "person": "a person decides on every article",
}


def tell(judges: Bench, found: PolicyFile) -> None:
    """Print it: what is known and how well, what it says, and the verdict on a plain article of the publisher for each site."""
    policy, notes = found.policy, Notes()
    say(f"{policy.publisher} ({', '.join(policy.hosts)})", bold=True)
    days = (judges.now.date() - policy.read_on).days
    say(f"{_GRADES[policy.grade]}, on {policy.read_on} ({days} days ago): {policy.url}", 2, hanging=2)
    verdicts = _verdicts(judges, policy)
    say(_decides(policy, verdicts), 2, hanging=2)
    if found.note:
        say(found.note, 2, hanging=2)
    terms = _terms(policy)
    heading("In short")
    for line in (in_short(terms), *facts(terms)):
        say(line, 2, hanging=2)
    for section in sections(terms):
        heading(section.title)
        for item in section.items:
            say(f"{'[ ] ' if section.checklist else ''}{item.says}", 2, hanging=2)
    heading("What it would mean for an article that says nothing itself")
    for site, verdict in verdicts:
        show_verdict(verdict, site, notes)
    say()
    say(ADVICE)


def emit(judges: Bench, found: PolicyFile) -> None:
    """The same as JSON."""
    terms = _terms(found.policy)
    data = {
        **shape(found),
        "age_days": (judges.now.date() - found.policy.read_on).days,
        "summary": in_short(terms),
        "terms": shapes.terms(terms),
        "verdicts": [{"site": site, **shapes.verdict(verdict)} for site, verdict in _verdicts(judges, found.policy)],
    }
    emit_json("publishers-show", data)


def _decides(policy: Policy, verdicts: list[tuple[str, Verdict]]) -> str:
    if policy.grade != "verified_text" and policy.decide == "automatic":
        return "it can only forbid and limit; what an article says itself decides"
    if policy.decide == "automatic" and any(_by_hand(verdict) for _, verdict in verdicts):
        return "it grants, but not to a machine alone: a person picks each article"
    return _DECIDES[policy.decide]


def _by_hand(verdict: Verdict) -> bool:
    """Whether a permission waits for a person because of what it limits or asks, whatever site it is for."""
    return any(finding.rule in _HELD_BY and finding.answer is Answer.HOLD for finding in verdict.findings)


def _terms(policy: Policy) -> Terms:
    return combine(library((policy,), _source(policy)))


def _source(policy: Policy) -> Source:
    home = f"https://{policy.hosts[0]}/"
    return Source(id="specimen", feed=home, publisher=policy.publisher, publisher_url=home)


def _verdicts(judges: Bench, policy: Policy) -> list[tuple[str, Verdict]]:
    target = Target(_source(policy), _article(policy, judges.now), "specimen")
    return [(site.id, judges.judge(target, site).verdict) for site in judges.sites]


def _article(policy: Policy, now: datetime) -> Article:
    """A whole article of the publisher's own, with an author and a date, and without a word on rights."""
    return Article(
        source_id="specimen",
        id="specimen",
        url=f"https://{policy.hosts[0]}/specimen",
        title="A specimen",
        html="<p>A whole article of the publisher's own.</p>",
        authors=(Person("A. Writer"),),
        published=now,
        language="en",
    )
