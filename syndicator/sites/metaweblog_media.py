"""Pictures over XML-RPC: `metaWeblog.newMediaObject` takes a file; only WordPress has a method that lists them."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from syndicator.core.article import is_hyperlink
from syndicator.errors import OutcomeUnknown
from syndicator.ports import Upload
from syndicator.sites.metaweblog_api import MetaWeblog
from syndicator.sites.xml_rpc import NO_SUCH_METHOD, NOT_ALLOWED, Refused


class Media:
    """The files of a blog: `find` by name among the newest, `add` once."""

    def __init__(self, api: MetaWeblog) -> None:
        self._api = api

    def find(self, upload: Upload) -> Upload | None:
        """The picture, the oldest where a race left two; raises OutcomeUnknown where the blog lists no files, or not to this user."""
        try:
            listed = self._api.files()
        except Refused as error:
            if error.code not in (NO_SUCH_METHOD, NOT_ALLOWED):
                raise
            raise OutcomeUnknown(str(error)) from error
        ours = [one for one in listed if one.get("title") == upload.name or _name(one.get("link")) == upload.name]
        return _there(ours[-1], "link", upload) if ours else None

    def add(self, upload: Upload, data: bytes) -> Upload:
        """Upload it; raises Rejected where the blog takes none of its kind, or not from this user."""
        there = _there(self._api.add_file(upload.name, upload.kind, data), "url", upload)
        if there is None:
            raise OutcomeUnknown(f"{self._api.http.base}: metaWeblog.newMediaObject answered with something that is not the picture")
        return there


def _there(told: Mapping[str, object], address: str, upload: Upload) -> Upload | None:
    place, number = told.get(address), told.get("attachment_id") or told.get("id")
    if not isinstance(place, str) or not is_hyperlink(place):
        return None
    return replace(upload, place=place, number=number if isinstance(number, str) else place)


def _name(link: object) -> str:
    return urlsplit(link).path.rpartition("/")[2] if isinstance(link, str) else ""
