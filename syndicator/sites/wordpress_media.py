"""Pictures in the media library of a WordPress: under a slug of what they are, so that the library can be asked for them."""

from collections.abc import Mapping
from dataclasses import replace

from syndicator.errors import OutcomeUnknown
from syndicator.ports import Upload
from syndicator.sites.answers import Answer
from syndicator.sites.client import Body
from syndicator.sites.json_api import dig, text_of
from syndicator.sites.wordpress_api import WordPressApi
from syndicator.sites.wordpress_text import as_words

_FIELDS = "id,slug,source_url"


class Media:
    """The media library: `find` by slug, `add` once."""

    def __init__(self, api: WordPressApi) -> None:
        self._api = api

    def find(self, upload: Upload) -> Upload | None:
        """The picture if the library has it, the oldest where a race left two."""
        wanted = {"slug": _slug(upload), "orderby": "id", "order": "asc", "context": "edit", "_fields": _FIELDS}
        found = self._api.read("media", wanted)
        return next((there for item in found if (there := _there(item, upload)) is not None), None) if isinstance(found, list) else None

    def add(self, upload: Upload, data: bytes, alt: str) -> Upload:
        """Upload it, its alternative text with it; raises Rejected where the site takes none of its kind or size."""
        # With a raw body WordPress takes the other fields from the query.
        fields = {"slug": _slug(upload), "title": upload.name, "alt_text": as_words(alt), "_fields": _FIELDS}
        answer = self._api.accept(self._send(upload, data, fields), wrote=True)
        there = _there(answer.json(), upload)
        if there is None:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the picture")
        return there

    def _send(self, upload: Upload, data: bytes, fields: Mapping[str, str]) -> Answer:
        address, query = self._api.at("media", fields)
        named = {"Content-Disposition": f'attachment; filename="{upload.name}"'}
        return self._api.http.tell("POST", address, query, Body(data, upload.kind), headers=named)


def _slug(upload: Upload) -> str:
    return f"picture-{upload.sha256[:32]}"


def _there(item: object, upload: Upload) -> Upload | None:
    number, place = dig(item, "id"), text_of(item, "source_url")
    if not isinstance(number, int) or isinstance(number, bool) or not place.startswith(("http://", "https://")):
        return None
    return replace(upload, place=place, number=str(number))
