"""One ticket's way through the real app, presenters and core, against a server over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest

from mobile.config import Settings
from mobile.ui.capture import find, seen, settle, shown, tap, type_into
from tests.mobile.fake_server import PASSWORD, FakeServer
from tests.mobile.resources import AT, EMPLOYEE

pytestmark = pytest.mark.window


def sign_in() -> None:
    type_into("email", EMPLOYEE["email"])
    type_into("password", PASSWORD)
    tap("sign_in.submit")
    settle(lambda: shown("place.tickets"))


def test_from_signing_in_to_taken_up(start: Callable[..., Any], server: FakeServer, settings: Settings) -> None:
    app = start(settings=settings)
    type_into("email", EMPLOYEE["email"])
    type_into("password", "wrong")
    tap("sign_in.submit")
    settle(lambda: seen("E-mail address or password is not right"))
    find("password").fill("")
    type_into("password", PASSWORD)
    tap("sign_in.submit")
    settle(lambda: seen("Nog niets doorgegeven"))  # the account's own language

    tap("pass_on")
    settle(lambda: shown("service.internet"))
    tap("service.internet")
    type_into("postcode", "3511ab")
    settle(lambda: seen("Geen bekende storing om"))
    type_into("description", "Geen internet")
    type_into("name", "Oma")
    tap("submit")
    settle(lambda: server.tickets)
    settle(lambda: seen("Ontvangen"))

    ticket = next(iter(server.tickets.values()))
    assert ticket["description"] == "Geen internet"
    handling = {**ticket["handling"], "answer": "yes", "since": AT}
    server.change(ticket["id"], status="in_progress", handling=handling)
    app.core.wake(eager=True)
    settle(lambda: seen("In behandeling"))


def test_offline_it_waits_and_goes_by_itself(start: Callable[..., Any], server: FakeServer, settings: Settings) -> None:
    app = start(settings=settings)
    sign_in()
    settle(lambda: app.screens.sync.state.last_synced_at)
    server.stop()
    tap("pass_on")
    settle(lambda: shown("service.internet"))
    tap("service.internet")
    type_into("postcode", "3511AB")
    type_into("description", "Geen internet")
    tap("submit")
    settle(lambda: seen("Wacht op verbinding"))
    settle(lambda: seen("Geen verbinding"))
    server.start()
    app.core.wake(eager=True)
    settle(lambda: seen("Ontvangen"))
    assert len(server.tickets) == 1
    assert not seen("Wacht op verbinding")
