"""clocks: what teams set, and how each ticket's stand

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_WAITING = sa.text("attention_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "clock_plan",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("team_slug", sa.String(64)),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_slug"], ["team.slug"], name=op.f("fk_clock_plan_team_slug_team"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_plan")),
        sa.UniqueConstraint("team_slug", name=op.f("uq_clock_plan_team_slug")),
    )
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("clocks", sa.JSON()))
        table.add_column(sa.Column("attention_at", sa.DateTime(timezone=True)))
        table.create_index("ix_ticket_attention", ["attention_at"], sqlite_where=_WAITING, postgresql_where=_WAITING)
    # The worker's first look begins the clocks of what is open.
    op.execute(
        "UPDATE ticket SET attention_at = created_at WHERE status IN ('acknowledged', 'in_progress', 'pending', 'held')"
    )


def downgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.drop_index("ix_ticket_attention")
        table.drop_column("attention_at")
        table.drop_column("clocks")
    op.drop_table("clock_plan")
