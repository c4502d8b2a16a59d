"""who read whose personal data

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reader", sa.String(80), nullable=False),
        sa.Column("reader_name", sa.String(200), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("ticket_id", sa.String(64)),
        sa.Column("reference", sa.String(20)),
        sa.Column("filters", sa.JSON()),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reading")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_reading_once", "reading", ["reader", "ticket_id", "hour"], unique=True)
    op.create_index("ix_reading_ticket", "reading", ["ticket_id", "seq"])
    op.create_index("ix_reading_reference", "reading", ["reference", "seq"])
    op.create_index("ix_reading_reader", "reading", ["reader", "seq"])


def downgrade() -> None:
    op.drop_table("reading")
