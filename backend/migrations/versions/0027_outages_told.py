"""outages: whose they are, where they went on, what was announced and nudged; kinds of updates; templates for them

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_LATER = ("nudged_for", "announced_at", "merged_into_id", "owner_id", "postmortem")


def upgrade() -> None:
    with op.batch_alter_table("outage") as table:
        table.add_column(sa.Column("postmortem", sa.JSON()))
        table.add_column(sa.Column("owner_id", sa.String(64)))
        table.add_column(sa.Column("merged_into_id", sa.String(64)))
        table.add_column(sa.Column("announced_at", _AT))
        table.add_column(sa.Column("nudged_for", _AT))
        table.create_foreign_key(op.f("fk_outage_owner_id_person"), "person", ["owner_id"], ["id"], ondelete="SET NULL")
        table.create_foreign_key(
            op.f("fk_outage_merged_into_id_outage"), "outage", ["merged_into_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_outage_owner_id"), ["owner_id"])
        table.create_index(op.f("ix_outage_merged_into_id"), ["merged_into_id"])
    with op.batch_alter_table("outage_update") as table:
        # What there was were people's words.
        table.add_column(sa.Column("kind", sa.String(20), nullable=False, server_default="update"))
    with op.batch_alter_table("outage_update") as table:
        table.alter_column("kind", server_default=None)
    op.create_table(
        "outage_template",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(20)),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage_template")),
        sa.UniqueConstraint("slug", name=op.f("uq_outage_template_slug")),
    )


def downgrade() -> None:
    op.drop_table("outage_template")
    with op.batch_alter_table("outage_update") as table:
        table.drop_column("kind")
    with op.batch_alter_table("outage") as table:
        table.drop_index(op.f("ix_outage_merged_into_id"))
        table.drop_index(op.f("ix_outage_owner_id"))
        table.drop_constraint(op.f("fk_outage_merged_into_id_outage"), type_="foreignkey")
        table.drop_constraint(op.f("fk_outage_owner_id_person"), type_="foreignkey")
        for name in _LATER:
            table.drop_column(name)
