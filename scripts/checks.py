"""`./scripts/test`: every check there is, one after the other, and what came of each at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.processes.child import ROOT, python


@dataclass(frozen=True)
class Check:
    """One program; `calls_it` is what the summary calls it."""

    calls_it: str
    command: Sequence[str]


def checks(pytest_arguments: Sequence[str]) -> list[Check]:
    """All of them, the quickest first; arguments narrow the tests down, not the rest."""
    return [
        Check("style (ruff check)", python("ruff", "check", ".")),
        Check("form (ruff format)", python("ruff", "format", "--check", ".")),
        Check("types (mypy)", python("mypy")),
        Check("imports (import-linter)", [sys.executable, "-c", _LINT_IMPORTS]),
        Check("tests (pytest)", python("pytest", *(pytest_arguments or _ALL_TESTS))),
    ]


_ALL_TESTS = ("-n", str(min(5, (os.cpu_count() or 1) + 3)), "--dist", "loadscope", "--no-loadscope-reorder")
"""The whole of them over the machine's cores, and three more, as those that start programs mostly wait. How they are
given out is in tests/conftest.py.

What is narrowed down runs in one process, where a debugger works too.
"""

# import-linter has no `python -m`, and its script names the folder that the environment was made in.
_LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def main() -> int:
    """Exit status 1 where any failed; all are run, so that one reading tells everything."""
    results = [(check, *_run(check)) for check in checks(sys.argv[1:])]
    print("\nWhat came of it:", flush=True)
    for check, passed, seconds in results:
        print(f"  {'passed' if passed else 'FAILED'}  {check.calls_it}, {seconds:.0f} s")
    return 0 if all(passed for _, passed, _ in results) else 1


def _run(check: Check) -> tuple[bool, float]:
    print(f"\n== {check.calls_it}", flush=True)
    begun = time.monotonic()
    # DATABASE_URL and the like are a person's own; no test may write there.
    env = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    status = subprocess.run(check.command, cwd=ROOT, env=env, check=False).returncode
    return status == 0, time.monotonic() - begun


_SETTINGS = {"DATABASE_URL", "SECRET_KEY", "PORT", "HOST", "PUBLIC_URL", "WEBHOOK_ALLOW", "COUNTRY", "TIMEZONE"}


if __name__ == "__main__":
    sys.exit(main())
