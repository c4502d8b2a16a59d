"""the reporter's rating, what they have seen, and the first human action

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_MOMENTS = ("first_human_action_at", "rated_at", "told_at", "seen_at")
# A solver's or manager's deed is a person's; of a program's it is only known where it was the last.
_FIRST = """
UPDATE ticket SET first_human_action_at = coalesce(
    (SELECT min(at) FROM entry WHERE entry.ticket_id = ticket.id AND actor_kind IN ('solver', 'manager')),
    last_human_action_at
) WHERE last_human_action_at IS NOT NULL
"""


def upgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("rating", sa.Integer()))
        table.add_column(sa.Column("rating_comment", sa.Text()))
        for name in _MOMENTS:
            table.add_column(sa.Column(name, sa.DateTime(timezone=True)))
    op.execute(_FIRST)
    # What was told before counts as seen: nobody's list lights up at the update.


def downgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        for name in (*_MOMENTS, "rating_comment", "rating"):
            table.drop_column(name)
