"""rounds through all who are behind an outage, and what came of asking each ticket's reporter

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_BEHIND = sa.text("outage_id IS NOT NULL")
_UNDER_WAY = sa.text("finished_at IS NULL")
_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "outage_round",
        sa.Column("seq", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("update_id", sa.String(64)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("news", sa.JSON(), nullable=False),
        sa.Column("actor", sa.JSON(), nullable=False),
        sa.Column("teams", sa.JSON()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("cursor", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("total", "tickets", "affected")),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["outage_id"], ["outage.id"], name="fk_outage_round_outage_id_outage", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_outage_round"),
        sa.UniqueConstraint("id", name="uq_outage_round_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outage_round_outage", "outage_round", ["outage_id", "seq"])
    op.create_index(
        "ix_outage_round_waiting", "outage_round", ["seq"], sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY
    )
    with op.batch_alter_table("outage") as table:
        table.add_column(sa.Column("takes_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("outage") as table:
        table.alter_column("takes_in", server_default=None)
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("outage_answer", sa.String(20)))
        table.drop_index("ix_ticket_outage_id")
    _index("ix_ticket_outage", "outage_id", "id")
    _index("ix_ticket_outage_answer", "outage_id", "status", "outage_answer")


def downgrade() -> None:
    op.drop_index("ix_ticket_outage_answer", "ticket")
    op.drop_index("ix_ticket_outage", "ticket")
    with op.batch_alter_table("ticket") as table:
        table.drop_column("outage_answer")
        table.create_index("ix_ticket_outage_id", ["outage_id"])
    with op.batch_alter_table("outage") as table:
        table.drop_column("takes_in")
    op.drop_table("outage_round")


def _index(name: str, *columns: str) -> None:
    op.create_index(name, "ticket", list(columns), sqlite_where=_BEHIND, postgresql_where=_BEHIND)
