"""Who took a lease is no longer kept: whoever takes one ends it, or it runs out."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.drop_column("posts", "holder")
