"""Runs a program that ends when the process that started it ends, even by kill -9: `... PARENT SIGNAL COMMAND ARG...`.

Linux only (PR_SET_PDEATHSIG, kept across exec); elsewhere the program just runs.
"""

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int, number: int) -> None:
    """From now on this process gets signal `number` when its `parent` (the thread that made it) is gone."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        # It went before this, so the signal would never come.
        os.kill(os.getpid(), number)


if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]), int(sys.argv[2]))
    os.execvp(sys.argv[3], sys.argv[3:])  # noqa: S606 - what the caller asked for
