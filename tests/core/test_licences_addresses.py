# ruff: noqa: E501 - a table of addresses is read best several a line
"""All addresses of Creative Commons in all their spellings; and everything that only looks like one, or never was one."""

from itertools import product

import pytest

from syndicator.core.evidence import Channel, Level
from syndicator.core.licences import by_id, by_url
from syndicator.core.licences.editions import was_published
from syndicator.core.licences.table import creative_commons
from syndicator.core.metadata import licence_evidence
from tests.core.cc_addresses import ALL, SPDX, licences, path

HOSTS = (
    "https://{}",
    "http://{}",
    "//{}",
    "{}",
    "https://www.{}",
    "http://WWW.{}",
    "www.{}",
    "HTTPS://{}:443",
    "http://{}:80",
    "  https://{}",
)
DOCUMENTS = (
    "",
    "/",
    "/deed",
    "/legalcode",
    "/deed.de",
    "/deed.pt-br",
    "/legalcode.zh-hans",
    "/deed.en_US",
    "/deed.sr_LATN",
    "/legalcode.txt",
    "/rdf",
    "/deed.de/",
)
TAILS = ("", "?ref=chooser-v1", "#deed", "?a=b&c#d")


def test_there_are_as_many_as_were_published():
    """The rules of publication give each of the 611 addresses once."""
    assert 611 == len(ALL) == len(set(ALL))


@pytest.mark.parametrize("address", ALL)
def test_every_spelling_is_the_same_licence(address):
    """Scheme, host, document, language, case, query and fragment make no difference; the plus sign may be escaped."""
    plain = by_url(f"https://creativecommons.org/{address}/")
    assert plain is not None
    spellings = [host.format("creativecommons.org") + f"/{address}{document}" for host, document in product(HOSTS, DOCUMENTS)]
    spellings += [f"https://creativecommons.org/{address}/{tail}" for tail in TAILS]
    spellings += [f"https://CreativeCommons.org/{address.upper()}/", f"https://creativecommons.org/{address.replace('+', '%2B')}/deed.fr"]
    spellings += [f"https://creativecommons.org/{address.replace('+', '%2b')}"]
    assert {plain} == {by_url(spelling) for spelling in spellings}


@pytest.mark.parametrize(("unit", "version", "port"), licences())
def test_version_port_and_deed_are_kept(unit, version, port):
    """A licence is linked as what it is: same unit, same version, same port."""
    licence = by_url(f"http://creativecommons.org/{path(unit, version, port)}/legalcode")
    assert licence is not None
    assert (version, port, f"https://creativecommons.org/{path(unit, version, port)}/") == (
        licence.version,
        licence.jurisdiction,
        licence.url,
    )
    again = by_id(licence.id)
    assert again is not None
    assert (licence.id, licence.commercial, licence.derivatives, licence.duties) == (
        again.id,
        again.commercial,
        again.derivatives,
        again.duties,
    )


def test_the_ids_are_those_of_spdx():
    """Exactly the licences SPDX lists have a plain id; every other is a LicenseRef."""
    ids = {licence.id for address in ALL if (licence := by_url(f"https://creativecommons.org/{address}/"))}
    assert SPDX == {name for name in ids if not name.startswith("LicenseRef-CC-")}


BASE = "https://creativecommons.org"
NEVER = [
    "by/4.0/de", "by/4.0/igo", "by/9.0", "by/5.0", "by/0.9", "by/3.1", "by/2.1", "by/10.0", "by/4", "by/4.0.1", "by/v4.0", "by/3.0/xx", "by/3.0/uk", "by/3.0/jp",
    "by/3.0/fi", "by/2.5/de", "by/2.0/us", "by/1.0/de", "by/2.1/de", "by/3.0/eu", "by/3.0/scotland", "by/2.5/igo", "by/3.0/England", "by-nc-nd/1.0", "by-nd-nc/3.0",
    "by-nd-nc/4.0", "by-nd-nc/2.0", "by-nd-sa/4.0", "by-sa-nd/4.0", "by-sa-nc/4.0", "nc-by/4.0", "by-nc-nd-sa/4.0", "by-xx/4.0", "bysa/4.0", "nc/4.0", "nd/2.0", "sa/3.0",
    "sa/2.0/us", "nc-sa/1.0/il", "sampling/2.0", "sampling+/1.0/us", "sampling /1.0", "nc-sampling/1.0", "devnations/1.0", "devnations/2.0/us", "zero/1.0", "cc-by/4.0", "cc0/1.0",
    "by/4.0/x/y", "by/4.0/deed.toolonglanguage", "by/4.0/deed.html", "by/4.0/deed/de", "by/4.0.txt", "by/4.0/rdf.txt", "by/4.0//", "by//4.0",
    "by%2F4.0", "by/4.0%00", "by/4.0/%2e%2e/by-nc/4.0", "by/4.0/../by-nc/4.0", "", "by", "by/", "4.0/by", "by-nc/", "by/4.0;x", "by/4.0/dee", "by/ 4.0", "by /4.0", "вy/4.0", "bу/4.0",
]  # fmt: skip


