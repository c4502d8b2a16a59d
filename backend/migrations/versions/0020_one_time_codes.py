"""groups of people, and the codes that let them set a password once

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("group_name", sa.String(80)))
        table.create_index(op.f("ix_person_group_name"), ["group_name"])
    op.create_table(
        "one_time_code",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_one_time_code_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_one_time_code")),
    )
    for column in ("person_id", "expires_at"):
        op.create_index(op.f(f"ix_one_time_code_{column}"), "one_time_code", [column])


def downgrade() -> None:
    op.drop_table("one_time_code")
    with op.batch_alter_table("person") as table:
        table.drop_index("ix_person_group_name")
        table.drop_column("group_name")
