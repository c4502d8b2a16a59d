"""The import rules hold, and notice what breaks them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.checks import checks
from tests.e2e.commands import ROOT, environment


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the rules are about."""
    for name in ("backend", "shared", "mobile"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.png", "*.ttf"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    command = next(check.command for check in checks([]) if "import" in check.calls_it)
    env = {**environment(), "PYTHONPATH": str(tree)}
    return subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_as_it_is_nothing_is_broken(tree: Path) -> None:
    done = lint(tree)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "planted", "named"),
    [
        ("mobile/core/backoff.py", "import kivy", "mobile.core.backoff"),
        ("mobile/presenters/base.py", "from kivy.clock import Clock", "mobile.presenters.base"),
        ("mobile/config.py", "from backend import clock", "mobile.config"),
        ("mobile/ui/bridge.py", "from backend import clock", "mobile.ui.bridge"),
        ("backend/clock.py", "import mobile.config", "backend.clock"),
        ("shared/lifecycle.py", "import flask", "shared.lifecycle"),
    ],
)
def test_what_is_planted_is_found(tree: Path, file: str, planted: str, named: str) -> None:
    with (tree / file).open("a") as source:
        source.write(f"\n{planted}\n")
    done = lint(tree)
    assert done.returncode != 0
    assert named in done.stdout
