"""Who leaves the app with something unsent: the device is asked to let it go on, for as long as that takes."""

from types import SimpleNamespace

import pytest

from mobile.core.core import Core
from mobile.gallery.stage import Pocket
from mobile.ui.hidden import Hidden
from mobile.ui.language import words
from tests.mobile.fake_server import FakeServer, Reply
from tests.mobile.resources import a_ticket


@pytest.fixture
def app(core: Core) -> SimpleNamespace:
    words.code = "nl"
    made = SimpleNamespace(core=core, device=Pocket(), teller=SimpleNamespace(hidden=False))
    made.hidden = Hidden(made)
    core.subscribe(made.hidden.look)
    return made


def test_it_goes_on_until_all_is_sent(server: FakeServer, core: Core, app: SimpleNamespace) -> None:
    ticket = server.put_ticket(a_ticket())
    core.sync_once()
    core.signed_in().write(ticket["id"], "Still down")
    app.hidden.begin()
    assert app.device.working == "Bezig met versturen"
    assert app.teller.hidden
    server.drop("POST", f"/tickets/{ticket['id']}/messages")
    core.sync_once()
    assert app.device.working
    core.sync_once(eager=True)
    assert app.device.working is None


def test_with_nothing_unsent_the_device_is_left_alone(core: Core, app: SimpleNamespace) -> None:
    app.hidden.begin()
    assert app.device.working is None
    app.hidden.end()
    assert not app.teller.hidden


def test_coming_back_ends_it(server: FakeServer, core: Core, app: SimpleNamespace) -> None:
    core.signed_in().tell_us("Words", "profile", "0.1.0")
    app.hidden.begin()
    assert app.device.working
    app.hidden.end()
    assert app.device.working is None


def test_what_cannot_go_out_does_not_keep_the_phone_awake(server: FakeServer, core: Core, app: SimpleNamespace) -> None:
    core.signed_in().tell_us("Words", "profile", "0.1.0")
    server.fail("POST", "/feedback", Reply(422, {"detail": "No."}))
    core.sync_once()
    app.hidden.begin()
    assert app.device.working is None
    core.signed_in().tell_us("More", "profile", "0.1.0")
    server.sign_everyone_out()
    core.sync_once()
    app.hidden.begin()
    assert app.device.working is None
