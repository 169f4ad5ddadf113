"""Pictures at a Drupal: uploaded through an image field of the content type, whose settings say what it takes.

Drupal deletes a file after some hours that nothing uses. What a text shows it keeps where the image names the file's UUID (the
core's module Text Editor), so every image of ours does.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from urllib.parse import urljoin

from syndicator.core.article import is_hyperlink
from syndicator.core.pictures import Picture
from syndicator.errors import OutcomeUnknown, Rejected
from syndicator.ports import Upload
from syndicator.sites.drupal_api import DrupalApi
from syndicator.sites.json_api import dig, text_of, was_read

_MUTE = (403, 404, 405)  # of a site that lists its files to nobody, or not to this user


class Files:
    """Files of one image field (its machine name): `find` by name, `add` once."""

    def __init__(self, api: DrupalApi, field: str) -> None:
        self._api = api
        self._field = field

    def find(self, upload: Upload) -> Upload | None:
        """The picture, the oldest where a race left two; raises OutcomeUnknown where the site does not list all of its files."""
        answer = self._api.files(upload.name)
        if answer.status in _MUTE:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status}: it lists no files")
        told = was_read(self._api.http, self._api.accepted(answer, wrote=False))
        listed = dig(told, "data")
        there = (self._there(one, upload) for one in (listed if isinstance(listed, list) else []))
        found = next((one for one in there if one is not None), None)
        if found is None and (not isinstance(listed, list) or dig(told, "meta", "omitted") is not None):
            raise OutcomeUnknown(f"{answer.asked} does not list every file")
        return found

    def add(self, upload: Upload, data: bytes) -> Upload:
        """Upload it; raises Rejected where the field does not take it."""
        answer = self._api.add_file(self._field, upload.name, data)
        if answer.status in (404, 410):
            raise Rejected(
                f"{answer.asked} answered {answer.status}: {answer.words}", "set the option “image” to an image field of the type"
            )
        there = self._there(dig(self._api.accepted(answer, wrote=True).json(), "data"), upload)
        if there is None:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the picture")
        return there

    def featured(self, pictures: Iterable[Picture]) -> dict[str, object]:
        """The relationship that makes the first picture the value of the field; none takes an earlier one away."""
        first = next((picture for picture in pictures if picture.number), None)
        value = {"type": "file--file", "id": first.number, "meta": {"alt": first.alt[:512]}} if first else None
        return {self._field: {"data": value}}

    def _there(self, told: object, upload: Upload) -> Upload | None:
        place, number = text_of(told, "attributes", "uri", "url"), text_of(told, "id")
        place = urljoin(self._api.http.base, place) if place else ""
        return replace(upload, place=place, number=number) if number and is_hyperlink(place) else None


def used(html: str, pictures: Iterable[Picture]) -> str:
    """A text whose images name the files that they show."""
    for picture in pictures:
        if picture.place and picture.number:
            shows = re.compile(rf'<img (?=[^<>]*\bsrc="{re.escape(escape(picture.place))}")')
            pieces = shows.split(html)
            html = f'<img data-entity-type="file" data-entity-uuid="{escape(picture.number)}" '.join(pieces)
    return html
