"""What waits to be sent: where each thing is, and that it can be cancelled wherever it is."""

from pathlib import Path
from typing import Any

import pytest

from mobile.core.account import Account
from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.photos import Photo
from mobile.presenters.notices import Notice, Say
from mobile.presenters.screens import Screens
from mobile.presenters.ticket import TicketPresenter
from mobile.presenters.waiting import WaitingPresenter, Where
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, Reply, problem
from tests.mobile.presenters.picked import a_photo
from tests.mobile.resources import a_customer, a_ticket, an_outage
from tests.mobile.typed import submit


@pytest.fixture
def screen(screens: Screens) -> WaitingPresenter:
    return screens.waiting()


def wheres(screen: WaitingPresenter) -> list[tuple[str, Where]]:
    return [(item.what, item.where) for item in screen.state.items]


def test_nothing_waits_at_first(screen: WaitingPresenter) -> None:
    assert (screen.state.loaded, screen.state.items) == (True, ())


def test_each_thing_says_where_it_is(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
) -> None:
    ticket = server.put_ticket(a_ticket(description="No internet"))
    core.sync_once()
    server.stop()
    key = submit(account)
    account.write(key, "The light is red")
    account.write(ticket["id"], "first")
    account.write(ticket["id"], "second")
    core.sync_once()
    assert wheres(screen) == [
        ("submit", Where.QUEUED),
        ("message", Where.BEHIND_TICKET),
        ("message", Where.QUEUED),
        ("message", Where.BEHIND_OTHERS),
    ]
    assert [item.about for item in screen.state.items] == ["", "Down", "No internet", "No internet"]
    assert [item.text for item in screen.state.items] == ["Down", "The light is red", "first", "second"]
    server.start()
    core.sync_once(eager=True)
    core.sync_once()
    assert screen.state.items == ()


def test_what_was_only_looked_at_is_not_named(core: Core, account: Account, screen: WaitingPresenter) -> None:
    account.seen_ticket("t-1", "now")
    assert screen.state.items == ()


def test_one_without_an_answer_says_so_and_is_asked_about_before_it_is_cancelled(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
) -> None:
    ticket = server.put_ticket(a_ticket())
    core.sync_once()
    server.lose_answer("POST", f"/tickets/{ticket['id']}/messages")
    key = account.write(ticket["id"], "The light is red")
    core.sync_once()
    assert wheres(screen) == [("message", Where.UNANSWERED)]
    screen.cancel(key)
    assert screen.state.asking.id == key
    assert len(screen.state.items) == 1
    screen.keep()
    assert screen.state.asking is None
    screen.cancel(key)
    screen.give_up(key)
    assert (screen.state.asking, screen.state.items) == (None, ())
    core.sync_once()
    assert server.count("POST", f"/tickets/{ticket['id']}/messages") == 1


def test_what_never_left_is_cancelled_at_once_with_what_hangs_on_it(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
) -> None:
    server.stop()
    key = submit(account)
    account.write(key, "The light is red")
    core.sync_once()
    screen.cancel(key)
    assert screen.state.items == ()
    server.start()
    core.sync_once(eager=True)
    assert server.tickets == {}


def test_the_words_of_what_never_left_are_kept_when_it_is_cancelled(
    server: FakeServer, core: Core, screens: Screens, account: Account, screen: WaitingPresenter
) -> None:
    server.stop()
    key = submit(account, "No internet")
    account.write(key, "The light is red")
    screen.cancel(key)
    assert (screen.state.items, screen.state.kept) == ((), "ticket")
    (draft,) = screens.tickets().state.drafts
    assert (draft.id, draft.text) == (key, "No internet")
    form = screens.pass_on()
    form.open_draft(key)
    form.submit()
    server.start()
    core.sync_once(eager=True)
    (ticket,) = server.tickets.values()
    assert ticket["description"] == "No internet"
    there = screens.ticket()
    there.open(ticket["id"])
    assert there.state.message == "The light is red"


@pytest.mark.parametrize("typed", ["", "and the modem hums"])
def test_a_message_that_is_cancelled_stands_in_the_field_again(
    server: FakeServer, core: Core, screens: Screens, account: Account, screen: WaitingPresenter, typed: str
) -> None:
    ticket_id = server.put_ticket(a_ticket(status="resolved"))["id"]
    core.sync_once()
    key = account.reopen(ticket_id, "Still broken")
    ticket = screens.ticket()
    ticket.open(ticket_id)
    ticket.type_message(typed)
    ticket.close()
    under = screens.ticket()
    under.open(ticket_id)
    screen.cancel(key)
    assert (screen.state.items, screen.state.kept) == ((), "message")
    assert under.state.message == f"Still broken\n{typed}".rstrip(), "also where the ticket lies under this screen"
    again = screens.ticket()
    again.open(ticket_id)
    assert again.state.message == f"Still broken\n{typed}".rstrip()
    assert again.state.can_reopen


