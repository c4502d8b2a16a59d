"""Who was told, read by SQL of its own: each ticket and customer behind the outage once, and the feed tells of each."""

from typing import Any

from sqlalchemy import create_engine, text

from backend.config import Config
from backend.db import sqlite_module

_TOLD = """
    SELECT count(*) FROM ticket t WHERE t.outage_id = :outage AND {}
    (SELECT count(*) FROM entry e WHERE e.ticket_id = t.id AND e.type = 'outage' AND e.body LIKE :words)"""
_QUERIES = {
    "tickets that were not told": _TOLD.format("0 ="),
    "tickets that were told twice": _TOLD.format("1 <"),
    "tickets with another version than entries": """
        SELECT count(*) FROM ticket t WHERE t.outage_id = :outage
        AND t.version <> (SELECT count(*) FROM entry e WHERE e.ticket_id = t.id)""",
    "tickets that stand elsewhere": "SELECT count(*) FROM ticket WHERE outage_id = :outage AND status <> :ticket",
    "customers that were not told": "SELECT count(*) FROM affected WHERE outage_id = :outage AND version < :version",
    "customers that were told twice": "SELECT count(*) FROM affected WHERE outage_id = :outage AND version > :version",
    "customers that stand elsewhere": "SELECT count(*) FROM affected WHERE outage_id = :outage AND status <> :affected",
    "entries that the feed does not tell": """
        SELECT count(*) FROM entry e JOIN ticket t ON t.id = e.ticket_id
        LEFT JOIN change c ON c.kind = 'entry' AND c.object_id = e.id
        WHERE t.outage_id = :outage AND e.type = 'outage' AND c.position IS NULL""",
    "customers of whom the feed tells too seldom or too often": """
        SELECT count(*) FROM affected a WHERE a.outage_id = :outage AND a.version - 1 <>
        (SELECT count(*) FROM change c WHERE c.kind = 'affected' AND c.object_id = a.id)""",
}


def faults(config: Config, outage: str, words: str, *, version: int, ticket: str, affected: str) -> dict[str, int]:
    """By what is wrong: how many; nothing where each was told once. `version` is what a customer's row must have."""
    module = {"module": sqlite_module()} if config.is_sqlite else {}
    engine = create_engine(config.database_url, **module)
    asked: dict[str, Any] = {"outage": outage, "words": f"{words}%", "version": version}
    asked |= {"ticket": ticket, "affected": affected}
    try:
        with engine.connect() as connection:
            return {name: int(connection.execute(text(query), asked).scalar() or 0) for name, query in _QUERIES.items()}
    finally:
        engine.dispose()
