"""What an article's page is asked for again with, while its copies are looked after."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "originals",
        sa.Column("article_key", sa.String(length=64), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["articles.key"], name=op.f("fk_originals_article_key_articles")),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_originals")),
    )
