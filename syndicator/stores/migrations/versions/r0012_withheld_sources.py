"""Since when a source's feed has been withheld for legal reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("sources") as batch:
        batch.add_column(sa.Column("withheld_at", sa.DateTime(timezone=True), nullable=True))
