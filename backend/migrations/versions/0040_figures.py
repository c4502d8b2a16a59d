"""figures: what is counted of tickets and outages, kept by the worker

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_OPEN = sa.text("open")


def upgrade() -> None:
    op.create_table(
        "figures_ticket",
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("area", sa.String(16), nullable=False),
        sa.Column("region", sa.String(140), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("runs", sa.Boolean(), nullable=False),
        sa.Column("due_at", _AT),
        sa.Column("breached_at", _AT),
        sa.Column("human_at", _AT),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_figures_ticket")),
    )
    covering = ["team", "at", "service", "region", "runs", "due_at", "breached_at", "human_at"]
    op.create_index("ix_figures_ticket_open", "figures_ticket", covering, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("ix_figures_ticket_human", "figures_ticket", ["team", "human_at"])
    op.create_index("ix_figures_ticket_hour", "figures_ticket", ["hour", "service", "area"])
    op.create_index("ix_figures_ticket_area", "figures_ticket", ["area", "hour", "service"])
    op.create_table(
        "figures_hour",
        sa.Column("region", sa.String(140), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("region", "hour", "service", name=op.f("pk_figures_hour")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figures_day",
        sa.Column("grain", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("measure", sa.String(2), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("grain", "day", "team", "service", "measure", "value", name=op.f("pk_figures_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figures_outage",
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("impact", sa.String(20), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("started_at", _AT, nullable=False),
        sa.Column("suspected_at", _AT),
        sa.Column("declared_at", _AT),
        sa.Column("acknowledged_at", _AT),
        sa.Column("resolved_at", _AT),
        sa.Column("closed_at", _AT),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("customers", "works", "still_broken", "updates", "promised", "kept", "reached", "seen")
        ),
        sa.Column("last_report_at", _AT),
        sa.PrimaryKeyConstraint("outage_id", name=op.f("pk_figures_outage")),
    )
    op.create_index("ix_figures_outage_started", "figures_outage", ["counted", "started_at", "outage_id"])
    op.create_table(
        "figures_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.String(200), nullable=False),
        sa.Column("walk", sa.String(80)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_progress")),
    )
    # What there is already is gone through beside the feed, so the feed is followed from now on.
    op.execute(
        "INSERT INTO figures_progress (id, position, rules, walk)"
        " SELECT 1, COALESCE(MAX(position), (SELECT MAX(pruned_to) FROM feed), 0), '', 'ticket:' FROM change"
    )


def downgrade() -> None:
    for table in ("figures_progress", "figures_outage", "figures_day", "figures_hour", "figures_ticket"):
        op.drop_table(table)
