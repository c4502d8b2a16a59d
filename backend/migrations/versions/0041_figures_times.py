"""how long each outage took, beside what else came of it

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_NAMES = ("to_detect", "to_declare", "to_acknowledge", "to_resolve")


def upgrade() -> None:
    # Filled by the worker: by the rules of this release it goes through all again.
    with op.batch_alter_table("figures_outage") as table:
        for name in _NAMES:
            table.add_column(sa.Column(name, sa.Integer()))


def downgrade() -> None:
    with op.batch_alter_table("figures_outage") as table:
        for name in reversed(_NAMES):
            table.drop_column(name)
