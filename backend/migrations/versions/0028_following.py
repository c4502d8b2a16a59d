"""status pages, subscriptions, what followers are told, and feeds

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_JSON = sa.JSON
_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("unsubscribe", sa.String(2000)))
    op.create_table(
        "status_page",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("marker", sa.String(200), nullable=False),
        sa.Column("ticket_id", sa.String(64)),
        sa.Column("outage_id", sa.String(64)),
        sa.Column("made_by", sa.String(64), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.CheckConstraint("(ticket_id IS NULL) <> (outage_id IS NULL)", name=op.f("ck_status_page_one_subject")),
        _to("status_page", "ticket_id", "ticket"),
        _to("status_page", "outage_id", "outage"),
        _to("status_page", "made_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_page")),
        sa.UniqueConstraint("hash", name=op.f("uq_status_page_hash")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_status_page_ticket_id")),
        sa.UniqueConstraint("outage_id", "made_by", name=op.f("uq_status_page_outage_id_made_by")),
    )
    _indexes("status_page", "outage_id", "made_by", "expires_at")
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("area", sa.String(120), nullable=False),
        sa.Column("services", _JSON(), nullable=False),
        sa.Column("label", sa.String(80)),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        _to("subscription", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
    )
    _indexes("subscription", "person_id")
    op.create_table(
        "outage_news",
        sa.Column("seq", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("update_id", sa.String(64)),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("reached", sa.String(64)),
        sa.Column("done_at", _TIME),
        _to("outage_news", "outage_id", "outage"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outage_news")),
        sqlite_autoincrement=True,
    )
    _indexes("outage_news", "outage_id")
    undone = sa.text("done_at IS NULL")
    op.create_index("ix_outage_news_undone", "outage_news", ["seq"], sqlite_where=undone, postgresql_where=undone)
    op.create_table(
        "outage_follower",
        sa.Column("outage_id", sa.String(64), nullable=False),
        sa.Column("subscription_id", sa.String(64), nullable=False),
        sa.Column("told_at", _TIME, nullable=False),
        _to("outage_follower", "outage_id", "outage"),
        _to("outage_follower", "subscription_id", "subscription"),
        sa.PrimaryKeyConstraint("outage_id", "subscription_id", name=op.f("pk_outage_follower")),
    )
    _indexes("outage_follower", "subscription_id")
    op.create_table(
        "mail_choice",
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("tickets_by_mail", sa.Boolean(), nullable=False),
        _to("mail_choice", "person_id", "person"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_choice")),
    )
    op.create_table(
        "ticket_mail_reached",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_mail_reached")),
    )
    # Of what happened before nobody is mailed now.
    op.execute("INSERT INTO ticket_mail_reached (id, entry_seq) SELECT 1, coalesce(max(seq), 0) FROM entry")
    op.create_table(
        "feed_link",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("marker", sa.String(200), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("label", sa.String(80)),
        sa.Column("areas", _JSON(), nullable=False),
        sa.Column("services", _JSON(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        _to("feed_link", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_link")),
        sa.UniqueConstraint("hash", name=op.f("uq_feed_link_hash")),
    )
    _indexes("feed_link", "person_id")


def downgrade() -> None:
    for name in (
        "feed_link",
        "ticket_mail_reached",
        "mail_choice",
        "outage_follower",
        "outage_news",
        "subscription",
        "status_page",
    ):
        op.drop_table(name)
    with op.batch_alter_table("letter") as table:
        table.drop_column("unsubscribe")
