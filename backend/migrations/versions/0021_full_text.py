"""full text: the terms that each ticket is found by

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.config import config
from backend.tickets.search.index import FACTS, MOST_MESSAGES, document, store

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_FTS = """
CREATE VIRTUAL TABLE ticket_fts USING fts5(
    terms, content='ticket_search', content_rowid='seq', detail=none, tokenize="ascii tokenchars '-_'"
)
"""
# What is deleted leaves the index at once, not only when its pages are written next.
_FORGETS = "INSERT INTO ticket_fts (ticket_fts, rank) VALUES ('secure-delete', 1)"
_OUT = "INSERT INTO ticket_fts (ticket_fts, rowid, terms) VALUES ('delete', old.seq, old.terms);"
_IN = "INSERT INTO ticket_fts (rowid, terms) VALUES (new.seq, new.terms);"
_TRIGGERS = {
    "ticket_search_added": f"AFTER INSERT ON ticket_search BEGIN {_IN} END",
    "ticket_search_removed": f"AFTER DELETE ON ticket_search BEGIN {_OUT} END",
    "ticket_search_changed": f"AFTER UPDATE ON ticket_search BEGIN {_OUT} {_IN} END",
}
_BATCH = 500
_TICKET = sa.table("ticket", sa.column("id"), sa.column("created_at"), *(sa.column(name) for name in FACTS))
_ENTRY = sa.table("entry", *(sa.column(name) for name in ("seq", "ticket_id", "visibility", "body")))


def upgrade() -> None:
    op.create_table(
        "ticket_search",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.String(64), nullable=False),
        sa.Column("terms", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_search_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ticket_search")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_ticket_search_ticket_id")),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_FTS)
        op.execute(_FORGETS)
        for name, body in _TRIGGERS.items():
            op.execute(sa.text(f"CREATE TRIGGER {name} {body}"))
    _index_what_is_there()
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_ticket_search_terms", "ticket_search", ["terms"], postgresql_using="gin")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in _TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
        op.execute("DROP TABLE ticket_fts")
    op.drop_table("ticket_search")


def _index_what_is_there() -> None:
    """In the order in which tickets came in, which is the order in which SQLite gives what it finds."""
    connection = op.get_bind()
    ids = list(connection.scalars(sa.select(_TICKET.c.id).order_by(_TICKET.c.created_at, _TICKET.c.id)))
    for start in range(0, len(ids), _BATCH):
        store(connection, list(_documents(connection, ids[start : start + _BATCH])))


def _documents(connection: sa.Connection, ids: list[str]):
    said: dict[str, list[tuple[str, str]]] = {}
    entries = sa.select(_ENTRY.c.ticket_id, _ENTRY.c.visibility, _ENTRY.c.body).order_by(_ENTRY.c.seq)
    for of, visibility, body in connection.execute(
        entries.where(_ENTRY.c.ticket_id.in_(ids), _ENTRY.c.body.is_not(None))
    ):
        said.setdefault(of, []).append((visibility, body))
    found = {
        row["id"]: dict(row) for row in connection.execute(sa.select(_TICKET).where(_TICKET.c.id.in_(ids))).mappings()
    }
    for ticket_id in ids:
        messages = said.get(ticket_id, [])[-MOST_MESSAGES:]
        yield ticket_id, document(found[ticket_id], messages, config().country)
