"""One ticket: what is told, what can be done, and what is still on its way."""

import io

import pytest
from PIL import Image

from mobile.core.core import Core
from mobile.presenters.notices import Notice, Say
from mobile.presenters.screens import Screens
from mobile.presenters.values import Localised, Term
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem, until
from tests.mobile.presenters.conftest import Worker
from tests.mobile.resources import AT, a_ticket, an_entry


def test_it_answers_is_it_being_handled(show, server: FakeServer, core: Core) -> None:
    presenter = show()
    assert presenter.state.ticket.handling.answer == Term("received", True)
    handling = {
        "answer": "yes",
        "team": "internet",
        "since": AT,
        "last_human_action_at": AT,
        "next_update_by": "2026-11-23T21:00:00Z",
    }
    server.change("t-1", status="in_progress", handling=handling, assignee="p-sam", assignee_name="Sam")
    core.sync_once()
    seen = presenter.state.ticket.handling
    assert (seen.answer.value, seen.team, seen.by, seen.next_update_by.hour) == ("yes", "Internet Care", "Sam", 21)
    assert presenter.state.ticket.status == Term("in_progress", True)


def test_a_ticket_that_waits_for_others_says_for_whom_and_until_when(show, server: FakeServer, core: Core) -> None:
    presenter = show()
    assert presenter.state.ticket.handling.waits_for == ""
    held = {"held_for": "A digger's permit", "held_until": "2026-11-30T08:00:00Z"}
    server.change("t-1", status="held", **held)
    core.sync_once()
    handling = presenter.state.ticket.handling
    assert (handling.waits_for, handling.waits_until.day) == ("A digger's permit", 30)


def test_a_message_names_the_files_that_came_along(show, server: FakeServer, core: Core) -> None:
    presenter = show()
    photo = {"type": "image/jpeg", "size": 9, "width": 3, "height": 3, "url": "/api/v1/attachments/a-1"}
    files = [{**photo, "id": f"a-{name}", "name": name} for name in ("meterkast.jpg", "lampjes.jpg")]
    server.put_ticket(server.tickets["t-1"], an_entry("t-1", body=None, attachments=files))
    core.sync_once()
    assert [file.name for file in presenter.state.timeline[-1].files] == ["meterkast.jpg", "lampjes.jpg"]


def test_a_status_that_this_app_does_not_know_is_passed_through(show) -> None:
    state = show(status="triaged", answer="thinking").state
    assert state.ticket.status == Term("triaged", known=False)
    assert state.ticket.handling.answer == Term("thinking", known=False)
    assert state.can_message
    assert not state.can_confirm
    assert not state.can_reopen
    assert not state.can_cancel


def test_in_such_a_status_the_server_says_what_can_be_done(show, core: Core) -> None:
    presenter = show(status="triaged", allowed=["cancel", "applaud"])
    assert presenter.state.can_cancel
    assert not presenter.state.can_confirm
    presenter.cancel()
    core.sync_once()
    assert presenter.state.ticket.status.value == "cancelled"


@pytest.mark.parametrize(
    ("status", "can"),
    [
        ("acknowledged", {"message", "cancel", "correct_customer"}),
        ("in_progress", {"message", "cancel", "correct_customer"}),
        ("pending", {"message", "cancel", "correct_customer"}),
        ("held", {"message", "cancel", "correct_customer"}),
        ("resolved", {"message", "confirm", "reopen"}),
        ("closed", set()),
        ("rejected", set()),
        ("cancelled", set()),
    ],
)
def test_what_can_be_done_follows_from_the_status(show, status: str, can: set[str]) -> None:
    state = show(status=status).state
    actions = ("message", "confirm", "reopen", "cancel", "correct_customer")
    assert {action for action in actions if getattr(state, f"can_{action}")} == can
    assert (state.asks_answer, state.asks_works_again) == (status == "pending", status == "resolved")


def test_somebody_else_s_ticket_is_only_read(show) -> None:
    state = show(status="resolved", reporter={"id": "p-bob", "name": "Bob"}).state
    assert state.ticket is not None
    assert not (state.can_message)
    assert not (state.can_confirm)
    assert not (state.can_cancel)
    assert not (state.asks_works_again)


