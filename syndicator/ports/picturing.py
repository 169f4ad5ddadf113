"""Ports of pictures: fetching one, giving it to a site, and what rests of that."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from syndicator.core.post import Post


class UploadState(StrEnum):
    """Where a picture is on its way to a site."""

    DUE = "due"  # fetched, and surely not there: the site took nothing yet
    SENDING = "sending"  # it may be there: the site is asked before it is sent again
    THERE = "there"
    UNHAD = "unhad"  # it cannot be fetched, or the site does not take it: copies there go without it


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A picture of an original at one site: uploaded once by what it is (`sha256`), whatever its addresses.

    `kind` is its media type, `place` its address at the site, `number` the site's id of it; `at` when it came to this state.
    """

    site_id: str
    src: str
    state: UploadState
    at: datetime
    sha256: str = ""
    kind: str = ""
    place: str = ""
    number: str = ""
    why: str = ""

    @property
    def name(self) -> str:
        """The file name it is given, which says nothing but what it is: a site is asked for it by this."""
        return f"{self.sha256[:32]}.{self.kind.partition('/')[2].replace('jpeg', 'jpg')}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A picture as it came: its bytes, and what their beginning says that they are."""

    data: bytes = field(repr=False)
    kind: str


class PictureReader(Protocol):
    """Fetches a picture without credentials; raises RetryLater, Rejected or Gone. No SVG: that is a program."""

    def picture(self, url: str) -> Fetched: ...


@runtime_checkable
class Hosting(Protocol):
    """A site that takes pictures. Raises as `publish` does; `found` and `taken` are the upload with its `place` and `number`."""

    def find_picture(self, upload: Upload) -> Upload | None:
        """The picture if it is there: asked by its name. Raises OutcomeUnknown where the site cannot tell: it is sent once at most."""

    def upload(self, upload: Upload, data: bytes, alt: str) -> Upload: ...


class PictureStore(Protocol):
    """What rests of pictures; every method is one transaction."""

    def uploads(self, site_id: str, sources: Collection[str]) -> dict[str, Upload]:
        """What is known of these pictures at a site, by their addresses with the original."""

    def uploaded(self, site_id: str, sha256: str) -> Upload | None:
        """The same picture at this site, under whatever address it came, where it is there."""

    def record_upload(self, upload: Upload, post: "Post", data: bytes | None = None) -> None:
        """Keep what became of a picture of a post, with its entry in the ledger; `data` are its bytes, kept under their hash.

        One that cannot be had makes the case new again: the draft shows, and says, that it is left out.
        """
