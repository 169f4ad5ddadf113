# ruff: noqa: E501 - a table of cases is read best a case a line
"""Licences: the whole grammar of Creative Commons addresses, names in prose, and look-alikes that must be refused."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.licences import Licence, by_id, by_url, named
from syndicator.core.uses import Commercial, Derivatives

# Which units exist in which version, and which ports (Creative Commons, “List of licences”, and cc.licenserdf).
UNITS = ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")
PORTS = {
    "1.0": "fi il nl",
    "2.0": "at au be br ca cl de es fr hr it jp kr nl pl tw uk za",
    "2.1": "au es jp",
    "2.5": "ar au bg br ca ch cn co dk es hr hu il in it mk mt mx my nl pe pl pt scotland se si tw za",
    "3.0": "at au br ch cl cn cr cz de ec ee eg es fr gr gt hk hr ie igo it lu nl no nz ph pl pr pt ro rs sg th tw ug us ve vn za",
    "4.0": "",
}
TABLE = [
    (unit.replace("by-nc-nd", "by-nd-nc") if version == "1.0" else unit, version, port)
    for unit, version in product(UNITS, PORTS)
    for port in ("", *PORTS[version].split())
    if port or version != "2.1"
]
SPELLINGS = ("https://{}", "http://{}", "//{}", "https://www.{}", "http://WWW.{}")
HOST = "creativecommons.org/licenses/"
DOCUMENTS = ("", "/", "/deed", "/legalcode", "/deed.de", "/deed.pt-br", "/legalcode.zh-hans", "/deed.en_US", "/legalcode.txt", "/rdf")


@pytest.mark.parametrize(("unit", "version", "port"), TABLE)
def test_every_address_of_the_table_is_read(unit, version, port):
    """Each licence is found from every document and spelling of its address, and its deed is the same unit, version and port."""
    path = "/".join(filter(None, (unit, version, port)))
    found = {by_url(spelling.format(HOST + path + document)) for spelling, document in product(SPELLINGS, DOCUMENTS)}
    assert len(found) == 1
    licence = found.pop()
    assert isinstance(licence, Licence)
    assert f"https://{HOST}{path}/" == licence.url
    assert licence == by_url(licence.url + "?ref=chooser-v1#x")
    assert licence == by_id(licence.id)
    assert licence.republish
    assert ("nc" in unit.split("-")) == (licence.commercial is Commercial.FORBIDDEN)
    assert ("nd" in unit.split("-")) == (licence.derivatives is Derivatives.FORBIDDEN)
    assert ("title" in licence.duties) == (version != "4.0")


@pytest.mark.parametrize(
    ("path", "spdx"),
    [
        ("licenses/by/4.0/", "CC-BY-4.0"), ("licenses/by/3.0/us/", "CC-BY-3.0-US"), ("licenses/by/3.0/nz/", "LicenseRef-CC-BY-3.0-NZ"),
        ("licenses/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0"), ("licenses/by-sa/2.1/jp/", "CC-BY-SA-2.1-JP"), ("licenses/by/2.1/jp/", "LicenseRef-CC-BY-2.1-JP"),
        ("licenses/sa/1.0/", "CC-SA-1.0"), ("licenses/nd-nc/1.0/", "LicenseRef-CC-ND-NC-1.0"), ("publicdomain/zero/1.0/", "CC0-1.0"),
        ("publicdomain/mark/1.0/deed.fr", "CC-PDM-1.0"), ("licenses/publicdomain/", "CC-PDDC"), ("licenses/by/2.5/scotland/", "LicenseRef-CC-BY-2.5-SCOTLAND"),
    ],
)  # fmt: skip
def test_spdx_ids(path, spdx):
    """The id is SPDX's where SPDX has one, else a LicenseRef of the same form."""
    licence = by_url(f"https://creativecommons.org/{path}")
    assert licence is not None
    assert spdx == licence.id
    assert licence == by_id(spdx.lower())


@pytest.mark.parametrize("unit", ["sampling", "sampling%2B", "sampling+", "nc-sampling+"])
def test_sampling_licences_do_not_let_a_work_be_shared_whole(unit):
    """Retired sampling licences are known, and grant no reposting."""
    licence = by_url(f"https://creativecommons.org/licenses/{unit}/1.0/")
    assert licence is not None
    assert not licence.republish
    assert licence == by_id(licence.id)


def test_developing_nations_licence_grants_no_reposting():
    """A licence for some countries only is none for a site the whole world reads."""
    licence = by_url("https://creativecommons.org/licenses/devnations/2.0/")
    assert licence is not None
    assert not licence.republish


def test_open_government_licence():
    """The Open Government Licence 3.0 is known by its address and id."""
    licence = by_url("http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")
    assert licence is not None
    assert licence == by_id("OGL-UK-3.0")
    assert "licence_notice" in licence.duties


