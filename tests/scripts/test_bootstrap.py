"""The virtual environment: made once, brought up to date when the files change, made anew after a broken install."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from scripts import bootstrap
from scripts.bootstrap import Environment, Told, bring_up_to_date


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """Of a checkout with two parts; installing is noted instead of done."""
    for part in ("backend", "dev"):
        (tmp_path / f"requirements-{part}.txt").write_text(f"{part}==1.0 \\\n    --hash=sha256:00\n")
    found = Environment(tmp_path)
    monkeypatch.setattr(Environment, "make", _make)
    monkeypatch.setattr(bootstrap, "_install", _install)
    installed.clear()
    return found


installed: list[str] = []


def _make(environment: Environment) -> None:
    environment.installing.unlink(missing_ok=True)
    environment.python.parent.mkdir(parents=True, exist_ok=True)
    if not environment.python.exists():
        environment.python.symlink_to(sys.executable)
    installed.append("made")


def _install(python: Path, requirements: Path, part: str) -> None:
    installed.append(part)


def test_a_second_run_installs_nothing(environment: Environment) -> None:
    bring_up_to_date(environment, ["backend", "dev"])
    assert installed == ["made", "backend", "dev"]
    bring_up_to_date(environment, ["backend", "dev"])
    assert installed == ["made", "backend", "dev"]


def test_serving_needs_only_its_own_part(environment: Environment) -> None:
    bring_up_to_date(environment, ["backend"])
    assert environment.missing(["backend", "dev"]) == ["dev"]


def test_a_changed_file_is_installed_again_and_no_other(environment: Environment) -> None:
    bring_up_to_date(environment, ["backend", "dev"])
    environment.requirements("dev").write_text("dev==1.1 \\\n    --hash=sha256:00\n")
    bring_up_to_date(environment, ["backend", "dev"])
    assert installed == ["made", "backend", "dev", "dev"]


def test_an_install_that_was_broken_off_makes_all_of_it_anew(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    bring_up_to_date(environment, ["backend"])
    monkeypatch.setattr(bootstrap, "_install", broken_off)
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(environment, ["dev"])
    assert not environment.usable()
    monkeypatch.setattr(bootstrap, "_install", _install)
    bring_up_to_date(environment, ["dev"])
    assert installed == ["made", "backend", "made", "dev"]


def test_a_python_that_does_not_run_is_replaced(environment: Environment) -> None:
    bring_up_to_date(environment, ["backend"])
    environment.python.unlink()
    environment.python.symlink_to("/no/such/python")
    assert not environment.usable()


def test_two_at_once_wait_for_each_other(environment: Environment, capsys: pytest.CaptureFixture[str]) -> None:
    with bootstrap.alone(environment.root):
        other = threading.Thread(target=bring_up_to_date, args=(environment, ["backend"]))
        other.start()
        time.sleep(0.2)
        assert installed == []
    other.join(10)
    assert installed == ["made", "backend"]
    assert "waiting" in capsys.readouterr().err


def test_a_python_without_venv_gets_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = tmp_path / "python3"
    without.write_text("#!/bin/sh\necho 'ensurepip is not available' >&2\nexit 1\n")
    without.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(without))
    with pytest.raises(Told, match=r"apt-get install python3-venv"):
        Environment(tmp_path).make()
    assert not (tmp_path / ".venv").exists()


def test_what_pip_says_last_is_shown_where_it_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho Collecting backend==1.0\necho 'ERROR: no such package'\nexit 1\n")
    python.chmod(0o755)
    requirements = tmp_path / "requirements-backend.txt"
    requirements.write_text("backend==1.0 \\\n    --hash=sha256:00\n")
    with pytest.raises(Told, match=r"requirements-backend.txt failed"):
        bootstrap._install(python, requirements, "backend")
    said = capsys.readouterr().err
    assert "1 of 1, backend" in said
    assert "no such package" in said


def test_every_command_can_be_run() -> None:
    for name in ("run", "test", "serve", "replay", "lock"):
        assert os.access(bootstrap.ROOT / "scripts" / name, os.X_OK)
