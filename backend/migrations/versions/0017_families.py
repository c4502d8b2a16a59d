"""tickets under a parent, duplicates, related tickets, and updates on their way to many children

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("parent_id", sa.String(64)))
        table.add_column(sa.Column("merged_at", sa.DateTime(timezone=True)))
        table.create_foreign_key(
            op.f("fk_ticket_parent_id_ticket"), "ticket", ["parent_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_ticket_parent_id"), ["parent_id"])
    op.create_table(
        "ticket_link",
        sa.Column("first_id", sa.String(64), nullable=False),
        sa.Column("second_id", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to_ticket("ticket_link", "first_id"),
        _to_ticket("ticket_link", "second_id"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_ticket_link")),
    )
    op.create_index(op.f("ix_ticket_link_second_id"), "ticket_link", ["second_id"])
    op.create_table(
        "family_update",
        sa.Column("seq", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("parent_id", sa.String(64), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("actor", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to_ticket("family_update", "parent_id"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_family_update")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_family_update_parent", "family_update", ["parent_id", "seq"])
    op.create_table(
        "family_update_child",
        sa.Column("update_seq", _COUNTER, nullable=False),
        sa.Column("child_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["update_seq"],
            ["family_update.seq"],
            name=op.f("fk_family_update_child_update_seq_family_update"),
            ondelete="CASCADE",
        ),
        _to_ticket("family_update_child", "child_id"),
        sa.PrimaryKeyConstraint("update_seq", "child_id", name=op.f("pk_family_update_child")),
    )
    op.create_index(op.f("ix_family_update_child_child_id"), "family_update_child", ["child_id"])


def downgrade() -> None:
    op.drop_table("family_update_child")
    op.drop_table("family_update")
    op.drop_table("ticket_link")
    with op.batch_alter_table("ticket") as table:
        table.drop_index(op.f("ix_ticket_parent_id"))
        table.drop_constraint(op.f("fk_ticket_parent_id_ticket"), type_="foreignkey")
        table.drop_column("merged_at")
        table.drop_column("parent_id")


def _to_ticket(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_ticket")
    return sa.ForeignKeyConstraint([column], ["ticket.id"], name=name, ondelete="CASCADE")
