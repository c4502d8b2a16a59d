"""files that come in pieces

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

_TICKET, _FILE = "fk_upload_ticket_id_ticket", "fk_upload_attachment_id_attachment"


def upgrade() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.String(64)),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f(_TICKET), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_upload_person_id_person")),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f(_FILE), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    for column in ("ticket_id", "person_id", "attachment_id", "touched_at"):
        op.create_index(op.f(f"ix_upload_{column}"), "upload", [column])


def downgrade() -> None:
    op.drop_table("upload")
