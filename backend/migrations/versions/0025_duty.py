"""who is on duty, and the alerts that they get

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("status = 'open'")


def upgrade() -> None:
    op.create_table(
        "duty_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_list")),
    )
    duty_list = sa.table("duty_list", sa.column("id", sa.Integer()), sa.column("people", sa.JSON()))
    op.bulk_insert(duty_list, [{"id": 1, "people": []}])
    op.create_table(
        "alert",
        sa.Column("seq", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("teams", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("next_turn_at", sa.DateTime(timezone=True)),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True)),
        sa.Column("acknowledged_by_id", sa.String(64)),
        sa.Column("acknowledged_by_name", sa.String(200)),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["acknowledged_by_id"], ["person.id"], name=op.f("fk_alert_acknowledged_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_alert")),
        sa.UniqueConstraint("id", name=op.f("uq_alert_id")),
        sa.UniqueConstraint("key", name=op.f("uq_alert_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_alert_raised_at"), "alert", ["raised_at"])
    op.create_index(op.f("ix_alert_acknowledged_by_id"), "alert", ["acknowledged_by_id"])
    op.create_index("ix_alert_status", "alert", ["status", "seq"])
    op.create_index("ix_alert_waiting", "alert", ["next_turn_at"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_table(
        "alert_subject",
        sa.Column("alert_id", sa.String(64), nullable=False),
        sa.Column("object_id", sa.String(64), nullable=False),
        sa.Column("type", sa.String(10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(40)),
        sa.Column("team_slug", sa.String(64)),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alert_subject_alert_id_alert"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("alert_id", "object_id", name=op.f("pk_alert_subject")),
    )
    op.create_index(op.f("ix_alert_subject_object_id"), "alert_subject", ["object_id"])
    op.create_table(
        "alert_told",
        sa.Column("seq", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("alert_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64)),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alert_told_alert_id_alert"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_alert_told_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_alert_told")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_alert_told_person_id"), "alert_told", ["person_id"])
    op.create_index("ix_alert_told_alert", "alert_told", ["alert_id", "seq"])


def downgrade() -> None:
    for table in ("alert_told", "alert_subject", "alert", "duty_list"):
        op.drop_table(table)
