"""PostgreSQL's server is nobody's child: it ends with the process that started it all the same, even by kill -9."""

import subprocess
from pathlib import Path

# Nothing is ever written to it: reading ends when the pipe does, which is when the other process is gone.
_WAITS = 'read -r _; kill -QUIT "$1"; while kill -0 "$1"; do sleep 0.1; done; rm -rf "$2"'


class Guard:
    """Ends the server `pid` at once and removes its `folder`, should this process be gone before `dismiss`."""

    def __init__(self, pid: int | None, folder: Path) -> None:
        # In a session of its own: Ctrl-C is for those whom it guards.
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _WAITS, "guard", str(pid), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def dismiss(self) -> None:
        """The server has ended in peace."""
        self._process.kill()
        self._process.communicate()
