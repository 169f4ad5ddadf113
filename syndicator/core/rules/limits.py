"""What the terms limit: automation, selection, how many copies, and from when to when."""

from dataclasses import replace

from syndicator.core.evidence import Topic
from syndicator.core.rules import figures
from syndicator.core.rules.case import Case, ask, limited, satisfied, unknown, unmet
from syndicator.core.verdict import Answer, Finding

_MINUTE = "%Y-%m-%d %H:%M"


def automation(case: Case) -> Finding:
    """«Not automatically», «select individually», «never systematically»: a person chooses each article."""
    terms = case.terms
    remedy = f"choose the story by hand, or {ask(case)} and record an [[agreement]] with the use automated"
    if terms.limit("automated_reposting") is not None:
        says = "the publisher forbids automatic reposting; a person must select each article"
        return unmet("automation", Answer.HOLD, says, remedy, *limited(terms, "automated_reposting"))
    if terms.limit("wholesale") is not None:
        says = "the publisher forbids systematic reposting; whether a route takes its articles systematically is for a person to say"
        return unknown("automation", says, remedy, *limited(terms, "wholesale"))
    return satisfied("automation", "the terms do not forbid automatic reposting")


def selection(case: Case) -> Finding:
    """Limits that are met article by article: permission first, or a mark on the articles that may be taken."""
    terms, remedy = case.terms, f"{ask(case)}, and record the answer as an [[agreement]] with the use republish"
    if terms.limit("prior_permission") is not None:
        return unmet("selection", Answer.HOLD, "each copy needs permission first", remedy, *limited(terms, "prior_permission"))
    if terms.limit("per_article_opt_in") is not None:
        says = "only articles marked for it may be reposted, and whether this one is was not read"
        return unknown("selection", says, remedy, *limited(terms, "per_article_opt_in"))
    return satisfied("selection", "the terms do not pick single articles")


def quota(case: Case) -> Finding:
    """So many copies in so long a time, counted over all sites: a post beyond them waits until the time has gone by."""
    figure, words = case.terms.limit("rate_limit"), limited(case.terms, "rate_limit")
    if figure is None:
        return satisfied("quota", "the terms do not limit the number of copies")
    if case.around.posted:
        return satisfied("quota", "its copy stands already and is not counted again", *words)
    read = figures.quota(figure)
    if read is None or read[0] == 0:
        says = f"the number of copies is limited ({figure or 'without a figure'}), in words that were not understood"
        return unknown("quota", says, "let a person read it; post a few by hand", *words)
    most, time = read
    lately = sorted(at for at in case.around.copied if at > case.now - time)
    told = f"{len(lately)} of {most} in {time.days} days" if time.days > 1 else f"{len(lately)} of {most} in {time}"
    if len(lately) < most:
        return satisfied("quota", f"{figure}: {told} were used, on all sites together", *words)
    free = lately[-most] + time
    waiting = unmet("quota", Answer.WAIT, f"{figure}: {told} were used; the next is free at {free:{_MINUTE}} UTC", "wait", *words)
    return replace(waiting, until=free)


def embargo(case: Case) -> Finding:
    """Nothing before its time: so long after publication; what cannot be read is held."""
    figure, words = case.terms.limit("embargo"), limited(case.terms, "embargo")
    if figure is None:
        return satisfied("embargo", "the terms set no embargo")
    wait, published = figures.span(figure), case.article.published
    if wait is None:
        return unknown("embargo", f"there is an embargo ({figure or 'without a figure'})", "let a person read it", *words)
    if published is None:
        return unknown("embargo", f"there is an embargo ({figure}), and the article has no date", "find the date of publication", *words)
    opens = published + wait
    if case.now >= opens:
        return satisfied("embargo", f"the embargo ended at {opens:{_MINUTE}} UTC", *words)
    return replace(unmet("embargo", Answer.WAIT, f"embargo until {opens:{_MINUTE}} UTC", "wait", *words), until=opens)


def window(case: Case) -> Finding:
    """A time after publication in which a copy may stand: before it ends a post is made, at its end the copy is taken down."""
    figure, words = case.terms.limit("time_window_days"), limited(case.terms, "time_window_days")
    if figure is None:
        return satisfied("window", "the terms set no time window")
    return _until(case, "window", figure, satisfied("window", "", *words))


def removal(case: Case) -> Finding:
    """A copy that has to go after some days goes by itself; one that has to go when asked can be taken down."""
    figure, words = case.terms.removal, case.terms.because(Topic.REMOVAL)
    if not figure:
        return satisfied("removal", "the terms do not ask for a copy to be taken down")
    if figure != "on-request":
        return _until(case, "removal", figure, satisfied("removal", "", *words))
    if not case.around.withdraws:
        says = f"a copy has to go when the publisher asks, and {case.site.id} cannot take one down by itself"
        return unknown("removal", says, "see to it by hand, or choose a site that can", *words)
    return satisfied("removal", "a copy has to go when the publisher asks, and it can be taken down", *words)


def _until(case: Case, rule: str, figure: str, found: Finding) -> Finding:
    """A copy may stand some days after publication: satisfied with the day it goes, refused when that has passed."""
    published, length = case.article.published, figures.days(figure)
    if length is None:
        says = f"a copy may stand for a time ({figure or 'without a figure'})"
        return replace(unknown(rule, says, "let a person read it"), quotes=found.quotes)
    if published is None:
        says = f"a copy may stand for {length.days} days, and the article has no date"
        return replace(unknown(rule, says, "find the date of publication"), quotes=found.quotes)
    ends = published + length
    if case.now >= ends:
        says = f"a copy may stand for {length.days} days, until {ends:%Y-%m-%d}"
        return replace(unmet(rule, Answer.REFUSE, says, "nothing; its time is over"), quotes=found.quotes)
    if not case.around.withdraws:
        says = f"a copy may stand until {ends:%Y-%m-%d} only, and {case.site.id} cannot take one down by itself"
        return replace(unknown(rule, says, "choose a site that can, or see to it by hand"), quotes=found.quotes)
    return replace(found, says=f"it may stand until {ends:%Y-%m-%d}, and is taken down then", until=ends)
