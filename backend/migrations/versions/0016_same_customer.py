"""by what tickets of one customer are found

Revision ID: 0016
Revises: 0015
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_BATCH = 5000
_INDEXES = {
    "ix_ticket_customer_name": ["customer_name_key", "customer_postcode", "created_at"],
    "ix_ticket_customer_phone": ["customer_phone_key", "created_at"],
    "ix_ticket_customer_email": ["customer_email_key", "created_at"],
}


def upgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("customer_name_key", sa.String(200)))
        table.add_column(sa.Column("customer_phone_key", sa.String(40)))
        table.add_column(sa.Column("customer_email_key", sa.String(254)))
    _fill()
    for name, columns in _INDEXES.items():
        op.create_index(name, "ticket", columns)


def downgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        for name in _INDEXES:
            table.drop_index(name)
        table.drop_column("customer_email_key")
        table.drop_column("customer_phone_key")
        table.drop_column("customer_name_key")


def _fill() -> None:
    """What the model would have kept, for the tickets that are there: as contact.py had it then."""
    connection, last = op.get_bind(), ""
    look = sa.text(
        "SELECT id, customer_name, customer_phone, customer_email FROM ticket WHERE id > :last ORDER BY id LIMIT :most"
    )
    fill = sa.text(
        "UPDATE ticket SET customer_name_key = :name, customer_phone_key = :phone, customer_email_key = :email"
        " WHERE id = :id"
    )
    while rows := connection.execute(look, {"last": last, "most": _BATCH}).all():
        keys = [{"id": one, "name": _name(n), "phone": _phone(p), "email": _email(e)} for one, n, p, e in rows]
        connection.execute(fill, keys)
        last = rows[-1][0]


def _phone(phone: str | None) -> str | None:
    digits = "".join(str(unicodedata.digit(char)) for char in phone or "" if char.isdigit())
    return digits[-9:] if len(digits) >= 7 else None  # noqa: PLR2004 - as contact.py had it


def _email(email: str | None) -> str | None:
    return (email or "").strip().lower() or None


def _name(name: str | None) -> str | None:
    apart = unicodedata.normalize("NFKD", (name or "").casefold())
    words = "".join(char if char.isalnum() else " " for char in apart if not unicodedata.combining(char))
    return " ".join(words.split())[:200] or None
