"""what is asked of open tickets stands wholly in their index

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_BEFORE = ["team", "at", "service", "region", "runs", "due_at", "breached_at", "human_at"]
_OPEN = sa.text("open")


def upgrade() -> None:
    _index([*_BEFORE, "open"])


def downgrade() -> None:
    _index(_BEFORE)


def _index(columns: list[str]) -> None:
    op.drop_index("ix_figures_ticket_open", "figures_ticket")
    op.create_index("ix_figures_ticket_open", "figures_ticket", columns, sqlite_where=_OPEN, postgresql_where=_OPEN)
