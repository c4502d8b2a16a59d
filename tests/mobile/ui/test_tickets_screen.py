"""My tickets with a finger: drawn down for news, searched, filtered, and thousands scrolled through."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from mobile.gallery import samples
from mobile.presenters.tickets import Counts, Shows, TicketsState, Wanted
from mobile.ui.capture import find, frames, press_back, seen, settle, shown, swipe, tap, type_into

pytestmark = pytest.mark.window
Start = Callable[..., Any]


def many(count: int) -> TicketsState:
    rows = tuple(samples.row(f"n{n}", f"Melding nummer {n}", "in_progress", "yes") for n in range(count))
    return TicketsState(loaded=True, any=True, open=rows, more=9, counts=Counts(all=count, open=count))


def test_what_was_cut_in_a_narrow_list_is_whole_in_a_wide_one(start: Start) -> None:
    app = start(tickets=samples.TICKETS)
    listed = app.root.front.ids.list
    whole = find("ticket.p2m").text
    listed.size_hint_x, listed.width = None, 140
    settle(lambda: find("ticket.p2m").text != whole)
    listed.width = 412
    settle(lambda: find("ticket.p2m").text == whole)


def test_drawn_down_it_asks_for_news_and_a_little_does_not(start: Start) -> None:
    app = start(tickets=samples.TICKETS)
    settle(lambda: shown("ticket.p2m"))
    # As on a machine with more to do than this: each frame takes longer than a list waits for a finger to move.
    app.root.front.ids.list.scroll_timeout = 1
    swipe("ticket.p2m", 0, -60)
    assert app.screens.sync.calls == []
    swipe("ticket.p2m", 0, -420)
    assert app.screens.sync.calls == [("sync_now",)]
    app.screens.sync.set(busy=True)
    settle()
    assert app.root.front.busy
    app.root.front.ids.list.to_top()
    app.screens.sync.set(busy=False)


def test_a_short_list_is_drawn_down_too(start: Start) -> None:
    app = start(tickets=dataclasses.replace(samples.TICKETS, drafts=(), open=(), ended=()))
    swipe("ticket.p2m", 0, -420)
    assert app.screens.sync.calls == [("sync_now",)]


def test_with_large_text_on_a_small_phone_the_button_covers_no_ticket(
    start: Start, window: Callable[[int, int], None]
) -> None:
    app = start(tickets=samples.TICKETS)
    app.choose_text_size(200)
    window(360, 640)
    settle()
    button, listed = find("pass_on"), app.root.front.ids.list
    assert button.to_window(0, button.top)[1] <= listed.to_window(0, listed.y)[1]
    app.choose_text_size(100)
    settle()
    assert button.to_window(0, button.y)[1] > listed.to_window(0, listed.y)[1]  # there is room: it floats


def test_searching_filtering_and_the_way_back(start: Start) -> None:
    app = start(tickets=samples.TICKETS)
    presenter = app.root.front.presenter
    assert not shown("tickets.words")
    tap("tickets.search")
    type_into("tickets.words", "bep")
    assert presenter.calls[-1] == ("search", "bep")
    presenter.set(needs_me=(), drafts=(), open=(), ended=(), wanted=Wanted(search="bep"))
    settle()
    assert seen("Niets gevonden")
    assert seen("Probeer een naam")
    assert press_back()
    assert not shown("tickets.words")
    assert presenter.calls[-1] == ("search", "")
    tap("filter.needs_me")
    assert presenter.calls[-1] == ("show", Shows.NEEDS_ME)
    presenter.set(wanted=Wanted(shows=Shows.NEEDS_ME))
    settle()
    assert find("filter.needs_me").chosen
    assert seen("Er is nu geen melding van deze soort.")
    presenter.set(wanted=Wanted(search="bep", shows=Shows.NEEDS_ME))
    settle()
    assert seen("Binnen deze keuze heeft geen melding deze woorden."), "another one may have them"
    presenter.set(wanted=Wanted(search="bep", service="tv"))
    settle()
    assert seen("Binnen deze keuze heeft geen melding deze woorden.")
    tap("filter.service")
    tap("tickets.service.tv")
    assert presenter.calls[-1] == ("choose_service", "tv")


def test_a_draft_without_its_story_does_not_say_that_nothing_was_filled_in(start: Start) -> None:
    draft = dataclasses.replace(samples.TICKETS.drafts[0], text="")
    start(tickets=dataclasses.replace(samples.TICKETS, drafts=(draft,)))
    settle(lambda: shown(f"ticket.{draft.id}"))
    assert find(f"ticket.{draft.id}").text == "Het verhaal ontbreekt nog"


def test_of_thousands_only_those_in_view_exist_and_the_place_is_kept(start: Start) -> None:
    app = start(tickets=many(3000))
    roll, presenter = app.root.front.ids.list, app.root.front.presenter
    roll.reveal("n1500")
    settle()
    assert shown("ticket.n1501")
    assert not shown("ticket.n5")
    assert len(roll.strip.children) < 40
    assert ("show_more",) not in presenter.calls
    before = find("ticket.n1502").to_window(0, 0)
    new = samples.row("new", "Nieuw bovenaan", "acknowledged", "received")
    presenter.set(open=(new, *presenter.state.open))
    settle()
    assert find("ticket.n1502").to_window(0, 0) == pytest.approx(before, abs=2)
    assert find("ticket.n1502").text == "Melding nummer 1502"
    tap("ticket.n1502")
    assert app.root.front.presenter.calls[0] == ("open", "n1502")
    press_back()
    roll.reveal("n2990")
    settle()
    assert ("show_more",) in presenter.calls
    roll.to_top()
    settle()
    assert shown("ticket.new")


def test_nothing_in_a_row_is_cut_or_lies_over_another_in_either_language(start: Start) -> None:
    from kivy.uix.label import Label

    from mobile.ui.widgets.ticket_card import TicketCard

    long = samples.row("long", "woord " * 80, "pending", "waiting_for_you", asks_me=True, customer_name="N" * 90)
    app = start(tickets=dataclasses.replace(samples.TICKETS, needs_me=(long, *samples.TICKETS.needs_me)))
    for language in ("en", "nl"):
        app.choose_language(language)
        settle()
        frames(30)
        cards = [widget for widget in app.root.walk() if isinstance(widget, TicketCard)]
        assert len(cards) >= 5
        for card in cards:
            labels = sorted((w for w in card.walk(restrict=True) if isinstance(w, Label) and w.text), key=lambda w: w.y)
            for label in labels:
                assert card.y <= label.y, label.text
                assert label.top <= card.top, label.text
                assert label.texture_size[1] <= label.height + 1, label.text
            told, title = labels[0], next(w for w in labels if w.text == card.text)
            assert told.text == card.told
            chip = next(w for w in labels if w.text == card.chip_text)
            assert told.top <= chip.y
            assert chip.top <= title.y


def test_what_is_new_is_said_in_words_and_by_an_icon(start: Start) -> None:
    start(tickets=samples.TICKETS)
    card = find("ticket.q7x")
    assert card.unread
    assert "Nieuw" in [label.text for label in card.walk(restrict=True) if hasattr(label, "text")]
