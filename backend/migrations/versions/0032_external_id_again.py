"""an outage's external id may be another's once that one is over for good

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_MAY_GO_ON = sa.text("status NOT IN ('closed', 'dismissed', 'completed', 'cancelled')")


def upgrade() -> None:
    with op.batch_alter_table("outage") as table:
        table.drop_constraint(op.f("uq_outage_external_id"), type_="unique")
        table.create_index(op.f("ix_outage_external_id"), ["external_id"])
    op.create_index(
        "uq_outage_external_id_now",
        "outage",
        ["external_id"],
        unique=True,
        sqlite_where=_MAY_GO_ON,
        postgresql_where=_MAY_GO_ON,
    )


def downgrade() -> None:
    # Of several with one external id the newest keeps it.
    outage = sa.table("outage", *(sa.column(name) for name in ("id", "external_id", "created_at")))
    newer = outage.alias()
    later = sa.exists().where(newer.c.external_id == outage.c.external_id, newer.c.created_at > outage.c.created_at)
    op.execute(sa.update(outage).where(later).values(external_id=None))
    op.drop_index("uq_outage_external_id_now", "outage")
    with op.batch_alter_table("outage") as table:
        table.drop_index(op.f("ix_outage_external_id"))
        table.create_unique_constraint(op.f("uq_outage_external_id"), ["external_id"])
