"""Terms pages: what they said and when, and how the watching of them stands."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "terms_watches",
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("watch", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_terms_watches_source_id_sources")),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_terms_watches")),
    )
    op.create_table(
        "terms_pages",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_terms_pages_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_pages")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_terms_pages_source_id_id"), "terms_pages", ["source_id", "id"], unique=False)
