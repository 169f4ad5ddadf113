"""Pictures at sites, in an SQLite file; each method is one transaction."""

from collections.abc import Collection

from sqlalchemy import insert, select, update

from syndicator.core.post import Post
from syndicator.ports import PictureStore, Upload, UploadState
from syndicator.stores import ledger, plain, recording
from syndicator.stores.database import Database
from syndicator.stores.schema import cases
from syndicator.stores.schema import uploads as table


class SqlPictures(PictureStore):
    """What became of pictures."""

    _database: Database

    def uploads(self, site_id: str, sources: Collection[str]) -> dict[str, Upload]:
        """What is known of these pictures at a site."""
        wanted = [plain.fingerprint(src) for src in sources]
        query = select(table.c.upload).where(table.c.site_id == site_id, table.c.source.in_(wanted))
        with self._database.reading() as connection:
            found = [plain.loads(Upload, text) for text in connection.execute(query).scalars()]
        return {upload.src: upload for upload in found}

    def uploaded(self, site_id: str, sha256: str) -> Upload | None:
        """The same picture at this site, where it is there."""
        there = (table.c.site_id == site_id, table.c.sha256 == sha256, table.c.state == UploadState.THERE.value)
        with self._database.reading() as connection:
            found = connection.execute(select(table.c.upload).where(*there).limit(1)).scalar_one_or_none()
        return plain.loads(Upload, found) if found is not None else None

    def record_upload(self, upload: Upload, post: Post, data: bytes | None = None) -> None:
        """Keep what became of a picture; one that cannot be had makes the case new again."""
        said = {"state": upload.state.value, "sha256": upload.sha256, "upload": plain.dumps(Upload, upload)}
        place = {"site_id": upload.site_id, "source": plain.fingerprint(upload.src)}
        with self._database.writing() as connection:
            here = (table.c.site_id == place["site_id"], table.c.source == place["source"])
            if not connection.execute(update(table).where(*here).values(said)).rowcount:
                connection.execute(insert(table).values(**place, **said))
            if upload.state is UploadState.UNHAD:
                mine = (cases.c.article_key == post.article_key, cases.c.site_id == post.site_id)
                connection.execute(update(cases).where(*mine).values(state="new", since=upload.at, next_at=None))
            ledger.append(connection, recording.picture(post, upload, data))
