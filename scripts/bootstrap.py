"""Makes `.venv` and keeps it equal to the requirement files.

Runs on the machine's own Python, so it uses the standard library only: `python3 scripts/bootstrap.py backend mobile`.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_NO_VENV = (
    "This Python cannot make a virtual environment: on Debian, apt-get install python3-venv (or python3.11-venv)."
)


class Told(Exception):
    """What went wrong, in one sentence for whoever called."""


class Environment:
    """The virtual environment of one checkout; `installing` lies in it while its content is in doubt."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / "bin" / "python"
        self.installing = self.folder / "installing"

    def requirements(self, part: str) -> Path:
        """The file that names what `part` needs."""
        return self.root / f"requirements-{part}.txt"

    def digest(self, part: str) -> str:
        """A fingerprint of what `part` needs."""
        return hashlib.sha256(self.requirements(part).read_bytes()).hexdigest()

    def missing(self, parts: Iterable[str]) -> list[str]:
        """Those of `parts` that are not, or not wholly, or no longer as the files say, installed."""
        return [part for part in parts if _read(self._stamp(part)) != self.digest(part)]

    def usable(self) -> bool:
        """Whether it can be built on: it runs, is new enough, and no install in it was broken off."""
        if self.installing.exists():
            return False
        try:
            probe = [str(self.python), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
            return subprocess.run(probe, capture_output=True, check=False).returncode == 0
        except OSError:
            return False

    def make(self) -> None:
        """A new, empty one in place of what was there; raises Told."""
        if self.folder.exists():
            say("The virtual environment was left half made or does not run: it is made anew.")
            shutil.rmtree(self.folder)
        say("Making the virtual environment .venv ...")
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(self.folder)], capture_output=True, text=True, check=False
        )
        if made.returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise Told(_NO_VENV)

    def install(self, part: str) -> None:
        """Install what `part` needs, saying how far it is; raises Told."""
        self.installing.touch()
        self._stamp(part).unlink(missing_ok=True)
        _install(self.python, self.requirements(part), part)
        self._stamp(part).write_text(self.digest(part))
        self.installing.unlink()

    def _stamp(self, part: str) -> Path:
        return self.folder / f"installed-{part}"


def bring_up_to_date(environment: Environment, parts: list[str]) -> None:
    """Make and install whatever is missing of `parts`; several processes wait for each other. Raises Told."""
    with alone(environment.root):
        if not environment.usable():
            environment.make()
        for part in environment.missing(parts):
            environment.install(part)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One process at a time installs in a checkout; others wait, saying so."""
    # The folder itself is locked: no file is left behind, and the lock ends with the process.
    handle = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another process is installing here; waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _install(python: Path, requirements: Path, part: str) -> None:
    total = len(re.findall(r"^[\w.\[\]-]+==", requirements.read_text(), re.MULTILINE))
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--disable-pip-version-check"]
    command += ["--no-input", "--progress-bar", "off", "-r", str(requirements)]
    output: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        begun = 0
        for line in pip.stdout or ():
            output.append(line)
            if named := re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
                begun += 1
                say(f"  {part}: {begun} of {total}, {named[1]}")
            elif line.startswith("Installing"):
                say(f"  {part}: installing ...")
    if pip.returncode:
        sys.stderr.writelines(output[-12:])
        raise Told(f"Installing {requirements.name} failed; pip's last words are above. Run the command again.")


def _read(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:
        return None


def say(text: str) -> None:
    """A line for whoever waits."""
    print(text, file=sys.stderr, flush=True)


def told_from(work: Callable[[], None]) -> int:
    """Does it; exit status 1, and one sentence, where it could not be done."""
    try:
        work()
    except Told as told:
        say(str(told))
    except KeyboardInterrupt:
        say("Stopped; run the command again to go on.")
    else:
        return 0
    return 1


def main() -> int:
    """The program's exit status."""
    return told_from(lambda: bring_up_to_date(Environment(ROOT), sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
