"""My tickets, the outages, and the line that every screen shows."""

import datetime as dt
import sqlite3
from collections.abc import Callable

import pytest

from mobile.config import Settings
from mobile.core.core import Core
from mobile.core.errors import StorageFull
from mobile.core.outbox_row import OutboxKind
from mobile.core.store import utc_now
from mobile.presenters.notices import Notice, Say
from mobile.presenters.screens import Screens
from mobile.presenters.sync_state import Connection
from mobile.presenters.values import OutageFinding, Term
from shared.schemas.base import rfc3339
from shared.vocabulary import SendState
from tests.mobile.fake_server import PASSWORD, FakeServer, Reply, problem
from tests.mobile.presenters.conftest import Worker
from tests.mobile.resources import EMPLOYEE, a_ticket, an_outage


class TestMyTickets:
    def test_those_that_ask_something_come_first_then_the_latest(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        def at(hour: int) -> str:
            return f"2026-11-23T{hour:02}:00:00Z"

        server.put_ticket(a_ticket(id="old", updated_at=at(10)))
        server.put_ticket(a_ticket(id="new", updated_at=at(12)))
        server.put_ticket(a_ticket(id="asked", status="pending", updated_at=at(11)))
        server.put_ticket(a_ticket(id="fixed", status="resolved", updated_at=at(13)))
        server.put_ticket(a_ticket(id="over", status="closed", updated_at=at(14)))
        server.put_ticket(a_ticket(id="strange", status="triaged", updated_at=at(9)))
        server.put_ticket(a_ticket(id="bob's", reporter={"id": "p-bob", "name": "Bob"}))
        core.sync_once()
        state = screens.tickets().state
        assert [row.id for row in state.needs_me] == ["fixed", "asked"]
        assert [row.id for row in state.open] == ["new", "old", "strange"]
        assert [row.asks_me for row in state.rows] == [True, True, False, False, False, False]
        assert [row.id for row in state.ended] == ["over"]
        assert state.open[-1].status == Term("triaged", known=False)

    def test_one_that_waits_is_in_the_list_and_changes_in_place(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        tickets = screens.tickets()
        core.signed_in().submit({"kind": "question", "description": "When?", "customer": {"name": "Oma"}})
        (row,) = tickets.state.open
        assert (row.text, row.customer_name, row.status, row.send_state) == ("When?", "Oma", None, SendState.QUEUED)
        core.sync_once()
        (row,) = tickets.state.open
        assert (row.status, row.send_state) == (Term("acknowledged", True), None)

    def test_a_refused_one_says_why(self, server: FakeServer, core: Core, screens: Screens) -> None:
        server.fail("POST", "/tickets", problem(422, "Not like this."))
        core.signed_in().submit({"kind": "question", "description": "When?"})
        core.sync_once()
        (row,) = screens.tickets().state.needs_me
        assert (row.send_state, row.problem) == (SendState.FAILED, Notice(Say.REFUSED, {"detail": "Not like this."}))

    def test_a_new_phone_waits_for_the_first_answer_before_it_says_that_there_is_nothing(
        self, server: FakeServer, new_screens: Callable[[], Screens]
    ) -> None:
        screens = new_screens()
        core = screens.sync.core
        core.sign_in(EMPLOYEE["email"], PASSWORD)
        presenter, outages = screens.tickets(), screens.outages()
        assert (presenter.state.loaded, outages.state.loaded) == (False, False)
        server.fail("GET", "/me", problem(500, "No."))
        core.sync_once()
        assert (presenter.state.loaded, presenter.state.read, presenter.state.any) == (True, False, False)
        assert (outages.state.loaded, outages.state.as_of) == (True, None)
        core.sync_once(eager=True)
        assert (presenter.state.read, outages.state.as_of is None) == (True, False)

    def test_a_draft_can_be_thrown_away(self, screens: Screens) -> None:
        form = screens.pass_on()
        form.start()
        form.type("description", "x")
        tickets = screens.tickets()
        assert len(tickets.state.drafts) == 1
        form.discard()
        tickets.refresh()
        assert tickets.state.drafts == ()

    def test_a_service_that_is_no_longer_there_is_shown_by_its_slug(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        server.put_ticket(a_ticket(service="fax"))
        core.sync_once()
        assert screens.tickets().state.open[0].service.title.text("nl") == "fax"


class TestOutages:
    def test_all_are_listed_and_a_postcode_is_answered(self, server: FakeServer, core: Core, screens: Screens) -> None:
        server.put_outage(an_outage(id="here", postcodes=["3511"]))
        server.put_outage(an_outage(id="there", postcodes=["97"], services=["tv"]))
        server.put_outage(an_outage(id="over", status="resolved"))
        core.sync_once()
        outages = screens.outages()
        assert {view.id for view in outages.state.open} == {"here", "there"}
        assert [view.id for view in outages.state.ended] == ["over"]
        assert outages.state.as_of is not None
        assert outages.state.answer.finding is OutageFinding.NOT_ASKED
        outages.type_postcode("3511 ab")
        assert [view.id for view in outages.state.answer.outages] == ["here"]
        outages.choose_service("tv")
        assert outages.state.answer.finding is OutageFinding.NONE_KNOWN
        assert [view.id for view in outages.state.open] == ["there"]

    def test_a_status_that_this_app_does_not_know_is_shown(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        outages = screens.outages()
        server.put_outage(an_outage(status="brewing"))
        core.sync_once()
        assert outages.state.open[0].status == Term("brewing", known=False)


class TestTheLineOnEveryScreen:
    def test_all_is_well(self, core: Core, screens: Screens) -> None:
        state = screens.sync.state
        assert (state.connection, state.notice, state.storage) == (Connection.ONLINE, None, None)
        assert state.last_synced_at == core.signed_in().sync.status.last_synced_at

    @pytest.mark.parametrize(
        ("reply", "connection", "said"),
        [
            (Reply(503, {}), Connection.SERVER_AWAY, Say.SERVER_AWAY),
            (Reply(200, b"<html>", {"Content-Type": "text/html"}), Connection.NOT_OUR_SERVER, Say.NOT_OUR_SERVER),
        ],
    )
    def test_what_is_up_with_the_connection(
        self, server: FakeServer, core: Core, screens: Screens, reply: Reply, connection: Connection, said: Say
    ) -> None:
        server.fail("GET", "/changes", reply)
        core.sync_once()
        assert (screens.sync.state.connection, screens.sync.state.notice) == (connection, Notice(said))

    def test_offline_counts_what_waits(self, server: FakeServer, core: Core, screens: Screens) -> None:
        server.stop()
        core.signed_in().submit({"kind": "question", "description": "When?"})
        core.sync_once()
        state = screens.sync.state
        assert (state.connection, state.unsent, state.failed) == (Connection.OFFLINE, 1, 0)
        assert state.notice == Notice(Say.OFFLINE)

    def test_work_on_the_server_is_said_with_the_time_to_come_back(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        server.fail("GET", "/changes", Reply(503, {}, {"Retry-After": "600"}))
        before = core.clock()
        core.sync_once()
        state = screens.sync.state
        assert state.connection is Connection.MAINTENANCE
        assert state.notice.key is Say.MAINTENANCE
        wait = state.notice.params["at"] - before
        assert dt.timedelta(seconds=600) <= wait < dt.timedelta(seconds=630)
        core.signed_in().sync.begin_anew()
        core.sync_once()
        assert (screens.sync.state.connection, screens.sync.state.notice) == (Connection.ONLINE, None)

    def test_a_link_that_drops_again_and_again_is_said_as_that(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        for _ in range(3):
            server.drop("GET", "/changes")
            core.sync_once()
            core.sync_once()
        assert screens.sync.state.notice == Notice(Say.LINK_SHAKY)
        for _ in range(12):
            core.sync_once()
        assert screens.sync.state.notice is None

    @pytest.mark.parametrize("off", [dt.timedelta(days=1), dt.timedelta(days=-1)])
    def test_a_phone_whose_clock_is_a_day_off_goes_by_the_server_s(
        self, server: FakeServer, settings: Settings, worker: Worker, off: dt.timedelta
    ) -> None:
        core = Core(settings, clock=lambda: utc_now() + off)
        core.sign_in(EMPLOYEE["email"], PASSWORD)
        server.put_outage(an_outage(started_at=rfc3339(utc_now() - dt.timedelta(minutes=5))))
        core.sync_once()
        screens = Screens(core, worker, lambda callback: callback())
        assert screens.sync.state.notice == Notice(Say.CLOCK_WRONG)
        assert abs(core.clock() - utc_now()) < dt.timedelta(minutes=1)
        form = screens.pass_on()
        form.start()
        form.type("postcode", "3511AB")
        assert form.state.outage.finding is OutageFinding.COVERED
        core.stop()

    def test_signed_out_and_failed(self, server: FakeServer, core: Core, screens: Screens) -> None:
        server.fail("POST", "/tickets", problem(422, "No."))
        core.signed_in().submit({"kind": "question", "description": "When?"})
        core.sync_once()
        server.sign_everyone_out()
        core.sync_once()
        state = screens.sync.state
        assert (state.connection, state.unsent, state.failed) == (Connection.SIGNED_OUT, 0, 1)
        assert screens.account.state.person is not None

    def test_an_old_app(self, server: FakeServer, core: Core, screens: Screens) -> None:
        server.minimum_app_version = "9.0"
        core.sync_once(eager=True)
        assert screens.sync.state.notice == Notice(Say.OLD_APP, {"minimum": "9.0"})

    def test_pulling_is_busy_until_a_pass_is_over(self, core: Core, screens: Screens) -> None:
        screens.sync.sync_now()
        assert screens.sync.state.busy
        core.sync_once()
        assert not screens.sync.state.busy

    def test_a_full_phone_that_cannot_keep_what_is_read(
        self, server: FakeServer, core: Core, screens: Screens, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_: object) -> None:
            raise StorageFull("full")

        monkeypatch.setattr(core.signed_in().store.mirror, "apply", refuse)
        server.put_ticket(a_ticket())
        core.sync_once()
        assert screens.sync.state.storage == Notice(Say.STORAGE_FULL)
        screens.sync.dismiss_storage()
        core.sync_once()
        assert screens.sync.state.storage is None
        monkeypatch.undo()
        core.sync_once()
        assert len(screens.tickets().state.open) == 1

    def test_a_damaged_memory_is_told_once(
        self, core: Core, new_screens: Callable[[], Screens], settings: object
    ) -> None:
        core.stop()
        (path,) = (core.settings.data / "people").glob("*.db")
        path.write_bytes(b"broken" * 3000)
        screens = new_screens()
        assert screens.sync.state.storage == Notice(Say.STORAGE_STARTED_AGAIN, {"rescued": 0})
        screens.sync.dismiss_storage()
        screens.sync.refresh()
        assert screens.sync.state.storage is None


def test_what_a_later_app_kept_is_said_to_be_that(core: Core, new_screens: Callable[[], Screens]) -> None:
    core.stop()
    (path,) = (core.settings.data / "people").glob("*.db")
    kept = sqlite3.connect(path)
    kept.execute("PRAGMA user_version = 999")
    kept.close()
    screens = new_screens()
    assert screens.sync.state.storage == Notice(Say.STORAGE_NEWER)
    sign_in = screens.sign_in()
    sign_in.type_email(EMPLOYEE["email"])
    sign_in.sign_in(PASSWORD)
    assert sign_in.state.notice == Notice(Say.STORAGE_NEWER)


def test_a_photo_on_its_way_leaves_the_ticket_as_the_server_has_it(
    server: FakeServer, core: Core, screens: Screens
) -> None:
    ticket = server.put_ticket(a_ticket())
    core.sync_once()
    core.signed_in().store.outbox.put(OutboxKind.PHOTO, "p1", ticket["id"], {"name": "a.jpg", "size": 3, "sha256": "x"})
    tickets = screens.tickets()
    assert tickets.state.open[0].send_state is None
    core.sync_once()
    (row,) = core.signed_in().store.outbox.all()
    tickets.refresh()
    assert row.state is SendState.FAILED
    assert tickets.state.needs_me[0].send_state is SendState.FAILED
    assert tickets.state.needs_me[0].problem == Notice(Say.PHOTO_GONE)
