"""detection of outages: its log, what it learned, what it suspects

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "detection_log",
        sa.Column("seq", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("ticket_id", sa.String(64)),
        sa.Column("unit", sa.String(16)),
        sa.Column("service", sa.String(40)),
        sa.Column("reporter_id", sa.String(64)),
        sa.Column("explained", sa.Boolean()),
        sa.Column("key", sa.String(64)),
        sa.Column("told", sa.JSON()),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_detection_log")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_detection_log_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_detection_log_ticket_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_detection_log_at"), "detection_log", ["at"])
    op.create_table(
        "detection_baseline",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("from_seq", sa.BigInteger(), nullable=False),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.Column("days", sa.Double(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detection_baseline")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "detection_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("baseline_id", sa.BigInteger()),
        sa.Column("worker", sa.String(100)),
        sa.Column("lease_until", _AT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detection_progress")),
    )
    op.create_table(
        "suspicion",
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("raised", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("baseline_id", sa.BigInteger()),
        sa.Column("decided", sa.String(10)),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("outage_id", name=op.f("pk_suspicion")),
        sa.ForeignKeyConstraint(
            ["outage_id"], ["outage.id"], name=op.f("fk_suspicion_outage_id_outage"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_suspicion_key"), "suspicion", ["key"])
    op.create_table(
        "detection_watch",
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("rank", name=op.f("pk_detection_watch")),
    )
    # What came in before is history, to be learned from, and nothing to be raised anew.
    op.execute(
        "INSERT INTO detection_progress (id, position)"
        " SELECT 1, COALESCE(MAX(position), (SELECT MAX(pruned_to) FROM feed), 0) FROM change"
    )


def downgrade() -> None:
    for table in ("detection_watch", "suspicion", "detection_progress", "detection_baseline", "detection_log"):
        op.drop_table(table)
