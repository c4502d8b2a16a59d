"""What is wrong with a machine or a setting is told in one sentence."""

import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from backend.config import Config
from scripts.processes import database, ports
from scripts.processes.child import ROOT
from scripts.serving import programs
from tests.backend.settings import settings


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {number} is taken by another program"):
            ports.check_free("127.0.0.1", number)
    ports.check_free("127.0.0.1", number)


def test_a_port_of_a_server_that_shares_it() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit, match="is taken"):
            ports.check_free("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_that_is_not_ours(host: str) -> None:
    with pytest.raises(SystemExit, match=f"HOST: {host} is no address of this machine"):
        ports.check_free(ports.resolve(host), ports.free_port())


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://someone:hidden@127.0.0.1:1/nothing", "Connection refused"),
        ("sqlite:////no/such/folder/file.db", "there is no folder /no/such/folder"),
    ],
)
@pytest.mark.parametrize("to_do", [database.check, database.migrate])
def test_a_database_that_cannot_be_used(to_do: Callable[[Config], None], url: str, sentence: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        to_do(settings(url))
    said = str(stopped.value)
    assert sentence in said
    assert "check DATABASE_URL" in said
    assert "hidden" not in said
    assert "\n" not in said


def test_a_database_that_was_never_set_up(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    for state in ("missing", "empty"):
        with pytest.raises(SystemExit, match=r"run `\./scripts/serve --migrate`"):
            database.check(settings(f"sqlite:///{file}"))
        assert not file.exists() or state == "empty"
        file.touch()


def test_a_database_of_a_version_that_nobody_knows_is_not_touched(tmp_path: Path) -> None:
    config = settings(f"sqlite:///{tmp_path / 'later.db'}")
    with closing(sqlite3.connect(tmp_path / "later.db")) as later, later:
        later.execute("CREATE TABLE alembic_version (version_num TEXT)")
        later.execute("INSERT INTO alembic_version VALUES ('9999')")
    with pytest.raises(SystemExit, match="Can't locate revision identified by '9999'"):
        database.migrate(config)


def test_a_database_that_is_brought_up_to_date_can_be_used(tmp_path: Path) -> None:
    config = settings(f"sqlite:///{tmp_path / 'new.db'}")
    for _ in range(2):
        database.migrate(config)
        database.check(config)


def test_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/x")
    with pytest.raises(SystemExit, match=r"DATABASE_URL: begin with sqlite:/// or postgresql://"):
        database.settings()


def test_workers_count_on_postgresql_only() -> None:
    sqlite, postgresql = _config("sqlite:////tmp/x.db"), _config("postgresql://localhost/x")
    assert programs.processes(sqlite, {"WORKERS": "4"}) == 1
    assert programs.processes(postgresql, {"WORKERS": "4"}) == 4
    assert programs.processes(postgresql, {}) == 2
    with pytest.raises(SystemExit, match="WORKERS: a number from 1 up; many is none"):
        programs.processes(postgresql, {"WORKERS": "many"})


def _config(url: str) -> Config:
    return settings(url)


@pytest.mark.slow
def test_the_command_itself_shows_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.serving"],
        env={"DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}", "PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "serve --migrate" in done.stderr
    assert not (tmp_path / "new.db").exists()
