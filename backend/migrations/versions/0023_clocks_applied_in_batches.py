"""how far a change of clocks has come among the open tickets

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("clock_plan") as table:
        table.add_column(sa.Column("applied_to", sa.String(64)))


def downgrade() -> None:
    with op.batch_alter_table("clock_plan") as table:
        table.drop_column("applied_to")