@pytest.mark.parametrize("rest", NEVER)
def test_what_was_never_published_names_nothing(rest):
    """A unit, version, port or document that never was: what its writer meant cannot be told, and unknown never grants."""
    assert by_url(f"{BASE}/licenses/{rest}") is None
    assert by_url(f"{BASE}/licenses/{rest}/") is None


STRANGE = [
    "https://creativecommons.org.evil.example/licenses/by/4.0/", "https://evil.example/creativecommons.org/licenses/by/4.0/", "https://evilcreativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org@evil.example/licenses/by/4.0/", "https://evil.example@creativecommons.org/licenses/by/4.0/", "https://a:b@creativecommons.org/licenses/by/4.0/",
    "https://@creativecommons.org/licenses/by/4.0/", "https://creativecommons.org:pass@evil.example/licenses/by/4.0/", "https://creativecommons.org%40evil.example/licenses/by/4.0/",
    "https://creativecommons.org%2Fevil.example/licenses/by/4.0/", "https://creativecommons%2Eorg/licenses/by/4.0/", "https://creativecommons.org\\.evil.example/licenses/by/4.0/",
    "https:\\\\creativecommons.org\\licenses\\by\\4.0\\", "https://evil.example/?u=https://creativecommons.org/licenses/by/4.0/", "https://evil.example/#https://creativecommons.org/licenses/by/4.0/",
    "https://evil.example//creativecommons.org/licenses/by/4.0/", "///creativecommons.org/licenses/by/4.0/", "/creativecommons.org/licenses/by/4.0/", "./creativecommons.org/licenses/by/4.0/",
    "ftp://creativecommons.org/licenses/by/4.0/", "javascript://creativecommons.org/licenses/by/4.0/", "data:text/html,creativecommons.org/licenses/by/4.0/", "file://creativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org:8080/licenses/by/4.0/", "https://creativecommons.org:99999/licenses/by/4.0/", "https://creativecommons.org:x/licenses/by/4.0/", "https://creativecommons.com/licenses/by/4.0/",
    "https://creativecommons.net/licenses/by/4.0/", "https://creative-commons.org/licenses/by/4.0/", "https://creativecornmons.org/licenses/by/4.0/", "https://creativecommons.org.licenses/by/4.0/",
    "https://search.creativecommons.org/licenses/by/4.0/", "https://www.www.creativecommons.org/licenses/by/4.0/", "https://i.creativecommons.org/l/by/4.0/88x31.png", "https://creativecommons.org./licenses/by/4.0/",
    "https://creаtivecommons.org/licenses/by/4.0/", "https://creativecommons。org/licenses/by/4.0/", "https://ｃreativecommons.org/licenses/by/4.0/", "https://xn--cretivecommons-zxb.org/licenses/by/4.0/",
    "https://creativecommons.org/license/by/4.0/", "https://creativecommons.org/licences/by/4.0/", "https://creativecommons.org/x/licenses/by/4.0/", "https://creativecommons.org/choose/?license=by/4.0",
    "https://creativecommons.org/publicdomain/zero/2.0/", "https://creativecommons.org/publicdomain/zero/1.0/us/", "https://creativecommons.org/publicdomain/by/4.0/", "https://creativecommons.org/publicdomain/",
    "https://creativecommons.org/publicdomain/mark/4.0/", "https://creativecommons.org/licenses/zero/1.0/", "https://creativecommons.org", "https://creativecommons.org/licenses/", "mailto:x@creativecommons.org",
    "creativecommons.org", "creativecommons.org.evil.example/licenses/by/4.0/", "xcreativecommons.org/licenses/by/4.0/", "see creativecommons.org/licenses/by/4.0/", "http://[", "http://[::1]/licenses/by/4.0/", "", "//",
    "https://nationalarchives.gov.uk.evil.example/doc/open-government-licence/version/3/", "https://nationalarchives.gov.uk/doc/open-government-licence/version/4/",
]  # fmt: skip


@pytest.mark.parametrize("address", STRANGE)
def test_what_only_looks_like_it_names_nothing(address):
    """Other hosts, users and ports in the address, look-alike letters, other folders."""
    assert by_url(address) is None
    assert licence_evidence(address, "x", Channel.PAGE, Level.ARTICLE) is None


@pytest.mark.parametrize(("version", "port", "expected"), [("4.0", "fr", "CC-BY-4.0"), ("3.0", "xx", "CC-BY-3.0"), ("3.0", "nz", "LicenseRef-CC-BY-3.0-NZ"), ("", "", "LicenseRef-CC-BY-unversioned")])  # fmt: skip
def test_words_about_a_place_make_no_other_licence(version, port, expected):
    """In prose a port that never was is passed over; in an address it is refused (above)."""
    licence = creative_commons("by", version, port)
    assert licence is not None
    assert expected == licence.id


def test_no_licence_without_an_edition():
    """What no edition has is no licence either, whatever asks for it."""
    assert [None, None, None] == [creative_commons("nc", "4.0"), creative_commons("by", "2.1"), creative_commons("by-nd-sa", "")]
    assert not was_published("sampling", "", "tw")
