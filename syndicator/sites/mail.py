"""E-mail: a letter a copy, or a digest of many, to one address, which is that of a mailing list, by the server of `[mail]`; at most once.

A letter that was sent cannot be asked for, changed or taken back. Its Message-ID comes from the post, so that a mailbox that
knows it shows it once; nothing obliges one to, so a lost answer waits for a person.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.errors import Rejected, SyndicatorError
from syndicator.ports import UNREAD, Mailer, Message, SiteTools
from syndicator.sites.bare import bare_page
from syndicator.sites.mail_digest import Editions, Letters, is_time
from syndicator.sites.options import Options

CARRIES = Carries(canonical=False, noindex=False, pixels=False, once=Once.NEVER_AGAIN)
_MEDIUM = "newsletter"


class Mail:
    """Writes to `to`; the subject is the headline, after `label` where there is one."""

    carries = CARRIES

    def __init__(self, mailer: Mailer, to: str, label: str) -> None:
        self._mailer = mailer
        self._to = to
        self._label = label

    def publish(self, post: Post) -> Receipt:
        """Send the one letter, in words and in HTML; raises OutcomeUnknown when the server hung up over it."""
        subject = f"[{self._label}] {post.title}" if self._label else post.title
        html = bare_page(post.title, post.html, language=post.language)
        self._mailer.send(self._to, Message(subject, f"{post.title}\n\n{post.text}\n", post.key, html=html, automatic=True))
        return Receipt(post.key, "", post.revision)

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the mail server takes the login; nothing is sent."""
        try:
            self._mailer.greet()
        except SyndicatorError as error:
            return [(False, str(error))]
        return [(True, f"the mail server answers, and takes the login; letters go to {self._to}")]


class Digest(Mail):
    """The same, many in one letter: nothing is sent between editions."""

    most = 30

    def __init__(self, mailer: Mailer, to: str, label: str, *, weekly: bool, at: str, now: Callable[[], datetime]) -> None:
        super().__init__(mailer, to, label)
        self._editions = Editions(at, weekly=weekly)
        self._letters = Letters(mailer, to, label)
        self._now = now

    def edition(self, now: datetime) -> datetime:
        """When the last digest was due, at or before now."""
        return self._editions.last(now)

    def publish_together(self, posts: Sequence[Post]) -> Sequence[Receipt | Rejected]:
        """Send one letter with these posts; raises OutcomeUnknown, for all of them, when the server hung up over it."""
        return self._letters.send(posts)

    def test(self) -> Sequence[tuple[bool, str]]:
        """The same, and when the next digest is due."""
        return [*super().test(), (True, f"the next digest is due at {self._editions.following(self._now()):%Y-%m-%d %H:%M} UTC")]


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Mail:
    """Open a mailing list; `to` is required, the other options are not. The server and its password are those of `[mail]`."""
    taken = Options(site, options)
    digest, at = taken.choice("digest", ("none", "daily", "weekly")), taken.text("at", "06:00")
    to, label = taken.text("to"), taken.text("label", "")
    if to and (to.count("@") != 1 or any(sign.isspace() or sign in ",;<>" for sign in to)):
        taken.wrong(f"“to” must be one e-mail address, not {to!r}")
    if not is_time(at):
        taken.wrong(f"“at” must be a time in UTC such as 06:00, not {at!r}")
    if secret not in ("", UNREAD):
        taken.wrong("it has no credential of its own; the password stands under [mail]")
    if site.medium != _MEDIUM:
        taken.wrong(f'a letter is no web page: set medium = "{_MEDIUM}" for the site, so that terms are judged for it')
    if tools.mailer is None:
        taken.wrong("there is no mail server; set host and sender under [mail]")
    taken.done()
    assert tools.mailer is not None  # noqa: S101  # done() raised above
    if digest != "none":
        return Digest(tools.mailer, to, label, weekly=digest == "weekly", at=at, now=tools.now)
    return Mail(tools.mailer, to, label)
