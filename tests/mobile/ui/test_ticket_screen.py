"""A ticket with a finger: its conversation, another one in its screen, how it went, and who reads the store for it."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from mobile.config import Settings
from mobile.gallery import samples
from mobile.presenters.ticket import TicketState, UnsentAction
from mobile.ui.capture import find, press, press_back, seen, settle, shown, tap, texts, type_into
from shared.vocabulary import SendState
from tests.mobile.fake_server import PASSWORD, FakeServer
from tests.mobile.resources import EMPLOYEE, a_ticket, an_entry

pytestmark = pytest.mark.window
Start = Callable[..., Any]


def test_what_was_just_sent_comes_into_view(start: Start) -> None:
    said = tuple(samples.entry(f"e{n}", "message", 60 - n, body=f"Bericht {n}") for n in range(20))
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, timeline=said))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: seen("Bericht 0"))
    assert not seen("Net gezegd")
    mine = samples.entry("e99", "message", 1, body="Net gezegd", mine=True)
    app.root.front.presenter.set(timeline=(*said, mine))
    page, newest = app.root.front.ids.page, app.root.front.ids.timeline
    settle(lambda: page.y <= newest.children[0].to_window(0, newest.children[0].y)[1] < page.top)


def test_another_ticket_in_the_same_screen_shows_nothing_of_the_one_before(start: Start) -> None:
    ticket = dataclasses.replace(samples.TICKET, outage=samples.OUTAGE)
    full = dataclasses.replace(
        samples.TICKET_STATE,
        ticket=ticket,
        can_rate=True,
        stars=4,
        can_cancel=True,
        customer_form=ticket.customer,
        unsent=(UnsentAction("u1", "cancel", SendState.QUEUED, ""),),
    )
    app = start(tickets=samples.TICKETS, ticket=TicketState(id="q7x"))
    app.root.go("ticket", ticket_id="q7x")
    settle()
    nothing = texts()  # a new screen that has read nothing yet
    press_back()
    app.screens.states["ticket"] = full
    app.root.go("ticket", ticket_id="p2m")
    settle()
    screen = app.root.front
    assert seen(samples.OUTAGE.title.nl)
    type_into("message", "Geheim")
    screen.presenter.set(customer_form=None)
    screen.ids.page.scroll_y = 0
    press_back()
    app.screens.states["ticket"] = TicketState(id="q7x")
    app.root.go("ticket", ticket_id="q7x")
    settle()
    assert app.root.front is screen
    assert texts() == nothing
    line = screen.ids.writing.ids.message.ids.line
    assert (screen.ids.page.scroll_y, line.text, line.focus) == (1, "", False)
    line.do_undo()
    assert line.text == ""
    said = samples.entry("n1", "message", 1, body="Iets heel anders")
    plain = dataclasses.replace(samples.TICKET, reference="DG-NEW-001", share_text=None)
    screen.presenter.set(loaded=True, ticket=plain, timeline=(said,))
    settle(lambda: seen("Iets heel anders"))
    assert seen("DG-NEW-001")
    assert not any(word in text for text in texts() for word in ("DG-4K7-P2M", samples.OUTAGE.title.nl, "Geheim"))


def test_another_ticket_in_the_same_screen_begins_at_its_top_also_where_its_last_word_is_mine(start: Start) -> None:
    said = tuple(samples.entry(f"e{n}", "message", 60 - n, body=f"Bericht {n}", mine=True) for n in range(20))
    app = start(tickets=samples.TICKETS, ticket=dataclasses.replace(samples.TICKET_STATE, timeline=said))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: seen("Bericht 0"))
    screen = app.root.front
    press_back()
    app.root.go("ticket", ticket_id="q7x")
    settle()
    assert app.root.front is screen
    assert screen.ids.page.scroll_y == 1


@pytest.mark.parametrize(("kind", "body", "at_the_top"), [("status", None, True), ("message", "Nog iets", False)])
def test_what_was_just_written_is_brought_into_view_and_an_answer_by_a_tap_moves_nothing(
    start: Start, kind: str, body: str | None, at_the_top: bool
) -> None:
    before = tuple(samples.entry(f"e{n}", "message", 60 - n, body=f"Bericht {n}") for n in range(20))
    app = start(tickets=samples.TICKETS, ticket=dataclasses.replace(samples.TICKET_STATE, timeline=before))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: seen("Bericht 0"))
    app.root.front.presenter.set(timeline=(*before, samples.entry("n", kind, 1, body=body, mine=True)))
    settle()
    assert (app.root.front.ids.page.scroll_y == 1) is at_the_top


def test_whoever_signs_in_next_sees_no_screen_of_before(start: Start) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    screen = app.root.front
    press_back()
    app.root.go("sign_in")
    app.root.go("tickets")
    app.root.go("ticket", ticket_id="p2m")
    settle()
    other = app.root.front
    assert other is not screen
    # A session that ended: whoever signs in over what is open may be somebody else.
    app.root.go("sign_in", again=True)
    app.root.go("tickets")
    settle()
    app.root.go("ticket", ticket_id="p2m")
    settle()
    assert app.root.front is not other


def test_a_screen_shown_again_has_no_mark_of_the_keyboard_left(start: Start) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    screen = app.root.front
    while app.keys.current is None or app.keys.current.name != "back":
        press(9)
    press(13)
    assert app.root.front is not screen
    app.root.go("ticket", ticket_id="p2m")
    settle()
    assert app.root.front is screen
    assert app.keys.current is None
    assert not find("back").marked


def test_only_what_changed_in_a_conversation_is_drawn_anew(start: Start) -> None:
    said = tuple(samples.entry(f"e{n}", "message", 60 - n, body=f"Bericht {n}") for n in range(4))
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, timeline=said))
    app.root.go("ticket", ticket_id="p2m")
    settle()
    box, presenter = app.root.front.ids.timeline, app.root.front.presenter
    drawn = box.children[::-1]
    more = samples.entry("e9", "status", 1, changes=(("status", "acknowledged", "held"),), body="Erbij")
    presenter.set(timeline=(*said, more))
    settle(lambda: seen("Erbij"))
    assert box.children[::-1][:4] == drawn
    assert len(box.children) == 6  # what happened, and what was said of it
    presenter.set(timeline=(said[3], dataclasses.replace(said[0], body="Anders")))
    settle(lambda: seen("Anders"))
    assert [bubble.body for bubble in box.children[::-1]] == ["Bericht 3", "Anders"]
    assert box.children[::-1] == [drawn[3], drawn[0]]


def test_how_it_went(start: Start) -> None:
    closed = dataclasses.replace(samples.TICKET, status=samples.term("closed"), handling=samples.handling("done"))
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, ticket=closed, can_rate=True, can_message=False))
    app.root.go("ticket", ticket_id="p2m")
    settle()
    presenter = app.root.front.presenter
    tap("star.4")
    assert presenter.calls[-1] == ("choose_stars", 4)
    assert not shown("rating.send")
    presenter.set(stars=4)
    settle()
    assert seen("Goed")
    type_into("rating.word", "ok")
    tap("rating.send")
    assert presenter.calls[-2:] == [("type_word", "ok"), ("send_rating",)]


def test_the_screen_s_thread_never_reads_the_store(start: Start, server: FakeServer, settings: Settings) -> None:
    from mobile.ui.store_watch import watched

    server.page_size = 500
    for number in range(400):
        server.put_ticket(a_ticket(id=f"t{number:03}", status="in_progress"), an_entry(f"t{number:03}"))
    app = start(settings=settings)
    type_into("email", EMPLOYEE["email"])
    type_into("password", PASSWORD)
    tap("sign_in.submit")
    settle(lambda: shown("place.tickets") and app.root.front.presenter.state.counts.all == 400)
    with watched() as watch:
        roll = app.root.front.ids.list
        roll.reveal(app.root.front.presenter.state.rows[-1].id)
        settle(lambda: len(app.root.front.presenter.state.rows) > 60)
        row = app.root.front.presenter.state.rows[7]
        app.root.front.open(row)
        settle(lambda: app.root.front.loaded and seen("Is the modem's light on?"))
        type_into("message", "ja")
        tap("send")
        press_back()
        settle(lambda: app.root.front.place == "tickets")
        tap("place.outages")
        tap("place.profile")
        tap("place.tickets")
        settle(lambda: app.root.front.presenter.state.rows)
    assert (watch.reads, watch.writes) == ([], [])
