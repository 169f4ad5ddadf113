"""Pictures before their post: fetched, kept by what they are, and given to the site, each once.

An answer that was lost is asked for. Of a site that cannot be asked for pictures, copies go without one whose answer was lost.
"""

import hashlib
from dataclasses import replace

from syndicator.core.article import Article
from syndicator.core.markup import read
from syndicator.core.pictures import Picture
from syndicator.core.places import Site
from syndicator.core.post import Post, at_their_place
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater
from syndicator.pipeline.world import World
from syndicator.ports import Claim, Hosting, StoredPost, Upload, UploadState

_PATIENT = 3  # tries of the post; then it goes without a picture that is not to be had


class _Unhad(Exception):
    """A picture cannot be had."""


def unhad(world: World, article: Article, site: Site) -> frozenset[str]:
    """The addresses of an article's images that copies at a site go without, because they were not to be had."""
    sources = [image.src for image in read(article.html).images]
    known = world.store.uploads(site.id, sources) if sources else {}
    return frozenset(src for src, upload in known.items() if upload.state is UploadState.UNHAD)


class NotYet(RetryLater):
    """A picture is not to be had now, or the post must do without it: no trouble of the site."""


def with_places(world: World, client: object, claim: Claim) -> Claim:
    """The claim with a post whose pictures are at the site; raises NotYet where one is not, or the post must do without it.

    Whatever the site's own calls raise is raised: it leaves the post as such an error of its own would.
    """
    post = claim.stored.post
    if not post.pictures or not isinstance(client, Hosting):
        return claim
    known = world.store.uploads(post.site_id, [picture.src for picture in post.pictures])
    places: dict[str, tuple[str, str]] = {}
    for picture in post.pictures:
        try:
            there = _there(world, client, claim.stored, picture, known.get(picture.src))
        except _Unhad as error:
            _left_out(world, post, picture, known.get(picture.src), str(error))
            raise NotYet(f"it goes without a picture: {error}", world.clock()) from None
        places[picture.src] = (there.place, there.number)
    return replace(claim, stored=replace(claim.stored, post=at_their_place(post, places)))


def _there(world: World, client: Hosting, stored: StoredPost, picture: Picture, known: Upload | None) -> Upload:
    """The upload of a picture, made where there is none: its intent rests before the site is called."""
    if known is not None and known.state is UploadState.THERE:
        return known
    if known is not None and known.state is UploadState.UNHAD:
        raise _Unhad(known.why)
    post = stored.post
    sent = known is not None and known.state is UploadState.SENDING
    data, known = _taken(world, stored, picture, known)
    if (same := world.store.uploaded(post.site_id, known.sha256)) is not None:
        return _kept(world, post, replace(known, place=same.place, number=same.number))
    try:
        there = client.find_picture(known)  # whoever may not even ask may not post either, and is told so
    except OutcomeUnknown as error:
        if sent:
            raise _Unhad(f"whether an earlier upload arrived is not known ({error})") from error
        there = None
    return _kept(world, post, there or _sent(world, client, post, known, data, picture.alt))


def _sent(world: World, client: Hosting, post: Post, intent: Upload, data: bytes, alt: str) -> Upload:
    """Give the picture to the site; where the site did nothing, that is remembered: it may be sent again without asking."""
    try:
        return client.upload(intent, data, alt)
    except (Rejected, Gone) as error:
        raise _Unhad(str(error)) from error
    except RetryLater:
        world.store.record_upload(replace(intent, state=UploadState.DUE, at=world.clock()), post)
        raise


def _taken(world: World, stored: StoredPost, picture: Picture, known: Upload | None) -> tuple[bytes, Upload]:
    """The bytes of a picture, fetched once for a site, and the intent to upload them, which is kept with them."""
    post = stored.post
    if known is not None and (data := world.store.content(known.sha256)) is not None:
        if known.state is UploadState.DUE:
            world.store.record_upload(known := replace(known, state=UploadState.SENDING, at=world.clock()), post)
        return data, known
    if world.pictures is None:
        raise _Unhad("nothing here fetches pictures")
    try:
        found = world.pictures.picture(picture.src)
    except (Rejected, Gone) as error:
        raise _Unhad(str(error)) from error
    except RetryLater as error:
        if stored.attempts >= _PATIENT:
            raise _Unhad(str(error)) from error
        raise NotYet(str(error), error.when) from error
    intent = Upload(
        site_id=post.site_id,
        src=picture.src,
        state=UploadState.SENDING,
        at=world.clock(),
        sha256=hashlib.sha256(found.data).hexdigest(),
        kind=found.kind,
    )
    world.store.record_upload(intent, post, found.data)
    return found.data, intent


def _kept(world: World, post: Post, upload: Upload) -> Upload:
    there = replace(upload, state=UploadState.THERE, at=world.clock())
    world.store.record_upload(there, post)
    world.note("picture.uploaded", {"site": post.site_id, "post": post.key[:12], "sha256": upload.sha256[:12], "place": upload.place})
    return there


def _left_out(world: World, post: Post, picture: Picture, known: Upload | None, why: str) -> None:
    """Remember that copies at this site go without it; the case is judged again, so that its draft says so."""
    if known is None or known.state is not UploadState.UNHAD:
        lost = Upload(site_id=post.site_id, src=picture.src, state=UploadState.UNHAD, at=world.clock(), why=why)
        lost = replace(lost, sha256=known.sha256, kind=known.kind) if known is not None else lost
        world.store.record_upload(lost, post)
    world.note("picture.unhad", {"site": post.site_id, "post": post.key[:12], "picture": picture.src, "why": why})
