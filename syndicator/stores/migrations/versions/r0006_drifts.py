"""How live copies departed from what was sent, and how many looks in a row were good."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("posts", sa.Column("run", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("posts", sa.Column("drifts", sa.Text(), nullable=False, server_default="[]"))
