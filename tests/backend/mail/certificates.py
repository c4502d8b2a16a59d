"""A certificate for localhost, of nobody whom a machine trusts, with its key."""

import subprocess
from pathlib import Path

import pytest


def make(folder: Path) -> Path:
    """The key's file; the certificate is beside it, `.crt`. Skips where the machine has no openssl."""
    file = folder / "both.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    words = [*command.split(), "-addext", "subjectAltName=DNS:localhost", "-keyout", str(file), "-out", f"{file}.crt"]
    try:
        subprocess.run(words, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl on this machine")
    return file