def with_a_message_that_waits(server: FakeServer, core: Core, screens: Screens) -> TicketPresenter:
    """An open ticket, under the list of what waits."""
    ticket_id = server.put_ticket(a_ticket(status="in_progress"))["id"]
    core.sync_once()
    under = screens.ticket()
    under.open(ticket_id)
    under.type_message("Still broken")
    under.send_message()
    return under


@pytest.mark.parametrize("typed", ["And the modem hums", "And the modem hums "])
def test_a_message_that_is_cancelled_is_not_lost_by_typing_on_in_the_ticket_under_it(
    server: FakeServer, core: Core, screens: Screens, screen: WaitingPresenter, typed: str
) -> None:
    under = with_a_message_that_waits(server, core, screens)
    under.type_message(typed)
    (item,) = screen.state.items
    screen.cancel(item.id)
    assert under.state.message == f"Still broken\n{typed}".rstrip()
    core.sync_once()
    under.type_message(f"{under.state.message}!")
    again = screens.ticket()
    again.open(under.state.id)
    assert again.state.message == f"Still broken\n{typed}".rstrip() + "!"


def test_a_message_that_is_cancelled_comes_to_the_photos_that_lie_in_the_field(
    server: FakeServer, core: Core, screens: Screens, screen: WaitingPresenter
) -> None:
    under = with_a_message_that_waits(server, core, screens)
    under.add_photos([a_photo()])
    (item,) = screen.state.items
    screen.cancel(item.id)
    assert (under.state.message, len(under.state.photos)) == ("Still broken", 1)


def test_what_holds_no_words_is_just_cancelled(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
) -> None:
    ticket_id = server.put_ticket(a_ticket(status="resolved"))["id"]
    core.sync_once()
    screen.cancel(account.confirm(ticket_id))
    screen.cancel(account.rate(ticket_id, {"rating": 4, "comment": None}))
    assert (screen.state.items, screen.state.kept) == ((), "")


def test_a_form_that_is_not_sent_after_all_is_there_again_as_it_was(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter, screens: Screens
) -> None:
    rated = server.put_ticket(a_ticket(status="resolved"))["id"]
    corrected = server.put_ticket(a_ticket(customer=a_customer(name="Opa", phone="0611")))["id"]
    core.sync_once()
    opened = screens.ticket()
    opened.open(rated)
    opened.choose_stars(4)
    opened.type_word("Quick")
    opened.send_rating()
    opened = screens.ticket()
    opened.open(corrected)
    opened.edit_customer()
    opened.type_customer("phone", "0622")
    opened.save_customer()
    for kept in ("rating", "customer"):
        screen.cancel(screen.state.items[0].id)
        assert screen.state.kept == kept
    assert screen.state.items == ()
    server.change(corrected, customer=a_customer(name="Opa", phone="0699"))
    core.sync_once()
    again = screens.ticket()
    again.open(rated)
    assert (again.state.stars, again.state.word) == (4, "Quick")
    again = screens.ticket()
    again.open(corrected)
    again.edit_customer()
    assert again.state.customer_form.phone == "0622"
    again.save_customer()
    core.sync_once()
    assert screen.state.items[0].problem == Notice(Say.CUSTOMER_CHANGED_MEANWHILE, {"fields": (("phone", "0699"),)})


def test_what_was_typed_since_is_laid_over_a_correction_that_is_not_sent_after_all(
    server: FakeServer, account: Account, core: Core
) -> None:
    ticket = server.put_ticket(a_ticket(customer=a_customer(name="Oma", phone="0611")))
    core.sync_once()
    key = account.correct_customer(ticket["id"], {"phone": "0622"}, ticket["customer"])
    since = {"name": "Opa", "before": {"name": "Oma"}}
    account.store.drafts.save("since", DraftKind.CUSTOMER, since, ticket["id"])
    kept = account.give_up(key)
    assert kept.typed == {"phone": "0622", "name": "Opa", "before": {"phone": "0611", "name": "Oma"}}
    assert account.store.drafts.all(DraftKind.CUSTOMER) == [kept]


def test_a_ticket_that_may_have_arrived_is_taken_back_there(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
) -> None:
    server.lose_answer("POST", "/tickets")
    key = submit(account)
    core.sync_once()
    screen.cancel(key)
    screen.give_up(screen.state.asking.id)
    core.sync_once(eager=True)
    assert [ticket["status"] for ticket in server.tickets.values()] == ["cancelled"]
    assert screen.state.items == ()


@pytest.mark.parametrize("door", [401, 429])
def test_one_that_was_turned_away_at_the_door_has_not_arrived_and_is_a_draft_again(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter, door: int
) -> None:
    if door == 401:
        server.sign_everyone_out()
    else:
        server.fail("POST", "/tickets", Reply(429, {}, {"Retry-After": "7"}))
    key = submit(account, "No internet")
    core.sync_once()
    assert wheres(screen) == [("submit", Where.QUEUED)]
    screen.cancel(key)
    assert (screen.state.asking, screen.state.items, screen.state.kept) == (None, (), "ticket")


