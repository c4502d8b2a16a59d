"""who changed what; mail to people; when a ticket's clock runs out

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_PENDING = sa.text("status = 'pending'")


def upgrade() -> None:
    op.create_table(
        "audit_record",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(80)),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("team_slug", sa.String(64)),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_record")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_record_at"), "audit_record", ["at"])
    op.create_index("ix_audit_record_team", "audit_record", ["team_slug", "seq"])
    op.create_table(
        "letter",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("subject", sa.String(400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("link", sa.String(2000)),
        sa.Column("about", sa.String(64)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("lease_by", sa.String(64)),
        sa.Column("last_error", sa.String(2000)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
    )
    op.create_index(op.f("ix_letter_about"), "letter", ["about"])
    op.create_index(
        "ix_letter_waiting", "letter", ["next_attempt_at"], sqlite_where=_PENDING, postgresql_where=_PENDING
    )
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("due_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("breached_at", sa.DateTime(timezone=True)))
        table.create_index("ix_ticket_due", ["due_at"])


def downgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.drop_index("ix_ticket_due")
        table.drop_column("breached_at")
        table.drop_column("due_at")
    op.drop_table("letter")
    op.drop_table("audit_record")
