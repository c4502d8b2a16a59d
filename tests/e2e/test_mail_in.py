"""Mail that comes in while its listener and its worker are killed: what was answered 250 is there, once."""

import os
import signal
import smtplib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from scripts.processes import ports
from scripts.processes.waiting import until
from tests.backend.inbox import formats
from tests.e2e.test_serving import Serving, family, gone

MAILS = 30
TO = "reply@reply.example.org"


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[tuple[Serving, int]]:
    port = ports.free_port()
    found = Serving(tmp_path, INBOUND_MAIL=f"lmtp://127.0.0.1:{port}?domain=reply.example.org")
    yield found, port
    children = list(family(found.process.pid))
    found.process.kill()
    found.process.wait()
    until(lambda: gone(children), 20, "what it started")


def hand_over(port: int, number: int) -> None:
    """As a mail server does: again and again, until it is told 250."""
    raw = formats.plain(TO, "team@solvers.example.org", f"Mail {number}", message_id=f"<{number}@x>")
    for _ in range(200):
        try:
            with smtplib.LMTP("127.0.0.1", port) as server:
                server.sendmail("team@solvers.example.org", [TO], raw)
        except (OSError, smtplib.SMTPException):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(number)


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_when_listener_and_worker_are_killed(listening: tuple[Serving, int]) -> None:
    serving, port = listening
    for number in range(MAILS):
        hand_over(port, number)
        victim = {5: "doorgeven mail", 10: "doorgeven worker", 15: "doorgeven mail", 20: "doorgeven worker"}.get(number)
        pid = serving.pid_of(victim) if victim else None
        if pid:
            os.kill(pid, signal.SIGKILL)

    def counts() -> dict[str, int]:
        return dict(requests.get(f"http://127.0.0.1:{serving.port}/readyz", timeout=5).json()["inbox"])

    until(lambda: counts()["waiting"] == 0, 60, "the worker")
    assert counts() == {"waiting": 0, "kept": MAILS}
    assert "Traceback" not in serving.log.read_text()
