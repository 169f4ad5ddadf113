"""What people decide on held articles, the permissions they record, and the letters that ask for them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("article_key", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key", "site_id"], ["cases.article_key", "cases.site_id"], name=op.f("fk_decisions_article_key_site_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decisions_article_key_site_id_id"), "decisions", ["article_key", "site_id", "id"], unique=False)
    for name in ("permission", "request"):
        op.create_table(
            f"{name}s",
            sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column(name, sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}s")),
            sqlite_autoincrement=True,
        )
        op.create_index(op.f(f"ix_{name}s_number_id"), f"{name}s", ["number", "id"], unique=False)