@pytest.mark.parametrize(
    "url",
    [
        "https://creativecommons.org.evil.example/licenses/by/4.0/", "https://evil.example/creativecommons.org/licenses/by/4.0/",
        "https://evilcreativecommons.org/licenses/by/4.0/", "https://creativecommons.org@evil.example/licenses/by/4.0/",
        "https://evil.example/?u=https://creativecommons.org/licenses/by/4.0/", "ftp://creativecommons.org/licenses/by/4.0/",
        "javascript://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org:8080/licenses/by/4.0/",
        "https://creativecommons.org/licenses/by/5.0/", "https://creativecommons.org/licenses/by-xx/4.0/", "https://creativecommons.org/licenses/by/4.0/x/y",
        "https://creativecommons.org/licenses/by-nd-sa/4.0/", "https://creativecommons.org/licenses/", "https://creativecommons.org/", "", "CC BY 4.0",
        "https://user@creativecommons.org/licenses/by/4.0/", "https://creativecommons.org\\.evil.example/licenses/by/4.0/", "http://[", "https://search.creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/publicdomain/zero/2.0/", "https://nationalarchives.gov.uk.evil.example/doc/open-government-licence/version/3/",
    ],
)  # fmt: skip
def test_look_alikes_are_refused(url):
    """An address that only looks like a licence's names none."""
    assert by_url(url) is None


@given(st.text(max_size=80))
def test_any_address_can_be_asked(url):
    """No text breaks the reading of addresses, ids and names."""
    by_url(url)
    by_url(f"https://creativecommons.org/{url}")
    by_id(url)
    for licence, start, end in named(url):
        assert url[start:end]
        assert licence == by_id(licence.id)


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("Creative Commons Attribution-NoDerivatives 4.0 International License", "CC-BY-ND-4.0"), ("CC BY-ND 4.0", "CC-BY-ND-4.0"), ("CC-BY-ND v4.0", "CC-BY-ND-4.0"),
        ("CC-BY", "LicenseRef-CC-BY-unversioned"), ("cc-by-sa", "LicenseRef-CC-BY-SA-unversioned"), ("CC BY NC ND", "LicenseRef-CC-BY-NC-ND-unversioned"),
        ("Creative Commons — Attribution/No derivatives license", "LicenseRef-CC-BY-ND-unversioned"), ("CC By Nc Nd", "LicenseRef-CC-BY-NC-ND-unversioned"),
        ("BY-NC-ND 3.0 US Creative Commons license", "LicenseRef-CC-BY-NC-ND-3.0-US"), ("Creative Commons 2.0 Attribution licence", "CC-BY-2.0"),
        ("Creative Commons Attribution-ShareAlike 3.0 Germany License", "CC-BY-SA-3.0-DE"), ("CC BY 4.0 FR", "CC-BY-4.0"), ("CC0", "CC0-1.0"),
        ("Creative Commons Attribution Non-Commercial No Derivs 2.0 England & Wales", "LicenseRef-CC-BY-NC-ND-2.0-UK"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"), ("Attribution-NonCommercial 4.0 International", "CC-BY-NC-4.0"),
        ("Licencia Creative Commons Atribución-CompartirIgual 4.0 Internacional", "CC-BY-SA-4.0"),
    ],
)  # fmt: skip
def test_names_in_prose(text, spdx):
    """A name is read with its elements, version and port, and its offsets cover it."""
    sentence = f"It is under the {text}, as you see."
    found = named(sentence)
    assert [spdx] == [licence.id for licence, _, _ in found]
    _, start, end = found[0]
    assert text.split()[-1] in sentence[start:end]
    assert sentence[start:end] in text


@pytest.mark.parametrize(
    "text",
    ["Creative Commons by Jane Reed", "a photo, CC by Jane", "Creative Commons", "attribution", "BY-NC", "licensed to us by attribution", "SA and ND",
     "CC BY-ND-SA 4.0", "commercial use", "the CC meeting", "by 4.0 percent", "Creative Commons ShareAlike"],
)  # fmt: skip
def test_what_names_no_licence(text):
    """Words that only sound like a licence, and elements that exclude each other, name none."""
    assert [] == named(text)


@pytest.mark.parametrize(("text", "spdx"), [("No CC BY 4.0", "CC-BY-4.0"), ("CC BY 3.0: NO", "CC-BY-3.0"), ("CC BY 3.0: No", "CC-BY-3.0")])
def test_a_no_beside_a_name_is_no_port(text, spdx):
    """“No CC BY 4.0” refuses; Norway's port follows the version: “CC BY 3.0 NO”."""
    ((licence, start, end),) = named(text)
    assert (spdx, spdx.replace("-", " ")) == (licence.id, text[start:end])
    assert "LicenseRef-CC-BY-3.0-NO" == named("CC BY 3.0 NO")[0][0].id


def test_nothing_is_an_element_by_substring():
    """“BY-NC” inside “BY-NC-ND” is not a second licence."""
    assert ["CC-BY-NC-ND-4.0"] == [licence.id for licence, _, _ in named("CC BY-NC-ND 4.0")]
