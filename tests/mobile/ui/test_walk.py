"""One ticket's way through the real app, presenters and core, against a server over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest

from mobile.config import Settings
from mobile.ui.capture import find, seen, settle, shown, tap, type_into
from tests.mobile.fake_server import PASSWORD, FakeServer
from tests.mobile.resources import AT, EMPLOYEE, an_article

pytestmark = pytest.mark.window


def sign_in() -> None:
    type_into("email", EMPLOYEE["email"])
    type_into("password", PASSWORD)
    tap("sign_in.submit")
    settle(lambda: shown("place.tickets"))


def test_the_first_start(start: Callable[..., Any], server: FakeServer, settings: Settings) -> None:
    server.brand |= {"name": "Buurtnet Hulplijn", "color": "#d6006e"}
    app = start(settings=Settings(data=settings.data, language="en"))
    assert seen("Pass it on here, in a minute")
    tap("language.other")
    assert seen("Geef het hier door, in een minuut")
    type_into("address", "http://buurtnet.example.org")
    tap("welcome.go")
    settle(lambda: seen("gebruik https://"))
    find("address").fill("")
    type_into("address", server.address)
    tap("welcome.go")
    settle(lambda: shown("sign_in.submit"))
    assert seen("Buurtnet Hulplijn")
    assert app.title == "Buurtnet Hulplijn"
    tap("sign_in.other_server")
    assert shown("welcome.go")
    tap("welcome.go")
    settle(lambda: shown("sign_in.submit"))
    sign_in()
    tap("place.profile")
    tap("sign_out")
    settle(lambda: shown("sign_out.yes"))
    tap("sign_out.yes")
    # The server is remembered: only signing in is asked for.
    settle(lambda: shown("sign_in.submit"))


def test_from_signing_in_to_taken_up(start: Callable[..., Any], server: FakeServer, settings: Settings) -> None:
    server.help = [an_article(id="h-red")]
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
    type_into("name", "Oma")
    tap("next")
    type_into("description", "Geen internet")
    tap("next")
    settle(lambda: shown("help.no.h-red"))
    tap("help.no.h-red")
    tap("next")
    tap("submit")
    settle(lambda: seen("Het team heeft het"))
    tap("sent.done")
    settle(lambda: seen("Ontvangen"))

    ticket = next(iter(server.tickets.values()))
    assert (ticket["description"], ticket["tried"][0]["id"]) == ("Geen internet", "h-red")
    handling = {**ticket["handling"], "answer": "yes", "since": AT}
    server.change(ticket["id"], status="in_progress", handling=handling)
    app.core.wake(eager=True)
    settle(lambda: seen("In behandeling"))


def test_offline_it_waits_and_goes_by_itself(start: Callable[..., Any], server: FakeServer, settings: Settings) -> None:
    app = start(settings=settings)
    sign_in()
    settle(lambda: app.screens.sync.state.last_synced_at)
    server.stop()
    app.core.wake(eager=True)
    # The line about it comes above everything: what is under a finger just then moves away from it.
    settle(lambda: seen("Geen verbinding"))
    tap("pass_on")
    settle(lambda: shown("service.internet"))
    tap("service.internet")
    type_into("postcode", "3511AB")
    tap("next")
    type_into("description", "Geen internet")
    tap("next")
    tap("submit")
    settle(lambda: seen("Staat klaar"))
    tap("sent.done")
    settle(lambda: seen("Wacht op verbinding"))
    settle(lambda: seen("Geen verbinding"))
    server.start()
    app.core.wake(eager=True)
    settle(lambda: seen("Ontvangen"))
    assert len(server.tickets) == 1
    assert not seen("Wacht op verbinding")
