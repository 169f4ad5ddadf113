"""Pictures at a Ghost: it lists none, but keeps each under its file name in a folder of the month, where it can be asked for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from syndicator.errors import OutcomeUnknown
from syndicator.ports import Upload
from syndicator.sites.ghost_api import GhostApi
from syndicator.sites.json_api import dig, text_of
from syndicator.sites.multipart import with_file

_DAY = timedelta(days=1)  # a server's clock may stand in another month


class Images:
    """Pictures by the name of what they are."""

    def __init__(self, api: GhostApi) -> None:
        self._api = api

    def find(self, upload: Upload, now: datetime) -> Upload | None:
        """The picture if it is where Ghost would have put it, from the month of the intent to that of now."""
        for folder in _months(upload.at, now):
            place = f"{self._api.site}content/images/{folder}/{upload.name}"
            answer = self._api.http.ask(place, method="HEAD", anonymous=True)
            if answer.status == 200 and answer.headers.get("content-type", "").startswith("image/"):
                return replace(upload, place=place, number=place)
            if answer.status not in (200, 301, 302, 404, 410):
                self._api.http.accept(answer, wrote=False)
        return None

    def add(self, upload: Upload, data: bytes) -> Upload:
        """Upload it; raises Rejected where Ghost does not take it."""
        answer = self._api.send(
            "images/upload/", with_file(data, upload.kind, upload.name, {"purpose": "image", "ref": upload.sha256[:32]})
        )
        listed = dig(answer.json(), "images")
        place = text_of(listed[0], "url") if isinstance(listed, list) and listed else ""
        if not place.startswith(("http://", "https://")):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the picture")
        return replace(upload, place=place, number=place)


def _months(start: datetime, end: datetime) -> Iterator[str]:
    """The folders `YYYY/MM` of every month between two times, and of the days around them."""
    day, seen = start - _DAY, set[str]()
    while day <= end + _DAY:
        if (folder := f"{day:%Y/%m}") not in seen:
            seen.add(folder)
            yield folder
        day += _DAY
