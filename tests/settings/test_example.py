"""The shipped settings file shows every setting with its comment and its default, and the schema beside it is the models' own."""

import json
import re
import tomllib
from datetime import date

import jsonschema
import pytest
from pydantic import BaseModel

from syndicator.errors import SettingsError
from syndicator.settings import EXAMPLE_CONTACT, json_schema, load, read
from syndicator.settings.document import AgreementTable, Document, RouteTable, SiteTable, SourceTable
from syndicator.shipped import shipped
from syndicator.sites import kinds

FILE = shipped("config") / "syndicator.toml"
TABLES = {"source": SourceTable, "site": SiteTable, "route": RouteTable, "agreement": AgreementTable}


def switched_on(text: str) -> str:
    """The text with every setting that is switched off switched on."""
    return re.sub(r"(?m)^#(?=[a-z\[])", "", text).replace(EXAMPLE_CONTACT, "desk@quay.test")


def sections(text: str) -> dict[str, str]:
    """Name of a table → its text; the keys before the first header stand under an empty name."""
    parts = re.split(r"(?m)^#?\[+([a-z]+)\]+\n", text)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def keys() -> list[tuple[str, str]]:
    """Every (table, key) of the models."""
    found = []
    for name, info in Document.model_fields.items():
        model = TABLES.get(name) or info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            found += [(name, inner.alias or key) for key, inner in model.model_fields.items()]
        else:
            found.append(("", name))
    return found


@pytest.mark.parametrize(("table", "key"), keys())
def test_every_setting_is_shown_under_its_comment(table, key):
    """A setting without a line in the file would be found by nobody."""
    lines = sections(FILE.read_text("utf-8"))[table].splitlines()
    at = next((n for n, line in enumerate(lines) if re.match(rf"#?{key} = ", line)), None)
    assert at is not None, f"{table}.{key} is not in {FILE.name}"
    assert at > 0
    assert lines[at - 1].startswith("# "), f"{table}.{key} has no comment above it"


def test_the_file_switched_on_loads(tmp_path):
    """Each example is valid, alone and together."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "policies").mkdir()
    text = switched_on(FILE.read_text("utf-8")).replace("/run/secrets/sentry_dsn", "dsn").replace("/run/secrets/mail_password", "dsn")
    (tmp_path / "syndicator.toml").write_text(text)
    (tmp_path / "dsn").write_text("https://key@sentry.test/1")
    (tmp_path / "dsn").chmod(0o600)
    loaded = read(
        tmp_path / "syndicator.toml", {"COMMONS_PASSWORD": "x", "HARBOUR_NEWS_PASSWORD": "x", "SYNDICATOR_NOTIFY_URL": "json://x"}
    )
    assert ("harbour-news", "commons", "everything", "Harbour News") == (
        loaded.settings.sources[0].id,
        loaded.settings.sites[0].facts.id,
        loaded.settings.routes[0].id,
        loaded.settings.agreements[0].publisher,
    )
    assert () == loaded.warnings


@pytest.mark.parametrize("table", ["fetch", "daemon", "log", "sentry", "mail", "notify", "source", "site", "route"])
def test_a_default_that_is_shown_is_the_default(table):
    """What is switched off shows what holds without it; examples stand only where nothing holds."""
    shown = tomllib.loads(switched_on(sections(FILE.read_text("utf-8"))[table]))
    model = TABLES.get(table) or Document.model_fields[table].annotation
    assert isinstance(model, type)
    schema = json_schema()["$defs"][model.__name__]["properties"]
    different = {key: value for key, value in shown.items() if "default" in schema[key] and schema[key]["default"] != value}
    assert {} == different


def test_the_file_as_shipped_lacks_only_a_contact():
    """One line stands between `init` and `run`: who answers for what is fetched."""
    with pytest.raises(SettingsError) as told:
        load(FILE, {})
    assert 1 == len(told.value.problems)
    assert "fetch.contact: still the example" in told.value.problems[0]


def test_the_shipped_schema_is_the_models_own():
    """Made by `syndicator config schema`; a change of the models makes it again."""
    assert json_schema() == json.loads((FILE.parent / "syndicator.schema.json").read_text("utf-8"))
    assert FILE.read_text("utf-8").startswith("#:schema ./syndicator.schema.json\n")


def test_the_file_switched_on_fits_its_schema():
    """Editors and the loader agree."""
    document = tomllib.loads(switched_on(FILE.read_text("utf-8")))
    plain = json.loads(json.dumps(document, default=lambda value: value.isoformat() if isinstance(value, date) else None))
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(plain, json_schema())


@pytest.mark.parametrize("terms", ["find", "https://quay.test/terms", ["https://quay.test/a", "https://quay.test/b"]])
def test_the_schema_knows_every_spelling_of_terms(terms):
    """One page, several, or none that is named."""
    source = {"id": "quay", "feed": "https://quay.test/feed.xml", "publisher": "Quay Weekly", "terms": terms}
    jsonschema.validate({"fetch": {"contact": "x@y.z"}, "source": [source]}, json_schema())


@pytest.mark.parametrize(
    ("table", "wrong"), [("fetch", {"contct": "x"}), ("fetch", {"contact": "x@y.z", "timeout": "soon"}), ("source", [{}])]
)
def test_the_schema_refuses_what_the_loader_refuses(table, wrong):
    """A schema that took anything would help nobody."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"fetch": {"contact": "x@y.z"}, table: wrong}, json_schema())


def test_the_kinds_of_sites_are_all_named():
    """A kind that is not named there is not found by whoever reads that file alone."""
    said = next(part for part in sections(FILE.read_text("utf-8"))["site"].split("#kind") if "What runs there" in part)
    assert [] == [kind for kind in kinds() if not re.search(rf"\b{kind}\b", said)]
