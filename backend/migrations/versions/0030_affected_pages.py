"""a status page for a customer behind an outage

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_CHECK = "ck_status_page_one_subject"
_ONE_OF = "(CASE WHEN {} IS NULL THEN 0 ELSE 1 END)"


def _check(*columns: str) -> str:
    return " + ".join(_ONE_OF.format(column) for column in columns) + " = 1"


def _drop_check(table: object) -> None:
    # SQLite's copy of a table leaves its checks behind by itself.
    if op.get_bind().dialect.name == "postgresql":
        table.drop_constraint(op.f(_CHECK), type_="check")


def upgrade() -> None:
    with op.batch_alter_table("status_page") as table:
        _drop_check(table)
        table.add_column(sa.Column("affected_id", sa.String(64)))
        table.create_foreign_key(
            op.f("fk_status_page_affected_id_affected"), "affected", ["affected_id"], ["id"], ondelete="CASCADE"
        )
        table.create_unique_constraint(op.f("uq_status_page_affected_id"), ["affected_id"])
        table.create_check_constraint(op.f(_CHECK), _check("ticket_id", "affected_id", "outage_id"))


def downgrade() -> None:
    op.execute("DELETE FROM status_page WHERE affected_id IS NOT NULL")
    with op.batch_alter_table("status_page") as table:
        _drop_check(table)
        table.drop_constraint(op.f("uq_status_page_affected_id"), type_="unique")
        table.drop_constraint(op.f("fk_status_page_affected_id_affected"), type_="foreignkey")
        table.drop_column("affected_id")
        table.create_check_constraint(op.f(_CHECK), _check("ticket_id", "outage_id"))
