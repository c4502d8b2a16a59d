"""what happened to outages, one row an act; of those there are, as far as their updates tell

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_ENDS = {
    "resolved": "resolved",
    "completed": "resolved",
    "closed": "closed",
    "cancelled": "cancelled",
    "dismissed": "dismissed",
}


def upgrade() -> None:
    op.create_table(
        "outage_event",
        sa.Column("seq", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("actor_kind", sa.String(20), nullable=False),
        sa.Column("actor_name", sa.String(200)),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("update_id", sa.String(64)),
        sa.Column("into_id", sa.String(64)),
        sa.ForeignKeyConstraint(
            ["outage_id"], ["outage.id"], name=op.f("fk_outage_event_outage_id_outage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outage_event")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outage_event_outage", "outage_event", ["outage_id", "seq"])
    _tell_of_those_there_are()


def downgrade() -> None:
    op.drop_table("outage_event")


def _tell_of_those_there_are() -> None:
    """Declared in the first status of their kind; whether a person or a program did it was not kept: a manager."""
    connection = op.get_bind()
    outage = sa.table("outage", sa.column("id"), sa.column("kind"), sa.column("created_at", _AT))
    update = sa.table(
        "outage_update",
        *(sa.column(name) for name in ("seq", "id", "outage_id", "status", "by")),
        sa.column("at", _AT),
    )
    event = sa.table(
        "outage_event",
        *(sa.column(name) for name in ("outage_id", "what", "status", "actor_kind", "actor_name", "update_id")),
        sa.column("at", _AT),
        sa.column("changes", sa.JSON()),
    )
    for row in connection.execute(sa.select(outage).order_by(outage.c.created_at)).all():
        status = "scheduled" if row.kind == "maintenance" else "investigating"
        first = {"at": row.created_at, "what": "declared", "status": status, "actor_name": None, "update_id": None}
        rows = [first]
        updates = sa.select(update).where(update.c.outage_id == row.id).order_by(update.c.seq)
        for told in connection.execute(updates).all():
            moved = "updated" if told.status == rows[-1]["status"] else "moved"
            what = _ENDS.get(told.status, moved)
            rows.append(
                {"at": told.at, "what": what, "status": told.status, "actor_name": told.by, "update_id": told.id}
            )
        both = {"outage_id": row.id, "actor_kind": "manager", "changes": {}}
        connection.execute(sa.insert(event), [{**one, **both} for one in rows])
