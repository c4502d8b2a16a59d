"""What the server holds of one person, read by SQL of its own, and access tokens made to run out."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import create_engine, text

from backend.config import Config
from backend.db import sqlite_module

_MARKED = "%[{}-%"
_EXPIRE = """
UPDATE access_token SET expires_at = (SELECT f.created_at FROM token_family f WHERE f.id = access_token.family_id)
WHERE family_id IN (SELECT f.id FROM token_family f JOIN person p ON p.id = f.person_id WHERE p.email = :email)
"""


class Records:
    """Looks into the database beside the server."""

    def __init__(self, config: Config) -> None:
        module = {"module": sqlite_module(), "connect_args": {"timeout": 30}} if config.is_sqlite else {}
        self._engine = create_engine(config.database_url, **module)

    def tickets(self, marker: str) -> Counter[str]:
        """How often each description is there."""
        return self._texts("SELECT description FROM ticket WHERE description LIKE :marked", marker)

    def messages(self, marker: str) -> Counter[str]:
        """How often each message is there."""
        return self._texts("SELECT body FROM entry WHERE type = 'message' AND body LIKE :marked", marker)

    def follows(self, marker: str) -> Counter[str]:
        """How often each label is there."""
        return self._texts("SELECT label FROM subscription WHERE label LIKE :marked", marker)

    def photos(self, names: Sequence[str]) -> Counter[str]:
        """How often each of these is the ticket's."""
        there = Counter(str(row[0]) for row in self._rows("SELECT name FROM attachment"))
        return Counter({name: there[name] for name in names})

    def standing(self, marker: str) -> dict[str, tuple[str, str | None]]:
        """By description: the ticket's status, and the customer's number."""
        query = "SELECT description, status, customer_phone FROM ticket WHERE description LIKE :marked"
        return {str(row[0]): (str(row[1]), row[2]) for row in self._rows(query, marked=_MARKED.format(marker))}

    def expire_tokens(self, email: str) -> None:
        """This person's access tokens have run out, as after their quarter of an hour."""
        with self._engine.begin() as connection:
            connection.execute(text(_EXPIRE), {"email": email})

    def close(self) -> None:
        """No connection stays open."""
        self._engine.dispose()

    def _texts(self, query: str, marker: str) -> Counter[str]:
        return Counter(str(row[0]) for row in self._rows(query, marked=_MARKED.format(marker)))

    def _rows(self, query: str, **values: str) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(text(query), values).all()
