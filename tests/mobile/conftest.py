"""A fake server, a phone's folder and a signed-in core for the app's tests without a window."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mobile.config import Settings
from mobile.core.account import Account
from mobile.core.core import Core
from mobile.ui import environment
from tests.mobile.fake_server import PASSWORD, FakeServer
from tests.mobile.resources import EMPLOYEE

KIVY_HOME = Path(tempfile.mkdtemp(prefix="doorgeven-kivy-"))
atexit.register(shutil.rmtree, KIVY_HOME, ignore_errors=True)
# Before any test's module is read: some import a part of Kivy, which would take this machine's settings and clipboard.
environment.declare(KIVY_HOME, offscreen=True)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    server = FakeServer()
    yield server
    server.stop()


@pytest.fixture
def settings(server: FakeServer, tmp_path: Path) -> Settings:
    return Settings(server=server.address, data=tmp_path / "phone", language="en", app_version="0.1.0")


@pytest.fixture
def new_core(settings: Settings) -> Iterator[Callable[[], Core]]:
    """Each call is another start of the app on the same phone."""
    made: list[Core] = []

    def make() -> Core:
        made.append(Core(settings))
        return made[-1]

    yield make
    for core in made:
        core.stop()


@pytest.fixture
def core(new_core: Callable[[], Core]) -> Core:
    """Signed in, and read once."""
    core = new_core()
    core.sign_in(EMPLOYEE["email"], PASSWORD)
    core.sync_once()
    return core


@pytest.fixture
def account(core: Core) -> Account:
    return core.signed_in()
