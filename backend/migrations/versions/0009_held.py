"""how long a ticket waits for others, and for whom

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("held_until", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("held_for", sa.String(500)))
        table.create_index("ix_ticket_held_until", ["held_until"])


def downgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.drop_index("ix_ticket_held_until")
        table.drop_column("held_for")
        table.drop_column("held_until")