def test_the_timeline_tells_who_did_what(show, server: FakeServer, core: Core) -> None:
    presenter = show()
    change = {"status": {"from": "acknowledged", "to": "pending"}, "priority": {"from": 3, "to": None}}
    server.put_ticket(
        server.tickets["t-1"],
        an_entry("t-1", actor={"kind": "reporter", "name": "Ann"}, body="It is dark"),
        an_entry("t-1", type="status", changes=change, body=None, at="2026-11-23T20:00:00Z"),
        an_entry("t-1", type="sung", actor={"kind": "choir", "name": None}, at="2026-11-23T20:01:00Z"),
    )
    core.sync_once()
    mine, status, unknown = presenter.state.timeline
    assert mine.texts is None
    assert (mine.mine, mine.body, status.mine) == (True, "It is dark", False)
    assert status.changes == (("status", "acknowledged", "pending"), ("priority", "3", None))
    assert (unknown.type, unknown.actor) == (Term("sung", False), Term("choir", False))


def test_what_was_written_in_both_languages_is_there_in_both(show, server: FakeServer, core: Core) -> None:
    presenter = show()
    texts = {"nl": "De kabel wordt gemaakt.", "en": None}
    server.put_ticket(server.tickets["t-1"], an_entry("t-1", type="outage", body=texts["nl"], texts=texts))
    core.sync_once()
    assert presenter.state.timeline[-1].texts == Localised("De kabel wordt gemaakt.", None)


class TestMoves:
    def test_works_again(self, show, core: Core) -> None:
        presenter = show(status="resolved")
        presenter.confirm()
        assert [action.kind for action in presenter.state.unsent] == ["confirm"]
        assert not (presenter.state.can_confirm)
        assert not (presenter.state.can_reopen)
        assert not (presenter.state.asks_works_again)
        core.sync_once()
        assert presenter.state.ticket.status.value == "closed"
        assert presenter.state.unsent == ()

    def test_not_fixed_takes_the_message_along(self, show, server: FakeServer, core: Core) -> None:
        presenter = show(status="resolved")
        presenter.type_message("It fell out again")
        presenter.reopen()
        assert presenter.state.message == ""
        core.sync_once()
        assert next(s for s in server.seen if s.path.endswith("/reopen")).body == {"body": "It fell out again"}
        assert presenter.state.ticket.status.value == "in_progress"

    def test_what_is_not_offered_is_not_done(self, show) -> None:
        presenter = show(status="closed")
        presenter.confirm()
        presenter.reopen()
        presenter.cancel()
        assert presenter.state.unsent == ()

    def test_one_that_others_overtook_is_told_and_can_be_discarded(self, show, server: FakeServer, core: Core) -> None:
        presenter = show(status="resolved")
        server.change("t-1", status="in_progress")
        presenter.confirm()
        core.sync_once()
        (failed,) = presenter.state.unsent
        assert failed.problem == Notice(Say.OVERTAKEN_MOVE, {"status": "in_progress"})
        presenter.discard(failed.id)
        assert presenter.state.unsent == ()
        assert presenter.state.can_cancel

    def test_a_refused_one_can_be_tried_again(self, show, server: FakeServer, core: Core) -> None:
        presenter = show(status="resolved")
        server.fail("POST", "/tickets/t-1/confirm", problem(403, "Not today."))
        presenter.confirm()
        core.sync_once()
        (failed,) = presenter.state.unsent
        presenter.retry(failed.id)
        core.sync_once()
        assert presenter.state.ticket.status.value == "closed"
        assert server.keys("/tickets/t-1/confirm") == {failed.id: 2}


