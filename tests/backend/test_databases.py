"""What all other tests rely on: each gets a database that is as it was at first, whatever those before it did."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.backend.databases import SPARE, PostgreSQL

PEOPLE = "SELECT string_agg(concat_ws(',', id, name, language), ';' ORDER BY id) FROM person"
# What a test may do, and a question whose answer tells of it afterwards.
ACTS = {
    "INSERT INTO sign_in_failure VALUES ('mine', 'mine', now())": "SELECT count(*) FROM sign_in_failure",
    "UPDATE person SET name = upper(name)": PEOPLE,
    "DELETE FROM membership; DELETE FROM person WHERE role = 'employee'": PEOPLE,
    "TRUNCATE team CASCADE": "SELECT count(*), (SELECT count(*) FROM routing_rule) FROM team",
    "SELECT nextval('change_position_seq')": "SELECT last_value, is_called FROM change_position_seq",
    "CREATE TABLE of_mine ()": "SELECT to_regclass('of_mine')",
    "ALTER TABLE team ADD of_mine int": "SELECT count(*) FROM information_schema.columns WHERE column_name = 'of_mine'",
    "DROP INDEX ix_ticket_created": "SELECT count(*) FROM pg_indexes WHERE tablename = 'ticket'",
    "ALTER TABLE membership DISABLE TRIGGER ALL": "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'",
    "ANALYZE person": "SELECT count(*) FROM pg_stats WHERE tablename = 'person'",
    "DROP TABLE alembic_version": "SELECT to_regclass('alembic_version')",
}


@pytest.fixture
def server(servers: Callable[[str], Any]) -> PostgreSQL:
    found: PostgreSQL = servers("postgresql")
    return found


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("act", ACTS)
def test_nothing_that_a_test_does_is_seen_by_the_next_ones(server: PostgreSQL, act: str) -> None:
    answers = []
    for turn in range(2 * SPARE + 2):
        with server.fresh() as url, connected(url) as connection:
            answers.append(connection.execute(ACTS[act]).fetchall())
            if turn <= SPARE:
                connection.execute(act)
                assert connection.execute(ACTS[act]).fetchall() != answers[0]
    assert all(answer == answers[0] for answer in answers)


def test_restored_rows_can_be_written_and_referred_to(server: PostgreSQL) -> None:
    for _ in range(SPARE + 2):
        with server.fresh() as url, connected(url) as connection:
            connection.execute("DELETE FROM membership")
            connection.execute("INSERT INTO membership SELECT id, 'tv' FROM person")
            with pytest.raises(psycopg.errors.ForeignKeyViolation):
                connection.execute("INSERT INTO membership VALUES ('nobody', 'tv')")


def test_what_a_test_leaves_running_finds_no_way_into_the_next_ones(server: PostgreSQL) -> None:
    with server.fresh() as url:
        left = psycopg.connect(url, autocommit=True)
    for _ in range(SPARE + 1):
        with server.fresh() as other:
            assert other != url
            with pytest.raises(psycopg.OperationalError):
                left.execute("INSERT INTO feed VALUES (8, 'late')")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_two_at_once_are_two(server: PostgreSQL) -> None:
    with server.fresh() as one, server.fresh() as two:
        with connected(one) as connection:
            connection.execute("DELETE FROM feed")
        with connected(two) as connection:
            assert connection.execute("SELECT count(*) FROM feed").fetchone() == (1,)


def test_used_databases_serve_again(server: PostgreSQL) -> None:
    def served() -> int:
        with server.fresh() as url, connected(url) as connection:
            connection.execute("UPDATE person SET name = 'x'")
            found = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
            assert found
            return int(found[0])

    assert len({served() for _ in range(5 * SPARE)}) <= 2 * SPARE
