"""What the site and its operator ask: language, forms, completeness, brakes, quotas and quiet hours."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from syndicator.core.evidence import Quote, Topic
from syndicator.core.places import Site
from syndicator.core.rules.case import Case, satisfied, unknown, unmet
from syndicator.core.verdict import EXCERPT_WORDS, Answer, Finding, Form, Status

_LONGEST_HEADLINE = 300  # characters; the longest that newspapers print stay below 250


def complete(case: Case) -> Finding:
    """The full text is there: a teaser is never posted as the article."""
    remedy = 'set `text = "page"` for the source'
    if not case.article.complete:
        return unmet("complete", Answer.HOLD, "the feed carries only a summary of the article", remedy)
    if not case.article.words:
        return unknown("complete", "the feed carries no words of the article", remedy)
    return satisfied("complete", f"the full text is there ({case.article.words} words)")


def headline(case: Case) -> Finding:
    """There is a headline, and it is one: a text put into the title would leave with a link post, without a grant."""
    length = len(case.article.title.strip())
    if 0 < length <= _LONGEST_HEADLINE:
        return satisfied("headline", "it has a headline")
    if length:
        return unknown("headline", f"its headline has {length} characters, as no headline has", "look at the feed")
    return unmet("headline", Answer.HOLD, "it has no headline", "look at the feed")


def once(case: Case) -> Finding:
    """The same article, from whatever source, stands on a site once."""
    if case.around.twin in ("", case.source.id) or case.around.posted:
        return satisfied("once", f"{case.site.id} does not have it from another source")
    says = f"{case.site.id} has it already, from the source {case.around.twin}"
    if case.around.kin:
        return unmet("once", Answer.REFUSE, says, "nothing; one copy is enough")
    # A stranger's entry may carry somebody else's address: it must not shut the owner out unseen.
    return unknown("once", f"{says}, which is another publisher's", "look which of the two is right; remove the other source")


def duplicate(case: Case) -> Finding:
    """A site that has nearly the same words under another name is not given them twice unseen; an update is no duplicate."""
    found = case.around.alike
    if case.around.twin == case.source.id and not case.around.posted:
        says = f"{case.site.id} has another article of this feed with the same address"
        return unknown("duplicate", says, "look whether it is the same one under a new id; approve it if they are two")
    if found is None or case.around.posted:
        return satisfied("duplicate", f"{case.site.id} has no other article of the same words, as far as is known")
    how = "word for word" if found.share == 1.0 else f"in {found.share:.0%} of its words"
    says = f"{case.site.id} has it already {how}: “{found.title}” from the source {found.source_id}"
    doubt = unknown("duplicate", says, "look at both; leave it, or post it by hand if they are two articles")
    return replace(doubt, quotes=(Quote(found.title, found.url),))


def page_read(case: Case) -> Finding:
    """Where terms and text stand on the article's own page, nothing is posted before the page was read, not even a link to it."""
    if case.article.page or not case.source.read_page:
        return satisfied("page_read", "nothing had to be read that was not")
    return unknown("page_read", "the article's own page could not be read", "open the page; the next change in the feed asks for it again")


def language(case: Case) -> Finding:
    """The site takes articles in this language."""
    spoken, wanted = (case.article.language or case.source.language).lower(), case.site.languages
    if not wanted or any(spoken == w.lower() or spoken.startswith(f"{w.lower()}-") for w in wanted):
        return satisfied("language", f"{case.site.id} takes {spoken or 'any language'}")
    if not spoken:
        return unknown(
            "language", f"the article's language is not known; {case.site.id} takes {', '.join(wanted)}", "set `language` of the source"
        )
    return unmet("language", Answer.REFUSE, f"{case.site.id} takes {', '.join(wanted)}, the article is in {spoken}", "route it elsewhere")


def bots(case: Case) -> Finding:
    """The site's own rules take posts that a program makes."""
    if case.site.bots:
        return satisfied("bots", f"{case.site.id} takes posts that a program makes")
    return unmet("bots", Answer.REFUSE, f"{case.site.id} takes no posts that a program makes", "post it there by hand")


