"""colleagues whom an entry names

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("entry") as table:
        table.add_column(sa.Column("mentions", sa.JSON()))
    op.create_table(
        "mention",
        sa.Column("entry_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_mention_entry_id_entry"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mention_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_mention_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_ticket_id"), "mention", ["ticket_id"])
    op.create_index("ix_mention_person", "mention", ["person_id", "ticket_id"])


def downgrade() -> None:
    op.drop_table("mention")
    with op.batch_alter_table("entry") as table:
        table.drop_column("mentions")
