"""The first start, as a user goes through it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mobile.config import Settings
from mobile.core.core import Core
from mobile.presenters.notices import Say
from mobile.presenters.screens import Screens
from tests.mobile.fake_server import FakeServer, Reply


@pytest.fixture
def screens(tmp_path: Path) -> Screens:
    core = Core(Settings(data=tmp_path, language="nl"))

    def at_once(work: Callable[[], object], done: Callable[[object], None]) -> None:
        done(work())

    return Screens(core, at_once, lambda callback: callback())


def test_a_phone_that_knows_no_server_asks_for_one(screens: Screens, server: FakeServer) -> None:
    server.brand |= {"name": "Buurtnet", "color": "#d6006e"}
    assert screens.account.state.needs_server
    welcome = screens.welcome()
    welcome.type_address(server.address)
    welcome.connect()
    assert welcome.state.connected
    assert not screens.account.state.needs_server
    assert (screens.brand.state.name, screens.brand.state.color) == ("Buurtnet", "#d6006e")
    assert screens.sign_in().state.can_choose
    assert screens.sign_in().state.server in server.address


def test_a_code_that_is_scanned_is_tried_at_once_and_going_back_changes_nothing(
    screens: Screens, server: FakeServer
) -> None:
    welcome = screens.welcome()
    welcome.scanned(None)
    assert welcome.state.address == ""
    welcome.scanned(server.address)
    assert welcome.state.connected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", Say.SERVER_MISSING),
        ("geen adres", Say.NOT_AN_ADDRESS),
        ("http://doorgeven.example.org", Say.NOT_ENCRYPTED),
    ],
)
def test_an_address_that_will_not_do_is_said_at_the_field_and_goes_as_it_is_typed(
    screens: Screens, typed: str, said: Say
) -> None:
    welcome = screens.welcome()
    welcome.type_address(typed)
    welcome.connect()
    assert welcome.state.error
    assert welcome.state.error.key is said
    welcome.type_address("d")
    assert welcome.state.error is None


def test_why_a_server_did_not_answer(screens: Screens, server: FakeServer) -> None:
    welcome = screens.welcome()
    welcome.type_address(server.address)
    server.fail("GET", "/brand", Reply(200, {"hotel": "wifi"}))
    server.fail("GET", "/brand", Reply(503))
    said = []
    for _ in range(2):
        welcome.connect()
        assert welcome.state.notice
        said.append(welcome.state.notice)
    server.stop()
    welcome.connect()
    assert welcome.state.notice
    assert [one.key for one in (*said, welcome.state.notice)] == [
        Say.NOT_DOORGEVEN,
        Say.SIGN_IN_SERVER_AWAY,
        Say.SERVER_NOT_FOUND,
    ]
    assert welcome.state.notice.params == {"host": server.address.removeprefix("http://")}
    assert not welcome.state.busy
