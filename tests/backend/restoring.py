"""A used PostgreSQL database made as it was at first, for a hundredth of what another one costs."""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

LARGEST = 512 * 1024
"""Bytes that a table's file may have grown to: rows that are deleted leave their room behind."""

# PostgreSQL counts the rows that were written to each table, the catalogues' too, and knows of all that a connection
# wrote once that has ended. So nothing is read of what nobody wrote to, which would be most of the cost. (TRUNCATE is
# not counted, but gives the table another file, and that is written in a catalogue.)
_WRITTEN = """
SELECT relname, relnamespace = 'pg_catalog'::regnamespace FROM pg_class
WHERE relkind = 'r' AND NOT relisshared AND relnamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
    AND pg_stat_get_tuples_inserted(oid) + pg_stat_get_tuples_updated(oid) + pg_stat_get_tuples_deleted(oid) > 0
UNION ALL SELECT 'pg_db_role_setting', true FROM pg_db_role_setting
    JOIN pg_database ON pg_database.oid = setdatabase AND datname = current_database()
"""
_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
_POSITIONS = """
SELECT relname, last_value, is_called FROM pg_class CROSS JOIN pg_get_sequence_data(oid)
WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
"""

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
        self._tables = [name for (name,) in connection.execute(_TABLES)]
        self._schema = _schema(connection)
        self._positions = _positions(connection)
        self._rows = {table: rows for table in self._tables if (rows := _copied(connection, table))}

    def restore(self, connection: psycopg.Connection[Any]) -> bool:
        """Takes away what came and puts back what went; False where that is not enough, and it should be dropped.

        Not enough: another schema, statistics that a planner would go by, or files grown large.
        """
        written = dict(connection.execute(_WRITTEN).fetchall())
        changed = [name for name, of_catalogue in written.items() if not of_catalogue]
        if any(written.values()):
            if _schema(connection) != self._schema:
                return False
            changed = self._tables
        if _largest(connection, changed) > LARGEST:
            return False
        self._undo(connection, changed)
        return True

    def _undo(self, connection: psycopg.Connection[Any], changed: Sequence[str]) -> None:
        # Neither triggers nor foreign keys: the whole is right again at the end. And this is no writing of a test's.
        acts = [SQL("SET session_replication_role = replica"), SQL("SET track_counts = off")]
        acts += [SQL("DELETE FROM {}").format(Identifier(table)) for table in changed]
        moved = self._positions.items() - _positions(connection).items()
        acts += [_set_back(sequence, *position) for sequence, position in moved]
        connection.execute(SQL("; ").join([*acts, SQL("SELECT pg_stat_reset()")]))
        for table in self._rows.keys() & set(changed):
            with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
                copy.write(self._rows[table])


def _schema(connection: psycopg.Connection[Any]) -> Any:
    return connection.execute(_SCHEMA).fetchone()


def _positions(connection: psycopg.Connection[Any]) -> dict[str, tuple[int, bool]]:
    return {name: (last, called) for name, last, called in connection.execute(_POSITIONS)}


def _largest(connection: psycopg.Connection[Any], tables: Sequence[str]) -> int:
    """The size of the largest of their files, in bytes."""
    size = "SELECT coalesce(max(pg_relation_size(oid)), 0) FROM pg_class WHERE relkind = 'r' AND relname = ANY (%s)"
    found = connection.execute(size, [tables]).fetchone()
    assert found
    return int(found[0])


def _set_back(sequence: str, last: int, called: bool) -> Composed:
    whole = Literal(Identifier(sequence).as_string())
    return SQL("SELECT setval({}, {}, {})").format(whole, Literal(last), Literal(called))


def _copied(connection: psycopg.Connection[Any], table: str) -> bytes:
    with connection.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy)
