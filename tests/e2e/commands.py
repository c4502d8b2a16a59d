"""Running the scripts as a person would, but in this test run's own Python."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NOT_OURS = (
    "DATABASE_URL",
    "PORT",
    "HOST",
    "COUNTRY",
    "WORKERS",
    "WEBHOOK_ALLOW",
    "PUBLIC_URL",
    "ATTACHMENTS_DIR",
    "SMTP_URL",
    "MAIL_FROM",
    "INBOUND_MAIL",
)


def environment(**settings: str) -> dict[str, str]:
    """This process's, without a person's own settings."""
    ours = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **settings}


def run(module: str, *args: str, seconds: float, **settings: str) -> subprocess.CompletedProcess[str]:
    """A script until it ends."""
    return subprocess.run(
        [sys.executable, "-m", module, *args],
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
