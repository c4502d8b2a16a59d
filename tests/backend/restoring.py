"""A used PostgreSQL database made as it was at first, for a hundredth of what another one costs."""

from typing import Any

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

LARGEST = 512 * 1024
"""Bytes that a table's file may have grown to: rows that are deleted leave their room behind."""

_TABLES = "SELECT relname FROM pg_class WHERE relkind = %s AND relnamespace = 'public'::regnamespace ORDER BY relname"

# Oids below are PostgreSQL's own. What a test makes anew has another oid, though it look the same.
_SCHEMA = """
SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
    SELECT concat_ws('|', oid, relname, relkind, reloptions) AS line FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', attrelid, attname, atttypid, atttypmod, attnotnull, atthasdef, attisdropped)
        FROM pg_attribute WHERE attrelid >= 16384
    UNION ALL SELECT concat_ws('|', oid, conname, convalidated, condeferrable) FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', oid, adrelid) FROM pg_attrdef
    UNION ALL SELECT concat_ws('|', indexrelid, indisvalid, indisunique) FROM pg_index WHERE indexrelid >= 16384
    UNION ALL SELECT concat_ws('|', oid, proname, md5(prosrc)) FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', oid, tgname, tgenabled) FROM pg_trigger
    UNION ALL SELECT concat_ws('|', oid, typname) FROM pg_type WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', oid, extname) FROM pg_extension
    UNION ALL SELECT concat_ws('|', starelid, staattnum) FROM pg_statistic WHERE starelid >= 16384
    UNION ALL SELECT concat_ws('|', setrole, setconfig) FROM pg_db_role_setting
        JOIN pg_database ON pg_database.oid = setdatabase AND datname = current_database()
)
"""


class Original:
    """What a database was at first: its schema, its rows and its sequences."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._tables = [name for (name,) in connection.execute(_TABLES, ["r"])]
        self._sequences = [name for (name,) in connection.execute(_TABLES, ["S"])]
        self._look = SQL(" UNION ALL ").join([*map(_rows, self._tables), *map(_position, self._sequences)])
        self._schema = _schema(connection)
        self._was = self._now(connection)
        self._rows = {table: _copied(connection, table) for table in self._tables if self._was[table][0]}

    def restore(self, connection: psycopg.Connection[Any]) -> bool:
        """Takes away what came and puts back what went; False where that is not enough, and it should be dropped.

        Not enough: another schema, statistics that a planner would go by, or files grown large.
        """
        if _schema(connection) != self._schema:
            return False
        now = self._now(connection)
        if any(size > LARGEST for _, size in now.values()):
            return False
        changed = [name for name, (seen, _) in now.items() if seen != self._was[name][0]]
        # Neither triggers nor foreign keys: the whole is right again at the end.
        undo = [SQL("SET session_replication_role = replica"), *map(self._undone, changed)]
        connection.execute(SQL("; ").join(undo))
        for table in self._rows.keys() & set(changed):
            self._put_back(connection, table)
        return True

    def _undone(self, name: str) -> Composed:
        if name in self._tables:
            return SQL("DELETE FROM {}").format(Identifier(name))
        last, called = str(self._was[name][0]).split()
        whole = Literal(Identifier(name).as_string())
        return SQL("SELECT setval({}, {}, {})").format(whole, Literal(int(last)), Literal(called == "true"))

    def _put_back(self, connection: psycopg.Connection[Any], table: str) -> None:
        with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
            copy.write(self._rows[table])

    def _now(self, connection: psycopg.Connection[Any]) -> dict[str, tuple[str | None, int]]:
        return {name: (seen, size) for name, seen, size in connection.execute(self._look)}


def _schema(connection: psycopg.Connection[Any]) -> Any:
    return connection.execute(_SCHEMA).fetchone()


def _rows(table: str) -> Composed:
    seen = "SELECT {}, md5(string_agg(whole::text, ' ' ORDER BY whole::text)), pg_relation_size({}) FROM {} AS whole"
    return SQL(seen).format(Literal(table), Literal(Identifier(table).as_string()), Identifier(table))


def _position(sequence: str) -> Composed:
    seen = SQL("SELECT {}, last_value || ' ' || is_called, 0 FROM {}")
    return seen.format(Literal(sequence), Identifier(sequence))


def _copied(connection: psycopg.Connection[Any], table: str) -> bytes:
    with connection.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy)
