"""Pictures at sites: what became of each, by its address with the original."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("site_id", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("upload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "source", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_site_id_sha256"), "uploads", ["site_id", "sha256"], unique=False)
    op.create_index(op.f("ix_uploads_site_id_state"), "uploads", ["site_id", "state"], unique=False)
