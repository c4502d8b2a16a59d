"""The frame around the screens: two panes, the hardware keyboard, what the device covers."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from mobile.device import Insets
from mobile.gallery import samples
from mobile.presenters.pass_on import PassOnState
from mobile.presenters.pass_on_steps import Step, steps
from mobile.ui.capture import find, frames, keyboard_covers, press, press_back, seen, settle, shown, tap, type_into

pytestmark = pytest.mark.window
Start = Callable[..., Any]
TAB, ENTER, DOWN, UP, SPACE = 9, 13, 274, 273, 32
LEFT, HOME, END = 276, 278, 279


def test_a_wide_window_shows_a_ticket_beside_the_list(start: Start, window: Callable[[int, int], None]) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE, outages=samples.OUTAGES, outage=samples.YOURS)
    window(1280, 800)
    assert seen("Kies links iets")
    tap("ticket.p2m")
    assert seen("Ja, er wordt aan gewerkt")
    assert seen("Mijn meldingen")
    assert not seen("Kies links iets")
    assert find("ticket.p2m").chosen
    assert not find("ticket.q7x").chosen
    # Another one from the list comes in its place: back leads to the list, not to the first.
    tap("ticket.q7x")
    assert len(app.root.stack) == 2
    another = dataclasses.replace(samples.TICKET_STATE.ticket, id="q7x")
    app.screens.made["ticket"].set(id="q7x", ticket=another)
    frames(2)
    assert find("ticket.q7x").chosen
    assert not find("ticket.p2m").chosen
    assert press_back()
    assert seen("Kies links iets")
    assert not find("ticket.q7x").chosen
    tap("pass_on")
    assert not shown("pass_on"), "what is being done is not offered beside it"
    assert press_back()
    assert shown("pass_on")
    tap("place.outages")
    tap("outage.o1")
    assert find("outage.o1").chosen
    tap("behind.ticket.t1")
    assert len(app.root.stack) == 3  # asked for in the right pane: it lies over what is there
    assert press_back()
    assert len(app.root.stack) == 2


def test_one_who_goes_back_before_the_slide_is_over_finds_the_list(
    start: Start, window: Callable[[int, int], None]
) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    tap("ticket.p2m")
    assert press_back()
    settle()
    app.root.go("ticket", ticket_id="p2m")
    frames(2)
    assert app.root.panes.moving
    assert press_back()
    settle()
    assert seen("Mijn meldingen")
    assert len(app.root.panes.lead.children) == 1
    app.root.go("ticket", ticket_id="p2m")
    frames(2)
    assert press_back()
    window(1280, 800)
    assert seen("Mijn meldingen")
    assert seen("Kies links iets")
    tap("ticket.p2m")
    frames(1)
    window(412, 915)  # turned while it slides
    assert seen("Ja, er wordt aan gewerkt")
    assert press_back()
    assert seen("Mijn meldingen")


def test_a_window_that_is_turned_keeps_what_was_open(start: Start, window: Callable[[int, int], None]) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    tap("ticket.p2m")
    assert not seen("Mijn meldingen")
    window(1280, 800)
    assert seen("Mijn meldingen")
    assert seen("Ja, er wordt aan gewerkt")
    window(412, 915)
    assert seen("Ja, er wordt aan gewerkt")
    assert not seen("Mijn meldingen")
    assert app.root.front.width == 412, "the pane that is gone leaves no room empty"
    assert press_back()
    assert seen("Mijn meldingen")


def test_all_by_keys(start: Start) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)

    def go_to(name: str, key: int, *modifiers: str) -> None:
        for _ in range(30):
            if app.keys.current is not None and app.keys.current.name == name:
                return
            press(key, *modifiers)
        raise AssertionError(f"never came to {name}")

    press(TAB)
    assert app.keys.current.name == "pass_on"
    press(TAB)
    between: set[str] = set()
    while not (at := app.keys.current.name).startswith("place.") and len(between) < 30:
        between.add(at)
        press(TAB)
    assert "pass_on" not in between, "it floats over the rows, and is not among them"
    tap("place.tickets")
    go_to("ticket.p2m", TAB)
    press(ENTER)
    assert seen("Ja, er wordt aan gewerkt")
    assert press_back()
    assert app.keys.current.name == "ticket.p2m", "back where one was"
    go_to("ticket.d1", UP)
    go_to("place.profile", TAB, "shift")  # round at the ends
    press(SPACE)
    assert seen("Sanne de Vries")
    go_to("sign_out", DOWN)
    page = app.keys.current.to_window(*app.keys.current.pos)
    assert page[1] > 0, "what the keys are at is scrolled into view"
    press(UP)
    assert app.keys.current.name != "sign_out"
    tap("place.tickets")
    assert app.keys.current is None, "a finger takes the mark away"


def test_a_key_that_is_held_taps_once(start: Start) -> None:
    app = start(pass_on=PassOnState(id="d1", loaded=True, step=Step.HELP, steps=steps(joins=False, has_help=True)))
    tap("pass_on")
    while app.keys.current is None or app.keys.current.name != "next":
        press(TAB)
    calls = app.root.front.presenter.calls
    press(ENTER, times=3)
    assert calls.count(("next",)) == 1
    press(ENTER)
    assert calls.count(("next",)) == 2


def test_a_key_that_is_held_writes_again_and_again(start: Start) -> None:
    start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    tap("ticket.p2m")
    type_into("message", "a")
    press(ENTER, times=3)
    assert find("message").ids.line.text == "a\n\n\n"


def test_arrows_move_the_cursor_where_something_is_typed(start: Start) -> None:
    start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    tap("ticket.p2m")
    type_into("message", "ab")
    line = find("message").ids.line
    for key, cursor in ((LEFT, (1, 0)), (HOME, (0, 0)), (END, (2, 0)), (UP, (2, 0)), (DOWN, (2, 0))):
        press(key)
        assert (line.cursor, line.focus) == (cursor, True), key
    assert press(TAB)
    assert not line.focus


def test_tab_goes_from_field_to_field_and_is_never_typed(start: Start) -> None:
    from mobile.presenters.account import AccountState

    start(account=AccountState())
    tap("email")
    line = find("email").ids.line
    line.focus = True
    frames(2)
    press(TAB)
    assert find("password").ids.line.focus
    assert line.text == ""
    press(TAB, "shift")
    assert line.focus


def test_what_takes_a_moment_waits_until_no_finger_is_down(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    from kivy.base import EventLoop

    from mobile.ui import app as module

    done: list[int] = []
    monkeypatch.setattr(module.garbage, "spare", lambda: done.append(1))
    monkeypatch.setattr(module, "_AGAIN_SECONDS", 0)
    app = start(tickets=samples.TICKETS)
    finger = object()
    EventLoop.touches.append(finger)
    app.at_rest()
    frames(3)
    assert done == []
    EventLoop.touches.remove(finger)
    settle(lambda: done == [1])


def test_what_is_said_for_a_moment_is_said_where_nothing_covers_it(start: Start) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    app.device.edges = Insets(90, 0, 60, 48)
    app.on_resume()
    app.root.toast("Een zin die langer is dan waar op deze telefoon plaats voor is", "Ongedaan maken")
    settle()
    said = app.root.ids.toast.ids.row
    assert said.x >= 90
    assert said.right <= 412 - 60
    assert said.y >= 48 + 72 + 60  # above the bar and the button over it
    keyboard_covers(app, 400)
    settle()
    assert said.y >= 400


def test_what_the_device_covers_stays_free_and_the_keyboard_hides_no_field(start: Start) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    app.device.edges = Insets(0, 40, 0, 30)
    app.on_resume()
    settle()
    assert find("place.tickets").to_window(0, find("place.tickets").y)[1] >= 30
    assert app.root.ids.panes.to_window(0, app.root.ids.panes.top)[1] <= 915 - 40
    tap("ticket.p2m")
    keyboard_covers(app, 400)
    settle()
    assert find("message").to_window(0, find("message").y)[1] >= 400
    assert not shown("place.tickets")
