"""customers behind an outage without a ticket, who has seen it, and the outage that a reporter declined

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_MOMENTS = ("asked_at", "answered_at", "told_at", "seen_at")


def upgrade() -> None:
    op.create_table(
        "affected",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("reporter_id", sa.String(64), nullable=False),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("customer_name", sa.String(200)),
        sa.Column("customer_phone", sa.String(40)),
        sa.Column("customer_email", sa.String(254)),
        sa.Column("customer_postcode", sa.String(16)),
        sa.Column("customer_house_number", sa.String(20)),
        sa.Column("customer_may_contact", sa.Boolean(), nullable=False),
        sa.Column("customer_preferred_channel", sa.String(20)),
        sa.Column("status", sa.String(20), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in _MOMENTS),
        sa.Column("ticket_id", sa.String(64)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name="fk_affected_outage_id_outage", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name="fk_affected_reporter_id_person"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_affected_ticket_id_ticket", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_affected"),
    )
    op.create_index("ix_affected_reporter", "affected", ["reporter_id", "created_at", "id"])
    op.create_index("ix_affected_outage", "affected", ["outage_id", "status", "id"])
    op.create_index("ix_affected_asked", "affected", ["status", "asked_at"])
    op.create_index("ix_affected_ticket_id", "affected", ["ticket_id"])
    op.create_table(
        "outage_seen",
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["outage_id"], ["outage.id"], name="fk_outage_seen_outage_id_outage", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_outage_seen_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("outage_id", "person_id", name="pk_outage_seen"),
    )
    op.create_index("ix_outage_seen_person_id", "outage_seen", ["person_id"])
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("declined_outage_id", sa.String(64)))
        table.create_foreign_key("fk_ticket_declined_outage_id_outage", "outage", ["declined_outage_id"], ["id"])
        table.create_index("ix_ticket_declined_outage_id", ["declined_outage_id"])


def downgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.drop_index("ix_ticket_declined_outage_id")
        table.drop_constraint("fk_ticket_declined_outage_id_outage", type_="foreignkey")
        table.drop_column("declined_outage_id")
    op.drop_table("outage_seen")
    op.drop_table("affected")