@pytest.mark.parametrize("kind", ["submit", "join"])
def test_one_that_leaves_as_it_is_cancelled_is_taken_back_there(
    server: FakeServer, account: Account, screen: WaitingPresenter, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put_outage(an_outage(id="o"))
    account.sync.once()
    body = {"customer": {"name": "Opa"}}
    key = submit(account) if kind == "submit" else account.join("o", body, typed={"name": "Opa"})
    drafts, outbox = account.store.drafts, account.store.outbox
    call_off = drafts.call_off

    def too_late(*call: Any) -> Any:
        outbox.claim_next((), eager=True)
        return call_off(*call)

    monkeypatch.setattr(drafts, "call_off", too_late)
    screen.cancel(key)
    account.sync.once()
    assert [*server.tickets.values(), *server.affected.values()][0]["status"] in ("cancelled", "withdrawn")


def test_a_photo_tells_how_much_of_it_is_there_and_can_be_cancelled_on_the_way(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
) -> None:
    path = account.store.photos._folder / "a-draft" / "1-p1.jpg"
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes(200 * 1024))
    server.uploads.piece_bytes = 64 * 1024
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [Photo.at(path)])
    server.drop("POST", f"/tickets/{ticket['id']}/uploads")
    core.sync_once()
    assert screen.state.items[0].share == 0.0
    shares: list[float] = []
    screen.subscribe(lambda state: shares.extend(item.share for item in state.items))
    core.sync_once()
    assert [share for share in sorted(set(shares)) if 0 < share < 1]
    account.add_photos(ticket["id"], [Photo.at(_copy(path))])
    server.drop("POST", f"/tickets/{ticket['id']}/uploads")
    core.sync_once()
    (left,) = screen.state.items
    screen.cancel(left.id)
    assert screen.state.asking is None
    assert screen.state.items == ()


def test_a_refused_ticket_comes_first_and_goes_on_as_a_draft(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
) -> None:
    server.fail("POST", "/tickets", problem(422, "No.", {"/customer/postcode": "No postcode."}))
    key = submit(account, "bad")
    account.write(key, "behind it")
    core.sync_once()
    refused, behind = screen.state.items
    assert (refused.where, refused.problem) == (Where.FAILED, Notice(Say.REFUSED, {"detail": "No postcode."}))
    assert behind.where is Where.BEHIND_TICKET
    screen.correct(key)
    assert screen.state.corrected == key
    assert wheres(screen) == [("message", Where.BEHIND_DRAFT)]
    assert account.store.drafts.get(key).typed["description"] == "bad"


def test_one_that_the_server_choked_on_says_when_it_goes_again_and_can_go_now(
    server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
) -> None:
    server.fail("POST", "/tickets", Reply(500, {}))
    submit(account)
    core.sync_once()
    (item,) = screen.state.items
    assert item.where is Where.LATER
    assert item.next_try_at > core.clock()
    core.sync_once(eager=True)
    assert screen.state.items == ()


class TestConflicts:
    def test_words_that_came_too_late_are_kept_and_it_is_said_how_the_ticket_stands(
        self, server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
    ) -> None:
        ticket = server.put_ticket(a_ticket(status="in_progress"))
        core.sync_once()
        server.change(ticket["id"], status="closed")
        account.write(ticket["id"], "Still down")
        core.sync_once()
        (item,) = screen.state.items
        assert item.problem == Notice(Say.OVERTAKEN_WORDS, {"status": "closed"})
        assert (item.text, item.ticket_id) == ("Still down", ticket["id"])
        assert account.store.mirror.ticket(ticket["id"])["status"] == "closed"

    def test_details_that_others_changed_too_are_named_with_what_they_are_now(
        self, server: FakeServer, core: Core, account: Account, screen: WaitingPresenter
    ) -> None:
        ticket = server.put_ticket(a_ticket())
        server.change(ticket["id"], customer={**ticket["customer"], "phone": "0699"})
        key = account.correct_customer(ticket["id"], {"phone": "0612", "name": "Opa"}, ticket["customer"])
        core.sync_once()
        assert screen.state.items[0].problem == Notice(Say.CUSTOMER_CHANGED_MEANWHILE, {"fields": (("phone", "0699"),)})
        assert account.store.outbox.get(key).body == {"phone": "0612", "name": "Opa"}

    def test_a_failure_kept_by_an_app_of_before_can_still_be_read(self, account: Account) -> None:
        key = submit(account)
        with account.store.database.write() as db:
            said = '{"status": 409, "detail": "It has ended.", "errors": [], "overtaken": true}'
            db.execute("UPDATE outbox SET state = 'failed', error = ?", (said,))
        assert account.store.outbox.get(key).failure.detail == "It has ended."
        assert account.store.outbox.get(key).state is SendState.FAILED


def _copy(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    copy = path.with_name("2-p2.jpg")
    copy.write_bytes(bytes(200 * 1024))
    return copy
