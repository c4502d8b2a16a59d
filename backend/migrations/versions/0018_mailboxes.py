"""a team may receive at a mailbox

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("endpoint") as table:
        table.add_column(sa.Column("email", sa.String(254)))
        table.alter_column("url", existing_type=sa.String(2000), nullable=True)
        table.create_check_constraint(op.f("ck_endpoint_url_or_email"), "(url IS NULL) <> (email IS NULL)")


def downgrade() -> None:
    # An older version cannot send to them; what was delivered there goes along.
    op.execute(
        "DELETE FROM delivery_attempt WHERE delivery_seq IN (SELECT d.seq FROM delivery d JOIN endpoint p "
        "ON p.id = d.endpoint_id WHERE p.url IS NULL)"
    )
    op.execute("DELETE FROM delivery WHERE endpoint_id IN (SELECT id FROM endpoint WHERE url IS NULL)")
    op.execute("DELETE FROM endpoint WHERE url IS NULL")
    with op.batch_alter_table("endpoint") as table:
        table.drop_constraint(op.f("ck_endpoint_url_or_email"), type_="check")
        table.alter_column("url", existing_type=sa.String(2000), nullable=False)
        table.drop_column("email")
