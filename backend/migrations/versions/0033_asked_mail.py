"""how far questions to friends behind outages were looked at for mail

Revision ID: 0033
Revises: 0032
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("ticket_mail_reached") as table:
        table.add_column(sa.Column("asked_at", _TIME))
        table.add_column(sa.Column("asked_id", sa.String(64)))
    # Of what was asked before nobody is mailed now.
    reached = sa.table("ticket_mail_reached", sa.column("asked_at", _TIME), sa.column("asked_id", sa.String(64)))
    op.execute(reached.update().values(asked_at=dt.datetime.now(dt.UTC), asked_id=""))
    with op.batch_alter_table("ticket_mail_reached") as table:
        table.alter_column("asked_at", existing_type=_TIME, nullable=False)
        table.alter_column("asked_id", existing_type=sa.String(64), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("ticket_mail_reached") as table:
        table.drop_column("asked_id")
        table.drop_column("asked_at")
