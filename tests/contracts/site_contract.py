"""What every kind of site promises, as one suite; a kind's test class brings the fixture `client`."""

from dataclasses import replace
from typing import Any

import pytest

from syndicator.core.article import Person
from syndicator.core.markup import folded, read
from syndicator.core.places import Carries
from syndicator.core.proof import By, Obligation, lacking, prove
from syndicator.core.trials import PARTS
from syndicator.errors import Gone, Rejected
from syndicator.ports import Measuring
from syndicator.sites.specimen import CREDIT
from tests.sites.support import corrected, make_post

HOSTILE = '<script>alert("eel")</script><img src=x onerror=alert(1)> ]]> & “Ada” \' {{ 7*7 }}'


class SiteContract:
    """The suite."""

    def test_a_published_copy_is_found_under_the_same_id(self, client: Any) -> None:
        """`find` gives what `publish` answered, with the revision it holds."""
        post = make_post()
        receipt = client.publish(post)
        assert receipt == client.find(post)
        assert post.revision == receipt.revision

    def test_what_never_arrived_is_not_found(self, client: Any) -> None:
        """Asking for a post that was not published answers None, also beside others."""
        client.publish(make_post("crabs"))
        assert client.find(make_post("eels")) is None

    def test_publishing_twice_leaves_one_copy(self, client: Any) -> None:
        """The second try answers with the first one's copy."""
        post = make_post()
        assert client.publish(post) == client.publish(post)

    def test_the_live_copy_meets_every_obligation(self, client: Any) -> None:
        """Nothing of the credit is lost on the way to the reader."""
        post = make_post()
        page = client.read_back(post, client.publish(post))
        assert not lacking(prove(page.html, post.obligations, page.url))

    def test_words_that_look_like_commands_reach_the_reader(self, client: Any) -> None:
        """Brackets, lone addresses and the like are shown as they were written."""
        post = make_post()
        text = folded(read(client.read_back(post, client.publish(post)).html).text)
        assert 'inner basin [gallery ids="1"].' in text
        assert "https://video.example/watch?v=1" in text

    def test_an_update_changes_what_is_read_back(self, client: Any) -> None:
        """The copy keeps its id and address, and shows the new words."""
        post = make_post()
        receipt = client.publish(post)
        new = corrected(post)
        again = client.update(new, receipt)
        assert (receipt.remote_id, receipt.url, new.revision) == (again.remote_id, again.url, again.revision)
        text = read(client.read_back(new, again).html).text
        assert "Eels corrected" in text
        assert "outer basin" in text
        assert "inner basin" not in text

    def test_withdrawing_twice_succeeds_and_the_copy_is_gone(self, client: Any) -> None:
        """A withdrawn copy cannot be read, and a second withdrawal has nothing left to do."""
        post = make_post()
        receipt = client.publish(post)
        client.withdraw(post, receipt, "the source withdrew it")
        client.withdraw(post, receipt, "the source withdrew it")
        with pytest.raises(Gone):
            client.read_back(post, receipt)

    def test_a_withdrawn_copy_is_not_updated(self, client: Any) -> None:
        """A correction never brings a withdrawn copy back."""
        post = make_post()
        receipt = client.publish(post)
        client.withdraw(post, receipt, "the source withdrew it")
        with pytest.raises(Gone):
            client.update(replace(post, title="Back again"), receipt)

    def test_a_copy_allowed_again_can_be_published_again(self, client: Any) -> None:
        """After a withdrawal a new publication stands and is read back."""
        post = make_post()
        client.withdraw(post, client.publish(post), "its terms changed")
        page = client.read_back(post, client.publish(post))
        assert not lacking(prove(page.html, post.obligations, page.url))

    def test_hostile_words_are_shown_and_not_executed(self, client: Any) -> None:
        """A title and a name made of markup reach the reader as letters."""
        post = make_post(
            title=HOSTILE,
            excerpt=HOSTILE,
            authors=(Person(HOSTILE, "javascript:alert(1)"),),
            publisher=HOSTILE,
            tags=(HOSTILE,),
            obligations=(Obligation("title", By.WORDS, HOSTILE),),
        )
        page = client.read_back(post, client.publish(post))
        assert '<script>alert("eel")' not in page.html
        assert "<img src=x" not in page.html
        assert "javascript:alert(1)" not in page.html
        assert not lacking(prove(page.html, [Obligation("title", By.WORDS, HOSTILE)], page.url))

    @pytest.mark.parametrize("words", ["Eels 🐟👩‍👩‍👧 “back”", "عادت الأنقليس إلى المرفأ", "צלופחים חזרו", "鰻が戻った"])  # fmt: skip
    def test_any_alphabet_arrives_whole(self, words: str, client: Any) -> None:
        """Joined emoji, right-to-left letters and ideographs, in the title and in the text."""
        post = make_post(title=words, obligations=())
        said = {name: f"{getattr(post, name)}".replace("The eels are back", words) for name in ("html", "text", "markdown")}
        post = replace(post, **said)
        page = client.read_back(post, client.publish(post))
        assert not lacking(prove(page.html, [Obligation("title", By.WORDS, words)], page.url))
        assert folded(f"{words} in the") in folded(read(page.html).text)

    def test_a_long_title_arrives_whole_or_is_refused(self, client: Any) -> None:
        """2,000 characters are never silently cut: the reader meets all of them, or the refusal says so."""
        title = "eel " * 499 + "weir"
        post = make_post(title=title, obligations=())
        try:
            receipt = client.publish(post)
        except Rejected:
            assert getattr(client, "find", lambda _: None)(post) is None
            return
        page = client.read_back(post, receipt)
        assert not lacking(prove(page.html, [Obligation("title", By.WORDS, title)], page.url))

    def test_a_long_text_arrives_whole_or_is_refused(self, client: Any) -> None:
        """A text of 300,000 characters, too."""
        post, last = make_post(obligations=()), "and that was the last eel"
        long = " ".join(f"Eel {number} came by." for number in range(15_000))
        said = {
            "html": f"<p>{long} {last}.</p>{post.html}",
            "text": f"{long} {last}. {post.text}",
            "markdown": f"{long} {last}.\n\n{post.markdown}",
        }
        post = replace(post, **said)
        try:
            receipt = client.publish(post)
        except Rejected:
            assert getattr(client, "find", lambda _: None)(post) is None
            return
        assert last in folded(read(client.read_back(post, receipt).html).text)

    def test_what_it_says_it_carries_it_is_able_to_say(self, client: Any) -> None:
        """At least one form; a length that can be kept."""
        carries = getattr(client, "carries", Carries())
        assert carries.forms
        assert carries.max_characters is None or carries.max_characters > 0

    def test_the_kind_can_be_tried_out(self, client: Any) -> None:
        """`test` answers in lines, all of them good on a healthy site."""
        lines = client.test()
        assert lines
        assert not [line for fine, line in lines if not fine]

    def test_what_it_measures_can_be_read(self, client: Any) -> None:
        """By the names of the parts, each kept or lost; a healthy site keeps a credit."""
        if not isinstance(client, Measuring):
            return
        lines, measured = client.measure()
        assert lines == client.test()
        assert set(measured.kept) | set(measured.lost) <= set(PARTS)
        assert set(CREDIT) <= set(measured.kept) - set(measured.lost)
