"""The JSON Schema editors use, made from the same models that load the file."""

from datetime import timedelta
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from syndicator.core.places import FirstPoll
from syndicator.settings.document import Document
from syndicator.settings.values import spelled


class _AsWritten(GenerateJsonSchema):
    """Defaults as the file would spell them."""

    def encode_default(self, dft: Any) -> Any:  # noqa: ANN401  # pydantic's own signature
        if isinstance(dft, timedelta):
            return spelled(dft)
        if isinstance(dft, tuple) and dft and isinstance(dft[0], FirstPoll):
            return str(dft[0])
        return super().encode_default(dft)


def json_schema() -> dict[str, Any]:
    """The schema of a settings file (JSON Schema 2020-12)."""
    made = Document.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    definitions = {name: _table(table) for name, table in made.pop("$defs").items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_table(made),
        "title": "Settings of syndicator",
        "$defs": definitions,
    }


def _table(table: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in table.items() if key != "title"}
    if "properties" in kept:
        kept["properties"] = {name: _property(value) for name, value in kept["properties"].items()}
    return kept


def _property(schema: dict[str, Any]) -> dict[str, Any]:
    """Without titles that repeat the key, empty defaults, and null: TOML has none, a key is left out instead."""
    kept = {key: value for key, value in schema.items() if key != "title"}
    if kept.get("default") in ([], {}) or "$ref" in kept:
        kept.pop("default", None)
    if {"type": "null"} in kept.get("anyOf", []):
        choices = [choice for choice in kept["anyOf"] if choice != {"type": "null"}]
        kept = {key: value for key, value in kept.items() if key not in ("anyOf", "default")}
        kept |= choices[0] if len(choices) == 1 else {"anyOf": choices}
    return kept
