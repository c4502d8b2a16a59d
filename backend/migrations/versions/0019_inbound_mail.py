"""mail that comes in

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'received'")


def upgrade() -> None:
    op.create_table(
        "inbound_mail",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raw", sa.LargeBinary()),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("envelope_from", sa.String(320)),
        sa.Column("recipient", sa.String(320), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("detail", sa.String(2000)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("from_address", sa.String(320)),
        sa.Column("from_name", sa.String(200)),
        sa.Column("subject", sa.String(400)),
        sa.Column("body", sa.Text()),
        sa.Column("ticket_id", sa.String(64)),
        sa.Column("endpoint_id", sa.String(64)),
        sa.Column("handled_by", sa.String(200)),
        sa.Column("handled_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_inbound_mail_ticket_id_ticket"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoint.id"], name=op.f("fk_inbound_mail_endpoint_id_endpoint"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_inbound_mail_key")),
    )
    op.create_index(op.f("ix_inbound_mail_received_at"), "inbound_mail", ["received_at"])
    op.create_index("ix_inbound_mail_state", "inbound_mail", ["state", "received_at", "id"])
    op.create_index("ix_inbound_mail_ticket", "inbound_mail", ["ticket_id", "endpoint_id", "handled_at"])
    op.create_index("ix_inbound_mail_endpoint", "inbound_mail", ["endpoint_id"])
    op.create_index(
        "ix_inbound_mail_waiting",
        "inbound_mail",
        ["received_at"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    op.create_index("ix_letter_status", "letter", ["status"])


def downgrade() -> None:
    op.drop_index("ix_letter_status", table_name="letter")
    op.drop_table("inbound_mail")