def licence_taken(case: Case) -> Finding:
    """The site's own rules take texts under this licence."""
    taken, licence = case.site.licences, case.terms.licence
    words = case.terms.because(Topic.LICENCE)
    if not taken:
        return satisfied("licence_taken", f"{case.site.id} does not choose by licence")
    if any(licence == one or (licence.startswith(f"{one}-") and licence[len(one) + 1 :][:1].isdigit()) for one in taken):
        return satisfied("licence_taken", f"{case.site.id} takes {licence}", *words)
    says = f"{case.site.id} takes texts under {', '.join(taken)} only"
    if not licence or licence.startswith(("LicenseRef-CC-", "LicenseRef-custom", "LicenseRef-PublicDomain")):
        return unknown("licence_taken", f"{says}, and which licence this is cannot be told", "find out the licence", *words)
    return unmet("licence_taken", Answer.REFUSE, f"{says}, this is under {licence}", "choose another site", *words)


def length(case: Case) -> Finding:
    """The text is no longer than the site takes."""
    most, words = case.site.max_words, case.article.words
    if most is None or words <= most:
        return satisfied("length", f"{case.site.id} takes a text of {words} words")
    says = f"{case.site.id} takes up to {most} words, the text has {words}"
    return unmet("length", Answer.REFUSE, says, "change `max_words` of the site if it takes more")


def excerpt_length(case: Case) -> Finding:
    """The excerpt is no longer than the site takes."""
    most = case.site.max_words
    if most is None or most >= min(EXCERPT_WORDS, case.article.words):
        return satisfied("length", f"{case.site.id} takes an excerpt of {EXCERPT_WORDS} words")
    return unmet("length", Answer.REFUSE, f"{case.site.id} takes up to {most} words, an excerpt may have {EXCERPT_WORDS}", "post a link")


def takes_full(case: Case) -> Finding:
    """The site takes full texts."""
    return _takes(case.site, Form.FULL)


def takes_excerpt(case: Case) -> Finding:
    """The site takes excerpts."""
    return _takes(case.site, Form.EXCERPT)


def takes_link(case: Case) -> Finding:
    """The site takes headline-and-link posts."""
    return _takes(case.site, Form.LINK)


def brake(case: Case) -> Finding:
    """An unusual number of new articles at once is held: a feed gone wrong must not flood a site."""
    among, burst = case.around.among, case.source.burst
    if among <= burst:
        return satisfied("brake", "it came among no unusual number of articles")
    says = f"{among} new articles of {case.source.id} came at once, more than {burst}"
    return unknown("brake", says, f"look at the feed; if it is right, set `burst = {among}` for the source")


def timing(case: Case) -> Finding:
    """Quotas and quiet hours of the route: a post waits, it is not lost."""
    route = case.around.route
    if not case.around.routed and not case.around.posted:
        return unknown("timing", f"no route leads it to {case.site.id} any more", "put the route back, or leave it")
    if case.around.posted or route is None:
        return satisfied("timing", "nothing delays it")
    if route.per_day is not None and case.around.posted_today >= route.per_day:
        return _wait(f"{case.site.id} had its {route.per_day} posts of the day", case.now + timedelta(hours=1))
    if route.quiet and (ends := quiet_until(route.quiet, case.now)):
        return _wait(f"quiet hours until {ends:%H:%M} UTC", ends)
    return satisfied("timing", "no quota or quiet hour delays it")


def quiet_until(quiet: tuple[time, time], now: datetime) -> datetime | None:
    """When the quiet hours that hold now will end (UTC), or None outside of them."""
    begin, end = quiet
    clock = now.timetz().replace(tzinfo=None)
    inside = begin <= clock < end if begin <= end else clock >= begin or clock < end
    if not inside:
        return None
    ends = now.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return ends if ends > now else ends + timedelta(days=1)


def _wait(says: str, until: datetime) -> Finding:
    return Finding("timing", Status.NOT_SATISFIED, Answer.WAIT, says, remedy="wait", until=until)


def _takes(site: Site, form: Form) -> Finding:
    if form in site.forms:
        return satisfied("form", f"{site.id} takes the form {form}")
    return unmet("form", Answer.REFUSE, f"{site.id} does not take the form {form}", "change `forms` of the site if it does")
