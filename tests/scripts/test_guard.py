"""Whatever ends a run, its PostgreSQL ends with it."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scripts.processes.child import ROOT
from scripts.processes.waiting import until

STARTS = """
import sys
from pathlib import Path
from scripts.processes import scratch
with scratch.database(Path(sys.argv[1]), postgres=True):
    print((Path(sys.argv[1]) / "postgresql" / "postmaster.pid").read_text().split()[0], flush=True)
    sys.stdin.read()
"""


@pytest.mark.slow
@pytest.mark.parametrize("by", ["kill", "end"])
def test_a_database_server_ends_with_the_process_that_started_it(by: str) -> None:
    # Run as root, the server is another user, to whom pytest's own folders are closed.
    folder = Path(tempfile.mkdtemp(prefix="doorgeven-"))
    run = [sys.executable, "-c", STARTS, str(folder)]
    program = subprocess.Popen(run, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert program.stdout
    server = Path("/proc") / program.stdout.readline().strip()
    assert server.exists()
    program.kill() if by == "kill" else program.communicate()
    program.wait()
    until(lambda: not server.exists(), 20, "the end of the server")
    if by == "kill":
        until(lambda: not folder.exists(), 20, "the folder's end")
    shutil.rmtree(folder, ignore_errors=True)
