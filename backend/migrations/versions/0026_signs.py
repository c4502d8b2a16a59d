"""the tickets that an outage was suspected by

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outage_sign",
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["outage_id"], ["outage.id"], name=op.f("fk_outage_sign_outage_id_outage"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_outage_sign_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("outage_id", "ticket_id", name=op.f("pk_outage_sign")),
    )
    op.create_index(op.f("ix_outage_sign_ticket_id"), "outage_sign", ["ticket_id"])


def downgrade() -> None:
    op.drop_table("outage_sign")