class TestBeforeTheServerHasIt:
    def test_it_shows_where_it_is_and_stays_open_as_it_gets_its_reference(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        form = screens.pass_on()
        form.start("question")
        form.type("description", "When?")
        form.submit()
        presenter = screens.ticket()
        presenter.open(form.state.submitted)
        assert (presenter.state.ticket.reference, presenter.state.ticket.status) == (None, None)
        assert presenter.state.unsent[0].send_state is SendState.QUEUED
        assert (presenter.state.can_cancel, presenter.state.can_message) == (True, True)
        core.sync_once()
        assert presenter.state.ticket.id in server.tickets
        assert presenter.state.ticket.reference.startswith("DG-")
        presenter.type_message("And where?")
        presenter.send_message()
        core.sync_once()
        assert server.count("POST", f"/tickets/{presenter.state.ticket.id}/messages") == 1

    def test_taking_it_back_leaves_nothing(self, core: Core, screens: Screens) -> None:
        key = core.signed_in().submit({"kind": "question", "description": "When?"})
        presenter = screens.ticket()
        presenter.open(key)
        presenter.cancel()
        assert (presenter.state.ticket, presenter.state.notice) == (None, Notice(Say.TICKET_GONE))
        assert core.signed_in().store.outbox.all() == []


def test_one_that_the_server_removed_is_gone(show, server: FakeServer, core: Core) -> None:
    presenter = show()
    server.remove("ticket", "t-1")
    core.sync_once()
    assert (presenter.state.ticket, presenter.state.notice) == (None, Notice(Say.TICKET_GONE))


def test_a_closed_presenter_follows_nothing(show, server: FakeServer, core: Core) -> None:
    presenter = show()
    presenter.close()
    server.change("t-1", status="closed")
    core.sync_once()
    assert presenter.state.ticket.status.value == "acknowledged"


def test_whoever_opens_a_ticket_is_known_to_have_seen_its_news(
    server: FakeServer, core: Core, screens: Screens
) -> None:
    server.put_ticket(a_ticket(id="t", unread=True))
    server.put_ticket(a_ticket(id="read", unread=False))
    core.sync_once()
    assert [row.send_state for row in screens.tickets().state.open] == [None, None]
    for ticket_id in ("t", "read"):
        ticket = screens.ticket()
        ticket.open(ticket_id)
        assert ticket.state.unsent == ()
    assert core.signed_in().store.projections.unsent().waiting == 0
    for _ in range(3):
        core.sync_once()
    assert server.looked == ["t"]


def test_a_server_put_back_from_a_backup_is_told_again_what_was_looked_at(
    server: FakeServer, core: Core, screens: Screens
) -> None:
    server.put_ticket(a_ticket(id="t", unread=True))
    for _ in range(2):
        core.sync_once()
        ticket = screens.ticket()
        ticket.open("t")
        ticket.close()
        core.sync_once()
        # The backup is of before that; the ticket's moment is as it was.
        server.change("t", unread=True)
        server.answers.clear()
        server.epoch += 1
    assert server.looked == ["t", "t"]


def test_what_came_after_one_looked_without_a_connection_stays_unread(
    server: FakeServer, core: Core, screens: Screens
) -> None:
    server.put_ticket(a_ticket(id="t", unread=True))
    core.sync_once()
    ticket = screens.ticket()
    ticket.open("t")
    ticket.close()
    server.change("t", updated_at="2026-11-24T08:00:00.000000Z")
    for _ in range(2):
        core.sync_once()
    assert server.looked == ["t"]
    assert [row.unread for row in screens.tickets().state.open] == [True]


def test_photos_come_by_themselves_and_say_so_where_they_cannot(
    show, server: FakeServer, core: Core, worker: Worker
) -> None:
    file = {"id": "a-1", "name": "modem.jpg", "type": "image/png", "size": 9, "width": 8, "height": 4, "url": "/x"}
    drawn = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(drawn, "PNG")
    presenter = show()
    server.put_ticket(
        server.tickets["t-1"], an_entry("t-1", attachments=[file, {**file, "id": "b", "type": "text/plain"}])
    )
    core.sync_once()
    pictures = core.signed_in().store.pictures
    until(lambda: pictures.failed("a-1"))
    presenter.refresh()
    photo, text = presenter.state.timeline[-1].files
    assert (photo.is_photo, photo.failed, photo.small, photo.width) == (True, True, None, 8)
    assert (text.is_photo, text.failed) == (False, False)
    server.uploads.files["a-1"] = drawn.getvalue()
    presenter.fetch_photos()
    until(lambda: pictures.small("t-1", "a-1"))
    presenter.refresh()
    photo = presenter.state.timeline[-1].files[0]
    assert (photo.failed, photo.small is not None, photo.whole is not None) == (False, True, True)


def test_what_was_answered_and_tried_is_there_to_be_read_again(show) -> None:
    asked, said = {"nl": "Welk lampje?", "en": "Which light?"}, {"nl": "Rood", "en": "Red"}
    answers = [{"question": "q", "text": asked, "option": "red", "answer": said}]
    tried = [{"id": "h", "title": {"nl": "Modem uit en aan", "en": "Modem off and on"}}]
    ticket = show(answers=answers, tried=tried).state.ticket
    assert ticket.answers == ((Localised(**asked), Localised(**said)),)
    assert ticket.tried == (Localised("Modem uit en aan", "Modem off and on"),)
