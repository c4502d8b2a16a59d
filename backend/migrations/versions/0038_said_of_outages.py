"""what reporters said of outages: which are not behind a ticket, and where it was still broken

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_TICKET = sa.table("ticket", *map(sa.column, ("id", "declined_outage_id", "outage_id", "outage_answer", "updated_at")))


def upgrade() -> None:
    declined = _table("declined_outage")
    told = _table("still_broken", sa.Column("at", sa.DateTime(timezone=True), nullable=False))
    op.create_index("ix_outage_started", "outage", ["started_at", "id"])
    had = sa.select(_TICKET.c.id, _TICKET.c.declined_outage_id).where(_TICKET.c.declined_outage_id.is_not(None))
    op.execute(declined.insert().from_select(["ticket_id", "outage_id"], had))
    said = sa.select(_TICKET.c.id, _TICKET.c.outage_id, _TICKET.c.updated_at)
    said = said.where(_TICKET.c.outage_answer == "still_broken", _TICKET.c.outage_id.is_not(None))
    op.execute(told.insert().from_select(["ticket_id", "outage_id", "at"], said))


def downgrade() -> None:
    op.drop_index("ix_outage_started", "outage")
    op.drop_table("still_broken")
    op.drop_table("declined_outage")


def _table(name: str, *more: sa.Column[object]) -> sa.Table:
    keys = [
        sa.ForeignKeyConstraint([f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_{name}_{of}_id_{of}"), ondelete="CASCADE")
        for of in ("ticket", "outage")
    ]
    columns = [sa.Column(f"{of}_id", sa.String(64), nullable=False) for of in ("ticket", "outage")]
    primary = sa.PrimaryKeyConstraint("ticket_id", "outage_id", name=op.f(f"pk_{name}"))
    made = op.create_table(name, *columns, *more, *keys, primary)
    op.create_index(op.f(f"ix_{name}_outage_id"), name, ["outage_id"])
    return made
