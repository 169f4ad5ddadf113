"""Pictures at sites, in memory."""

from collections.abc import Collection
from dataclasses import replace

from syndicator.core.post import Post
from syndicator.ports import PictureStore, Upload, UploadState
from syndicator.stores import recording
from syndicator.stores.memory_ledger import MemoryLedger


class MemoryPictures(MemoryLedger, PictureStore):
    """What became of pictures, over shelves."""

    def uploads(self, site_id: str, sources: Collection[str]) -> dict[str, Upload]:
        """What is known of these pictures at a site."""
        with self._shelves.lock:
            return {src: known for src in sources if (known := self._shelves.uploads.get((site_id, src))) is not None}

    def uploaded(self, site_id: str, sha256: str) -> Upload | None:
        """The same picture at this site, where it is there."""
        with self._shelves.lock:
            here = (one for (site, _), one in self._shelves.uploads.items() if site == site_id)
            return next((one for one in here if one.sha256 == sha256 and one.state is UploadState.THERE), None)

    def record_upload(self, upload: Upload, post: Post, data: bytes | None = None) -> None:
        """Keep what became of a picture; one that cannot be had makes the case new again."""
        with self._shelves.lock:
            self._shelves.uploads[upload.site_id, upload.src] = upload
            if upload.state is UploadState.UNHAD:
                place = (post.article_key, post.site_id)
                self._shelves.cases[place] = replace(self._shelves.case(place), state="new", since=upload.at, next_at=None)
            self.record(recording.picture(post, upload, data))
