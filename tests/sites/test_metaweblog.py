"""metaWeblog beyond the contract: finding the endpoint, blogs of several ages, faults, and answers that nobody should read."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.ports import Upload, UploadState
from syndicator.sites import metaweblog
from syndicator.sites.xml_rpc import Fault, called, read_answer
from tests.core.test_rasters import png
from tests.sites.metaweblog_fake import PASSWORD, USER, FakeBlog, is_write
from tests.sites.proxy import FaultProxy
from tests.sites.support import NOW, PICTURE, make_pictured, make_post, make_site, make_tools

POST = make_post()


@pytest.fixture
def fake() -> Iterator[FakeBlog]:
    with FakeBlog() as site:
        yield site


def opened(fake: FakeBlog, password: str = PASSWORD, url: str = "", **options: Any) -> metaweblog.Blog:
    site = make_site("metaweblog", url=url or fake.url)
    return metaweblog.open_site(site, {"user": USER, **options}, password, make_tools())


def test_an_endpoint_may_be_named(fake: FakeBlog) -> None:
    """Then the front page is not asked."""
    opened(fake, endpoint=f"{fake.url}xmlrpc.php").publish(POST)
    assert {"/xmlrpc.php"} == {request.route for request in fake.requests}


def test_the_password_goes_to_no_other_host(fake: FakeBlog) -> None:
    """Neither where a page points there, nor where the settings do."""
    fake.endpoint = "http://127.0.0.2:9/xmlrpc.php"
    with pytest.raises(Rejected, match="another host"):
        opened(fake).publish(POST)
    with pytest.raises(SettingsError, match="own host"):
        opened(fake, endpoint="https://elsewhere.example/xmlrpc.php")


def test_a_wrong_password_is_told_and_not_shown(fake: FakeBlog) -> None:
    """Though the fault repeats it."""
    for act in (opened(fake, "wrong horse 1").find, opened(fake, "wrong horse 1").publish):
        with pytest.raises(Rejected, match="Incorrect username") as caught:
            act(POST)
        assert "wrong horse 1" not in f"{caught.value}{caught.value!r}"
    assert [False] == [fine for fine, _ in opened(fake, "wrong horse 1").test() if not fine]


def test_who_may_not_publish_is_told_and_leaves_nothing(fake: FakeBlog) -> None:
    """The draft made on the way is removed."""
    fake.may_publish = False
    with pytest.raises(Rejected, match="not allowed to publish") as caught:
        opened(fake).publish(POST)
    assert ("publish posts" in caught.value.remedy, []) == (True, fake.standing())


def test_a_draft_waits_for_people_of_the_site(fake: FakeBlog) -> None:
    """It is found, not made again, and stays a draft when it is corrected."""
    client = opened(fake, status="draft")
    receipt = client.publish(POST)
    assert (receipt, []) == (client.find(POST), fake.public())
    with pytest.raises(RetryLater, match="waits for people"):
        client.read_back(POST, receipt)
    client.update(replace(POST, title="Eels corrected"), receipt)
    assert (["Eels corrected"], []) == ([post["title"] for post in fake.posts.values()], fake.public())


def test_of_two_made_at_once_the_later_goes(fake: FakeBlog) -> None:
    """Another program made its draft between our look and our draft: the first is taken up, ours is deleted."""
    client, other = opened(fake), opened(fake)
    whole = client._api.create

    def late(content: Any, *, public: bool) -> str:
        other._api.create(content, public=False)
        return whole(content, public=public)

    client._api.create = late  # type: ignore[method-assign]
    receipt = client.publish(POST)
    assert (["101"], "101", receipt) == (fake.standing(), receipt.remote_id, opened(fake).publish(POST))


@pytest.mark.parametrize("skip", [0, 1])
def test_an_older_blog_shows_no_copy_twice(fake: FakeBlog, skip: int) -> None:
    """It lists no drafts and knows no slugs: what is public is found by its link to the original."""
    fake.slugs = False
    with FaultProxy(fake.url) as proxy:
        proxy.spoil("cut after save", which=is_write, skip=skip)
        with pytest.raises((OutcomeUnknown, RetryLater)):
            opened(fake, url=proxy.url, plain_titles=True).publish(POST)
        client = opened(fake, url=proxy.url, plain_titles=True)
        assert (client.find(POST) is not None) is bool(skip)
        client.publish(POST)
    assert 1 == len(fake.public())


def test_a_plug_in_that_prints_before_the_answer_is_heard_past(fake: FakeBlog) -> None:
    """As careless plug-ins do."""
    fake.noise = "\n<br /><b>Notice</b>: something happened in plugin.php on line 3\n"
    assert opened(fake).publish(POST) == opened(fake).find(POST)


def test_a_blog_without_the_methods_is_told(fake: FakeBlog) -> None:
    """With what to do; so is one whose endpoint is shut."""
    client = opened(fake)
    with pytest.raises(Rejected, match="-32601") as caught:
        client._api.rpc().ask("wp.nothing", USER, PASSWORD)
    assert "metaWeblog" in caught.value.remedy
    with pytest.raises(Rejected, match="404"):
        opened(fake, endpoint=f"{fake.url}gone.php").publish(POST)


def test_a_trial_measures(fake: FakeBlog) -> None:
    """The engine as it names itself, and what it left of the specimen, which is deleted."""
    found = opened(fake).measure()[1]
    assert ("Inkpot 2", (), {}) == (found.server, found.lost, fake.posts)


def test_texts_are_written_as_xml_takes_them() -> None:
    """Signs that XML has no place for become spaces; nothing breaks out of its element."""
    body = called("m", ["a\x00b\ud800<&>]]>", True, {'x"<': ["1", "2"]}]).data.decode()
    assert "<string>a b &lt;&amp;&gt;]]&gt;</string>" in body
    assert "<boolean>1</boolean>" in body
    assert "<name>x&quot;&lt;</name>" in body


def _answer(value: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return f"{head}<methodResponse><params><param><value>{value}</value></param></params></methodResponse>".encode()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("plain", "plain"),
        ("<string> a &amp; b </string>", " a & b "),
        ("<i4>7</i4>", "7"),
        ("<boolean>1</boolean>", True),
        ("<dateTime.iso8601>20260305T10:00:00</dateTime.iso8601>", "20260305T10:00:00"),
        ("<array><data><value>a</value><value><int>2</int></value></data></array>", ["a", "2"]),
        ("<struct><member><name>a</name><value><string>b</string></value></member></struct>", {"a": "b"}),
        ("<struct></struct>", {}),
        ("<array></array>", []),
    ],
)
def test_answers_are_read(value: str, said: object) -> None:
    """Every type; a plain one is its text."""
    assert said == read_answer(_answer(value))


def _fault(code: str) -> bytes:
    members = f"<member><name>faultCode</name><value><int>{code}</int></value></member>"
    members += "<member><name>faultString</name><value>no</value></member>"
    return f"<methodResponse><fault><value><struct>{members}</struct></value></fault></methodResponse>".encode()


def test_a_fault_is_read() -> None:
    """Code and words; a senseless code is none."""
    for code, known in (("403", 403), ("-32601", -32601), ("many", 0)):
        assert Fault(known, "no") == read_answer(_fault(code))


def picture() -> tuple[Upload, bytes]:
    data = png(5, 9)
    sha256 = hashlib.sha256(data).hexdigest()
    return Upload(site_id="x", src=PICTURE, state=UploadState.SENDING, at=NOW, sha256=sha256, kind="image/png"), data


def test_of_two_files_with_one_name_the_first_counts(fake: FakeBlog) -> None:
    """A race left them; both have the name as their title."""
    upload, data = picture()
    first, second = (opened(fake).upload(upload, data, "") for _ in range(2))
    assert first.place != second.place
    assert first == opened(fake).find_picture(upload)


def test_who_may_not_upload_may_post_still(fake: FakeBlog) -> None:
    """The picture is refused, and not the post; a wrong password is no answer about a picture."""
    fake.may_upload = False
    client, (upload, data) = opened(fake), picture()
    with pytest.raises(OutcomeUnknown, match="not allowed to upload"):
        client.find_picture(upload)
    with pytest.raises(Rejected, match="not allowed to upload"):
        client.upload(upload, data, "")
    assert client.publish(POST).revision == POST.revision
    with pytest.raises(Rejected, match="check the user name"):
        opened(fake, "wrong horse 1").find_picture(upload)


def test_the_first_picture_is_featured_where_that_is_wanted(fake: FakeBlog) -> None:
    """By its number in the library; a copy without pictures takes an earlier one away, and without the option none is touched."""
    client = opened(fake, featured_image=True)
    there = client.upload(*picture(), "")
    pictured = make_pictured("https://quay.example/1.png", there.number)
    receipt = client.publish(pictured)
    (kept,) = fake.posts.values()
    assert (there.number, True) == (kept["thumbnail"], kept["public"])
    assert receipt == client.update(pictured, receipt), "the same image once more is no error"
    client.update(POST, receipt)
    assert "" == kept["thumbnail"]
    for options in ({}, {"featured_image": True}):
        opened(fake, **options).publish(make_post(f"crabs {len(options)}"))
    assert [None, ""] == [one.get("thumbnail") for one in list(fake.posts.values())[1:]]


def test_an_image_that_left_the_library_takes_no_copy_with_it(fake: FakeBlog) -> None:
    """The site answers 404, which means the image: the copy is made, made public and corrected without it."""
    client, pictured = opened(fake, featured_image=True), make_pictured("https://quay.example/1.png", "77")
    receipt = client.publish(pictured)
    (kept,) = fake.posts.values()
    assert ("", True, pictured.revision) == (kept["thumbnail"], kept["public"], receipt.revision)
    kept["html"] = "old"
    assert pictured.revision == client.update(pictured, receipt).revision
    assert "old" != kept["html"]
    fake.posts.clear()
    with pytest.raises(Gone):
        client.update(pictured, receipt)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Something else</html>",
        _answer("<string>cut")[:-30],
        _answer("&eel;", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY eel SYSTEM "file:///etc/hostname">]>'),
        _answer("<string>" * 150 + "</string>" * 150),
        _answer("<i4/>" * 30_000),
        b"<methodResponse></methodResponse>",
        b"<methodResponse><params></params></methodResponse>",
    ],
)
def test_what_is_no_answer_is_none(body: bytes) -> None:
    """Pages, halves, entities, absurd depths and lengths."""
    assert read_answer(body) is None


@pytest.mark.parametrize(
    ("code", "error"), [(404, Gone), (401, Rejected), (500, Rejected), (405, Rejected), (429, RetryLater), (503, RetryLater)]
)
def test_faults_become_ours(fake: FakeBlog, code: int, error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    """By the codes of HTTP that programs use; a fault says that nothing was done."""
    rpc = opened(fake)._api.rpc()
    whole = rpc.http.tell
    monkeypatch.setattr(rpc.http, "tell", lambda *given, **named: replace(whole(*given, **named), body=_fault(str(code))))
    with pytest.raises(error):
        rpc.tell("metaWeblog.newPost")
