"""Signing in, and out."""

from collections.abc import Callable

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.status import Connection
from mobile.presenters.notices import Notice, Say
from mobile.presenters.screens import Screens
from tests.mobile.fake_server import PASSWORD, FakeServer, Reply
from tests.mobile.presenters.conftest import Worker
from tests.mobile.resources import a_ticket


class TestSigningIn:
    def test_shows_the_tickets(self, server: FakeServer, new_screens: Callable[[], Screens]) -> None:
        server.put_ticket(a_ticket())
        screens = new_screens()
        assert screens.account.state.person is None
        tickets = screens.tickets()
        sign_in = screens.sign_in()
        sign_in.type_email(" ann@example.org ")
        sign_in.sign_in(PASSWORD)
        assert (sign_in.state.signed_in, sign_in.state.busy) == (True, False)
        assert screens.account.state.person.name == "Ann"
        screens.account.core.sync_once()
        assert len(tickets.state.open) == 1

    def test_the_password_is_in_no_state(self, new_screens: Callable[[], Screens], worker: Worker) -> None:
        sign_in = new_screens().sign_in()
        sign_in.type_email("ann@example.org")
        worker.hold()
        sign_in.sign_in("Canary-Xyz")
        assert sign_in.state.busy
        assert "Canary-Xyz" not in repr(sign_in.state)
        worker.finish()
        assert sign_in.state.notice == Notice(Say.WRONG_PASSWORD)

    def test_empty_fields_are_told_before_the_server_is_asked(
        self, server: FakeServer, new_screens: Callable[[], Screens]
    ) -> None:
        sign_in = new_screens().sign_in()
        sign_in.sign_in("")
        assert set(sign_in.state.errors) == {"email", "password"}
        assert server.seen == []
        sign_in.type_email("a")
        assert set(sign_in.state.errors) == {"password"}

    @pytest.mark.parametrize(
        ("reply", "notice"),
        [
            (Reply(429, {}, {"Retry-After": "60"}), Notice(Say.TOO_MANY_TRIES, {"seconds": 60})),
            (Reply(503, {}), Notice(Say.SIGN_IN_SERVER_AWAY)),
            (Reply(200, b"<html>", {"Content-Type": "text/html"}), Notice(Say.NOT_OUR_SERVER)),
            (
                Reply(403, {"detail": "This account is closed."}),
                Notice(Say.SERVER_SAID, {"detail": "This account is closed."}),
            ),
        ],
    )
    def test_what_went_wrong_is_told(
        self, server: FakeServer, new_screens: Callable[[], Screens], reply: Reply, notice: Notice
    ) -> None:
        server.fail("POST", "/auth/login", reply)
        sign_in = new_screens().sign_in()
        sign_in.type_email("ann@example.org")
        sign_in.sign_in(PASSWORD)
        assert sign_in.state.notice == notice
        assert not sign_in.state.signed_in

    def test_offline(self, server: FakeServer, new_screens: Callable[[], Screens]) -> None:
        server.stop()
        sign_in = new_screens().sign_in()
        sign_in.type_email("ann@example.org")
        sign_in.sign_in(PASSWORD)
        assert sign_in.state.notice == Notice(Say.SIGN_IN_OFFLINE)

    def test_after_a_session_that_the_server_ended_the_e_mail_is_filled_in(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        server.sign_everyone_out()
        core.sync_once()
        sign_in = screens.sign_in()
        assert sign_in.state.email == "ann@example.org"
        sign_in.sign_in(PASSWORD)
        assert screens.sync.state.connection is not Connection.SIGNED_OUT


class TestSigningOut:
    def test_names_what_is_unsent_and_asks(self, server: FakeServer, core: Core, screens: Screens) -> None:
        server.stop()
        core.signed_in().submit({"kind": "question", "description": "When?"})
        form = screens.pass_on()
        form.start()
        form.type("description", "half")
        drafts = core.signed_in().store.drafts
        drafts.save("r", DraftKind.RATING, {"rating": 4, "comment": "Quick"}, "t")
        drafts.save("c", DraftKind.CUSTOMER, {"name": "Gran"}, "t")
        drafts.save("d", DraftKind.TICKET, {"description": "", "name": "", "postcode": "3511AB"})
        screens.account.ask_sign_out()
        assert screens.account.state.asking
        assert [(unsent.what, unsent.text) for unsent in screens.account.state.unsent] == [
            ("submit", "When?"),
            ("draft", "half"),
            ("rating", "Quick"),
            ("correct_customer", "Gran"),
            ("draft", "3511AB"),
        ]
        screens.account.stay()
        assert not screens.account.state.asking
        assert core.account is not None

    def test_wipes_the_phone(self, server: FakeServer, core: Core, screens: Screens) -> None:
        server.put_ticket(a_ticket())
        core.sync_once()
        tickets = screens.tickets()
        assert tickets.state.open
        screens.account.ask_sign_out()
        screens.account.sign_out()
        state = screens.account.state
        assert (state.person, state.asking, state.busy) == (None, False, False)
        assert tickets.state.open == ()
        assert [path for path in core.settings.data.rglob("*") if path.is_file()] == []
