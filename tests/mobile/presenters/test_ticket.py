"""One ticket: what is told, what can be done, and what is still on its way."""

import io

import pytest
from PIL import Image

from mobile.core.core import Core
from mobile.core.errors import StorageFull
from mobile.presenters.notices import Notice, Say
from mobile.presenters.screens import Screens
from mobile.presenters.ticket import TicketPresenter
from mobile.presenters.values import Localised, Term
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem, until
from tests.mobile.presenters.conftest import Worker
from tests.mobile.presenters.test_pass_on_steps import Picked, a_photo
from tests.mobile.resources import AT, a_ticket, an_entry


@pytest.fixture
def show(server: FakeServer, core: Core, screens: Screens):
    def show(**fields: object) -> TicketPresenter:
        ticket = server.put_ticket(a_ticket(id="t-1", **fields))
        core.sync_once()
        presenter = screens.ticket()
        presenter.open(ticket["id"])
        return presenter

    return show


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


class TestMessages:
    def test_one_waits_in_the_timeline_until_it_is_sent(self, show, server: FakeServer, core: Core) -> None:
        presenter = show(status="pending")
        presenter.type_message("Yes, it is red")
        presenter.send_message()
        (waiting,) = presenter.state.timeline
        assert (waiting.body, waiting.send_state, waiting.mine) == ("Yes, it is red", SendState.QUEUED, True)
        assert presenter.state.message == ""
        assert not presenter.state.asks_answer
        core.sync_once()
        (sent,) = presenter.state.timeline
        assert (sent.body, sent.send_state) == ("Yes, it is red", None)
        assert presenter.state.ticket.status.value == "in_progress"
        assert server.count("POST", "/tickets/t-1/messages") == 1

    def test_what_is_typed_is_there_when_one_comes_back(self, show, screens: Screens) -> None:
        presenter = show()
        presenter.type_message("Half a mess")
        presenter.close()
        again = screens.ticket()
        again.open("t-1")
        assert again.state.message == "Half a mess"
        again.send_message()
        third = screens.ticket()
        third.open("t-1")
        assert third.state.message == ""

    def test_an_empty_one_is_not_sent(self, show) -> None:
        presenter = show()
        presenter.type_message("  ")
        presenter.send_message()
        assert presenter.state.errors == {"message": Notice(Say.REQUIRED)}
        assert presenter.state.unsent == ()

    def test_two_taps_send_one(self, show, server: FakeServer, core: Core, worker: Worker) -> None:
        presenter = show()
        presenter.type_message("Once")
        worker.hold()
        presenter.send_message()
        presenter.send_message()
        worker.finish()
        core.sync_once()
        assert server.count("POST", "/tickets/t-1/messages") == 1

    def test_what_is_typed_while_it_is_put_away_is_another_message(
        self, show, worker: Worker, screens: Screens
    ) -> None:
        presenter = show()
        presenter.type_message("One")
        worker.hold()
        presenter.send_message()
        presenter.type_message("Two")
        worker.finish()
        assert presenter.state.message == "Two"
        again = screens.ticket()
        again.open("t-1")
        assert again.state.message == "Two"
        assert [action.text for action in again.state.unsent] == ["One"]

    def test_one_that_lost_the_race_can_be_taken_back(self, show, server: FakeServer, core: Core) -> None:
        presenter = show()
        server.change("t-1", status="closed")
        presenter.type_message("Still down")
        presenter.send_message()
        presenter.type_message("and another thing")
        core.sync_once()
        (failed,) = presenter.state.unsent
        assert (failed.send_state, failed.text) == (SendState.FAILED, "Still down")
        assert failed.problem == Notice(Say.OVERTAKEN_WORDS, {"status": "closed"})
        presenter.correct(failed.id)
        assert presenter.state.message == "Still down\nand another thing"
        assert presenter.state.unsent == ()

    def test_with_a_full_phone_the_text_stays(self, show, core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
        presenter = show()

        def refuse(*_: object, **__: object) -> None:
            raise StorageFull("full")

        monkeypatch.setattr(core.signed_in().store.outbox, "put", refuse)
        presenter.type_message("Still down")
        presenter.send_message()
        assert (presenter.state.message, presenter.state.notice) == ("Still down", Notice(Say.STORAGE_FULL))
        monkeypatch.undo()
        presenter.send_message()
        assert (presenter.state.message, presenter.state.notice) == ("", None)


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


class TestTheCustomer:
    def test_is_corrected(self, show, server: FakeServer, core: Core) -> None:
        presenter = show()
        presenter.edit_customer()
        assert presenter.state.customer_form.name == "Oma Jansen"
        presenter.type_customer("postcode", "3512 ab")
        presenter.type_customer("name", "")
        presenter.set_may_contact(True)
        presenter.save_customer()
        assert presenter.state.customer_form is None
        assert presenter.state.ticket.customer.postcode == "3512AB"
        assert not presenter.state.can_correct_customer
        core.sync_once()
        customer = server.tickets["t-1"]["customer"]
        assert (customer["postcode"], customer["name"], customer["may_contact"]) == ("3512AB", None, True)
        sent = next(s for s in server.seen if s.method == "PATCH")
        assert sent.body == {"postcode": "3512AB", "name": None, "may_contact": True}

    def test_what_is_wrong_is_told_and_the_form_stays(self, show) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("postcode", "60193")
        presenter.save_customer()
        assert presenter.state.errors["postcode"].key is Say.NOT_A_POSTCODE
        assert presenter.state.customer_form is not None
        presenter.leave_customer()
        assert (presenter.state.customer_form, presenter.state.errors) == (None, {})

    def test_a_problem_keeps_its_postcode(self, show, core: Core) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("postcode", " ")
        presenter.type_customer("email", "oma")
        presenter.save_customer()
        assert {name: said.key for name, said in presenter.state.errors.items()} == {
            "postcode": Say.REQUIRED,
            "email": Say.NOT_AN_EMAIL,
        }
        assert core.signed_in().store.outbox.all() == []

    def test_nothing_changed_sends_nothing(self, show) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.save_customer()
        assert (presenter.state.customer_form, presenter.state.unsent) == (None, ())

    def test_a_change_that_somebody_else_made_meanwhile_is_told_and_the_form_comes_back(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        server.change("t-1", customer={**server.tickets["t-1"]["customer"], "phone": "0699"})
        presenter.edit_customer()
        presenter.type_customer("phone", "0612")
        presenter.save_customer()
        core.sync_once()
        (failed,) = presenter.state.unsent
        assert failed.problem == Notice(Say.CUSTOMER_CHANGED_MEANWHILE, {"fields": (("phone", "0699"),)})
        assert presenter.state.ticket.customer.phone == "0699"
        presenter.correct(failed.id)
        assert presenter.state.customer_form.phone == "0612"
        presenter.save_customer()
        core.sync_once()
        assert server.tickets["t-1"]["customer"]["phone"] == "0612"


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


class TestPhotosWithAMessage:
    def test_they_go_up_after_the_words_and_stand_in_the_conversation_until_they_are_there(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        presenter.type_message("So it looks")
        presenter.add_photos([a_photo(), a_photo()])
        assert [len(presenter.state.photos), presenter.state.adding] == [2, 0]
        presenter.send_message()
        assert (presenter.state.message, presenter.state.photos) == ("", ())
        waiting = presenter.state.timeline[-3:]
        assert [entry.send_state for entry in waiting] == [SendState.QUEUED] * 3
        assert [entry.body for entry in waiting] == ["So it looks", "", ""]
        assert waiting[1].files[0].small.exists()
        core.sync_once()
        there = presenter.state.timeline[-3:]
        assert [entry.send_state for entry in there] == [None, None, None]
        (file,) = there[1].files
        assert file.small.exists()
        assert file.whole.exists()  # it was here: nothing is fetched
        assert not any(seen.path.startswith("/attachments") for seen in server.seen)
        assert presenter.state.unsent == ()
        core.sync_once()  # the feed's own word comes in its place
        assert len([file for entry in presenter.state.timeline for file in entry.files]) == 2
        assert len(server.uploads.files) == 2

    def test_one_alone_is_a_message_too(self, show, server: FakeServer, core: Core) -> None:
        presenter = show()
        presenter.send_message()
        assert "message" in presenter.state.errors  # nothing at all is none
        presenter.add_photos([a_photo()])
        presenter.send_message()
        presenter.send_message()  # tapped twice
        core.sync_once()
        assert len(server.uploads.files) == 1
        assert server.count("POST", "/tickets/t-1/messages") == 0

    def test_they_lie_beside_what_is_typed_until_it_is_sent(self, show, new_screens) -> None:
        presenter = show()
        presenter.add_photos([a_photo()])
        presenter.type_message("a")
        presenter.type_message("")
        (photo,) = presenter.state.photos
        again = new_screens().ticket()  # another start of the app
        again.open("t-1")
        assert again.state.photos == (photo,)
        assert photo.path.exists()
        again.remove_photo(photo.id)
        assert again.state.photos == ()
        assert not photo.path.exists()
        last = new_screens().ticket()
        last.open("t-1")
        assert last.state.photos == ()

    def test_one_that_is_none_is_told_and_the_words_stay(self, show) -> None:
        presenter = show()
        presenter.type_message("Look")
        presenter.add_photos([Picked(b"no photo")])
        assert presenter.state.notice == Notice(Say.NOT_A_PHOTO)
        assert (presenter.state.message, presenter.state.adding, presenter.state.photos) == ("Look", 0, ())

    def test_one_that_is_made_small_at_the_tap_goes_along(
        self, show, worker: Worker, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        worker.hold()
        presenter.add_photos([a_photo()])
        presenter.send_message()
        while worker.held:
            worker.held.pop(0)()
        worker.held = None
        assert (presenter.state.photos, presenter.state.adding) == ((), 0)
        core.sync_once()
        assert len(server.uploads.files) == 1

    def test_not_fixed_takes_them_along(self, show, server: FakeServer, core: Core) -> None:
        presenter = show(status="resolved")
        presenter.add_photos([a_photo()])
        presenter.reopen()
        assert presenter.state.photos == ()
        core.sync_once()
        assert len(server.uploads.files) == 1

    def test_a_refused_message_taken_back_takes_those_of_the_next_one_to_it(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        server.fail("POST", "/tickets/t-1/messages", problem(422, "No.", {"/body": "Too rude."}))
        presenter.type_message("Damn")
        presenter.add_photos([a_photo()])
        presenter.send_message()
        core.sync_once()
        assert len(server.uploads.files) == 1  # the photo is not the words' fault
        presenter.add_photos([a_photo()])
        (action,) = presenter.state.unsent
        presenter.correct(action.id)
        assert (presenter.state.message, len(presenter.state.photos)) == ("Damn", 1)
        presenter.type_message("Please")
        presenter.send_message()
        core.sync_once()
        assert len(server.uploads.files) == 2
        assert server.count("POST", "/tickets/t-1/messages") == 2

    def test_they_wait_for_a_ticket_that_is_not_there_yet_and_go_with_it(self, screens: Screens, core: Core) -> None:
        account = core.signed_in()
        key = account.submit({"kind": "question", "service": "internet", "description": "How?", "customer": {}})
        presenter = screens.ticket()
        presenter.open(key)
        presenter.add_photos([a_photo()])
        (photo,) = presenter.state.photos
        presenter.send_message()
        assert presenter.state.timeline[-1].files[0].id == photo.id
        presenter.cancel()  # thrown away before it left
        assert not photo.path.exists()

    def test_one_can_be_cancelled_in_the_conversation(self, show, server: FakeServer, core: Core) -> None:
        presenter = show()
        presenter.add_photos([a_photo()])
        presenter.send_message()
        presenter.discard(presenter.state.timeline[-1].id)
        assert not any(entry.send_state for entry in presenter.state.timeline)
        core.sync_once()
        assert server.uploads.known == {}


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


def test_how_they_are_best_reached_is_corrected_and_goes_with_the_permission(
    show, server: FakeServer, core: Core
) -> None:
    presenter = show()
    presenter.edit_customer()
    presenter.set_may_contact(True)
    presenter.choose_channel("sms")
    presenter.save_customer()
    core.sync_once()
    customer = server.tickets["t-1"]["customer"]
    assert (customer["may_contact"], customer["preferred_channel"]) == (True, "sms")
    presenter.edit_customer()
    presenter.set_may_contact(False)
    assert presenter.state.customer_form.preferred_channel is None
    presenter.save_customer()
    core.sync_once()
    customer = server.tickets["t-1"]["customer"]
    assert (customer["may_contact"], customer["preferred_channel"]) == (False, None)
