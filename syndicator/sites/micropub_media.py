"""Pictures at a Micropub site: its media endpoint takes a file and says where it is (W3C Micropub §3.6).

The Recommendation has no way of asking for a file. Where the endpoint lists what it holds (`q=source`, an extension), one that
kept its name is found; one that is not listed may be there all the same, under a name of the server's own.
"""

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from syndicator.core.article import is_hyperlink
from syndicator.errors import OutcomeUnknown
from syndicator.ports import Upload
from syndicator.sites.json_api import dig, text_of, was_read
from syndicator.sites.micropub_api import MicropubApi, NoMedia
from syndicator.sites.multipart import with_file

_NEWEST = "100"
_MUTE = (400, 403, 404, 405, 501)  # of those who list nothing, or not to this token; a wrong one is 401


class Media:
    """The media endpoint: `find` what kept its name, `add` once."""

    def __init__(self, api: MicropubApi) -> None:
        self._api = api

    def find(self, upload: Upload) -> Upload:
        """The picture if the endpoint lists it under its name; raises OutcomeUnknown where it does not, which says nothing."""
        try:
            address, http = self._api.media()
        except NoMedia as error:
            raise OutcomeUnknown(str(error)) from error
        answer = http.ask(address, {"q": "source", "limit": _NEWEST})
        items: object = None
        if answer.status not in _MUTE and "insufficient_scope" not in answer.words:
            items = dig(was_read(http, self._api.accepted(answer, wrote=False)), "items")
        for place in map(_place, items if isinstance(items, list) else []):
            if urlsplit(place).path.rpartition("/")[2] == upload.name and is_hyperlink(place):
                return replace(upload, place=place, number=place)
        raise OutcomeUnknown(f"{answer.asked} cannot be asked for a picture")

    def add(self, upload: Upload, data: bytes) -> Upload:
        """Upload it (§3.6.3); raises Rejected where the site takes none, or the token may not."""
        address, http = self._api.media()
        answer = self._api.accepted(http.tell("POST", address, payload=with_file(data, upload.kind, upload.name)))
        place = urljoin(address, answer.headers.get("location", ""))
        if "location" not in answer.headers or not is_hyperlink(place):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} without the address of the picture")
        return replace(upload, place=place, number=place)


def _place(item: object) -> str:
    """The address of a listed file: servers tell it as a property of microformats, or plainly."""
    listed = dig(item, "properties", "url")
    return str(listed[0]) if isinstance(listed, list) and listed else text_of(item, "url")
