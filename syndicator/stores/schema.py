"""The tables. Migrations make them; a test holds the two equal."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from syndicator.stores.instants import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

meta = Table("meta", metadata, Column("name", String(50), primary_key=True), Column("at", Instant, nullable=False))

sources = Table(
    "sources", metadata,
    Column("id", String(200), primary_key=True),
    Column("feed", Text, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("next_poll", Instant),
    Column("last_poll", Instant),
    Column("polls", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("memory", Text, nullable=False),
    Column("hub", Text, nullable=False, server_default=""),  # what `memory` says of a hub, to search by
    Column("topic", Text, nullable=False, server_default=""),
    Column("told_at", Instant),  # when somebody else than its feed last told of it, since it was asked
    Column("withheld_at", Instant),  # since when its feed has been withheld for legal reasons
)  # fmt: skip

subscriptions = Table(
    "subscriptions", metadata,
    Column("token", String(64), primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("secret", String(64), nullable=False),
    Column("wanted", Boolean, nullable=False),
    Column("pending", String(12), nullable=False),
    Column("asked_at", Instant),
    Column("until", Instant),
    Column("next_at", Instant),
    Column("failures", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("pushes", Integer, nullable=False),
    Column("last_push", Instant),
    Column("missed", Instant),
    Index(None, "source_id"),
    Index(None, "next_at"),
)  # fmt: skip

pushes = Table(
    "pushes", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("topic", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "source_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

articles = Table(
    "articles", metadata,
    Column("key", String(64), primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("identity", String(64), nullable=False),  # sha256: an identity may be as long as a feed likes
    Column("article_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("age", Instant, nullable=False),  # published, else first seen: the order of judging
    Column("digest", String(64), nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Index(None, "source_id", "identity"),
)  # fmt: skip

names = Table(
    "names", metadata,
    Column("article_key", ForeignKey("articles.key"), primary_key=True),
    Column("name", String(64), primary_key=True),  # sha256 of one of Article.names
    Index(None, "name"),
)  # fmt: skip

originals = Table(
    "originals", metadata,
    Column("article_key", ForeignKey("articles.key"), primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
)  # fmt: skip

cases = Table(
    "cases", metadata,
    Column("article_key", ForeignKey("articles.key"), primary_key=True),
    Column("site_id", String(200), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("since", Instant, nullable=False),  # when it came into this state
    Column("next_at", Instant),
    Column("judged_under", Text, nullable=False),
    Column("among", Integer, nullable=False),
    Index(None, "state", "next_at"),
)  # fmt: skip

terms_watches = Table(
    "terms_watches", metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("key", Text, primary_key=True),  # which document of the source; "" is its first terms page
    Column("watch", Text, nullable=False),
)  # fmt: skip

terms_pages = Table(
    "terms_pages", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("address", Text, nullable=False),
    Column("sha256", String(64), nullable=False),  # of what it says about rights
    Column("fetched_at", Instant, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("key", Text, nullable=False, server_default=""),  # which document of the source
    Index(None, "source_id", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What people decide, permit and ask: appended only; the newest row of a case or a number is how it stands.
decisions = Table(
    "decisions", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("article_key", String(64), nullable=False),
    Column("site_id", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    Column("choice", String(10), nullable=False),
    Column("ends_at", Instant),
    Column("decision", Text, nullable=False),
    ForeignKeyConstraint(["article_key", "site_id"], ["cases.article_key", "cases.site_id"]),
    Index(None, "article_key", "site_id", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

permissions = Table(
    "permissions", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("number", Integer, nullable=False),
    Column("permission", Text, nullable=False),
    Index(None, "number", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

requests = Table(
    "requests", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("number", Integer, nullable=False),
    Column("request", Text, nullable=False),
    Index(None, "number", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

verdicts = Table(
    "verdicts", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("article_key", String(64), nullable=False),
    Column("site_id", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    Column("digest", Text, nullable=False),
    Column("answer", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    ForeignKeyConstraint(["article_key", "site_id"], ["cases.article_key", "cases.site_id"]),
    Index(None, "article_key", "site_id", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

posts = Table(
    "posts", metadata,
    Column("key", String(64), primary_key=True),
    Column("article_key", String(64), nullable=False),
    Column("site_id", String(200), nullable=False),
    Column("state", String(10), nullable=False),
    Column("deed", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant),
    Column("claimed_until", Instant),
    Column("token", String(32), nullable=False),
    Column("why", Text, nullable=False),
    Column("repaired", Boolean, nullable=False),
    Column("revive", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("delivered_at", Instant),
    Column("proof_at", Instant),
    Column("revision", String(64), nullable=False),  # of the draft
    Column("delivered_revision", Text),  # of the copy, as the receipt says
    Column("receipt", Text),
    Column("packed", LargeBinary, nullable=False),
    Column("run", Integer, nullable=False, server_default="0"),  # looks in a row that were good, or (below 0) not
    Column("drifts", Text, nullable=False, server_default="[]"),
    ForeignKeyConstraint(["article_key", "site_id"], ["cases.article_key", "cases.site_id"]),
    UniqueConstraint("article_key", "site_id"),
    Index(None, "state", "next_at"),
    Index(None, "proof_at"),
    Index(None, "site_id", "queued_at"),
)  # fmt: skip

attempts = Table(
    "attempts", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("post_key", ForeignKey("posts.key"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("deed", String(10), nullable=False),
    Column("outcome", String(10), nullable=False),  # the state it came to, or "lapsed"
    Column("why", Text, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

proofs = Table(
    "proofs", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("post_key", ForeignKey("posts.key"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    Column("checks", Text, nullable=False),
    Index(None, "post_key", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# What the originals of copies were last told of them (Webmention).
mentions = Table(
    "mentions", metadata,
    Column("post_key", ForeignKey("posts.key"), primary_key=True),
    Column("change", String(64), nullable=False),
    Column("next_at", Instant),
    Column("posted_at", Instant),
    Column("mention", Text, nullable=False),
)  # fmt: skip

# Pictures at sites: once for each address with an original, their bytes among the contents.
uploads = Table(
    "uploads", metadata,
    Column("site_id", String(200), primary_key=True),
    Column("source", String(64), primary_key=True),  # sha256: an address may be as long as a feed likes
    Column("state", String(10), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("upload", Text, nullable=False),
    Index(None, "site_id", "sha256"),
    Index(None, "site_id", "state"),
)  # fmt: skip

# The ledger: what is written stays (triggers refuse the rest); contents may be erased, by name.
ledger = Table(
    "ledger", metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("about", String(300), nullable=False),  # an article's key, or source:ID
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "about", "seq"),
)  # fmt: skip

contents = Table(
    "contents", metadata,
    Column("digest", String(64), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)  # fmt: skip

checkpoints = Table(
    "checkpoints", metadata,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("note", Text, nullable=False),
    Column("peaks", LargeBinary, nullable=False),
)  # fmt: skip

# The last trial of each site (`sites test`).
trials = Table(
    "trials", metadata,
    Column("site_id", String(200), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("found", Text, nullable=False),
)  # fmt: skip
