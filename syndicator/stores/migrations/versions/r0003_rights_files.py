"""Several documents a source: each terms page and each file about rights is watched by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    known = sa.table("terms_watches", sa.column("source_id"), sa.column("watch"))
    rows = op.get_bind().execute(sa.select(known)).all()  # one a source: few enough to carry over by hand
    op.drop_table("terms_watches")
    made = op.create_table(
        "terms_watches",
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("watch", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_terms_watches_source_id_sources")),
        sa.PrimaryKeyConstraint("source_id", "key", name=op.f("pk_terms_watches")),
    )
    op.bulk_insert(made, [{"source_id": row.source_id, "key": "", "watch": row.watch} for row in rows])
    op.add_column("terms_pages", sa.Column("key", sa.Text(), server_default="", nullable=False))
