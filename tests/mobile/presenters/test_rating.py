"""How it went: given once the ticket is resolved, changed, overtaken, and no longer asked after a month."""

import datetime as dt

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.errors import StorageFull
from mobile.core.store import utc_now
from mobile.presenters.notices import Notice, Say
from mobile.presenters.rating import RatingView
from mobile.presenters.screens import Screens
from mobile.presenters.ticket import TicketPresenter
from shared.schemas.base import rfc3339
from shared.schemas.tickets import LONGEST_COMMENT
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.resources import a_ticket


@pytest.fixture
def show(server: FakeServer, core: Core, screens: Screens):
    def show(days_ago: float = 1, **fields: object) -> TicketPresenter:
        ticket = a_ticket(id="t", **fields)
        ticket["handling"]["since"] = rfc3339(utc_now() - dt.timedelta(days=days_ago))
        server.put_ticket(ticket)
        core.sync_once()
        presenter = screens.ticket()
        presenter.open("t")
        return presenter

    return show


def test_stars_and_a_word_go_to_the_team_and_can_be_changed(show, server: FakeServer, core: Core) -> None:
    ticket = show(status="closed")
    assert ticket.state.can_rate
    ticket.choose_stars(2)
    assert ticket.state.unsent == ()
    ticket.choose_stars(4)
    ticket.type_word("  Snel geholpen ")
    ticket.send_rating()
    assert (ticket.state.stars, ticket.state.word) == (0, "")
    assert ticket.state.rating == RatingView(4, "Snel geholpen", waits=True)
    core.sync_once()
    assert ticket.state.rating == RatingView(4, "Snel geholpen")
    assert server.tickets["t"]["rating"]["comment"] == "Snel geholpen"
    ticket.choose_stars(5)
    assert ticket.state.word == "Snel geholpen"
    ticket.type_word("")
    ticket.send_rating()
    core.sync_once()
    assert ticket.state.rating == RatingView(5, "")


def test_what_was_chosen_and_not_sent_is_there_again_after_going_back_and_after_the_app_was_killed(
    show, screens, core: Core
) -> None:
    ticket = show(status="closed")
    ticket.choose_stars(4)
    ticket.type_word("Snel ge")
    again = screens.ticket()  # all that another start of the app has is what is stored
    again.open("t")
    assert (again.state.stars, again.state.word) == (4, "Snel ge")
    again.type_word("Snel geholpen")
    again.send_rating()
    assert core.signed_in().store.drafts.all(DraftKind.RATING) == []
    core.sync_once()
    assert again.state.rating == RatingView(4, "Snel geholpen")


def test_one_that_a_full_phone_did_not_take_comes_back_or_gives_way_to_another(
    show, screens, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = show(status="closed")
    ticket.choose_stars(4)

    def refuse(*_: object, **__: object) -> None:
        raise StorageFull("full")

    monkeypatch.setattr(core.signed_in().store.outbox, "put", refuse)
    ticket.send_rating()
    assert ticket.state.notice == Notice(Say.STORAGE_FULL)
    monkeypatch.undo()
    again = screens.ticket()
    again.open("t")
    assert again.state.stars == 4
    ticket.choose_stars(5)
    ticket.send_rating()
    assert core.signed_in().store.drafts.all(DraftKind.RATING) == []


def test_what_was_chosen_and_left_is_forgotten(show, screens) -> None:
    ticket = show(status="closed")
    ticket.choose_stars(4)
    ticket.leave_rating()
    again = screens.ticket()
    again.open("t")
    assert (again.state.stars, again.state.word) == (0, "")


@pytest.mark.parametrize(
    ("status", "days_ago", "can"),
    [
        ("closed", 29, True),
        ("resolved", 1, True),
        ("closed", 31, False),
        ("in_progress", 1, False),
        ("rejected", 1, False),
    ],
)
def test_it_is_asked_once_it_is_resolved_and_for_a_month(show, status: str, days_ago: int, can: bool) -> None:
    ticket = show(days_ago, status=status)
    assert ticket.state.can_rate is can
    ticket.choose_stars(3)
    ticket.send_rating()
    assert ticket.state.stars == 0
    assert len(ticket.state.unsent) == can


def test_a_colleague_s_ticket_is_not_rated(show) -> None:
    assert not show(status="closed", reporter={"id": "p-bob", "name": "Bob"}).state.can_rate


def test_a_word_that_is_too_long_is_said_at_the_field_and_stays(show) -> None:
    ticket = show(status="closed")
    ticket.choose_stars(1)
    ticket.type_word("x" * (LONGEST_COMMENT + 1))
    ticket.send_rating()
    assert ticket.state.errors["comment"].key is Say.TOO_LONG
    assert ticket.state.stars == 1
    ticket.type_word("kort")
    assert "comment" not in ticket.state.errors


def test_with_what_works_again_it_waits_its_turn(show, server: FakeServer, core: Core) -> None:
    ticket = show(status="resolved")
    ticket.confirm()
    ticket.choose_stars(5)
    ticket.send_rating()
    core.sync_once()
    assert (server.tickets["t"]["status"], server.tickets["t"]["rating"]["rating"]) == ("closed", 5)


def test_one_that_came_too_late_is_told_and_comes_back_as_it_was_typed(show, server: FakeServer, core: Core) -> None:
    ticket = show(status="resolved")
    server.change("t", status="in_progress")
    ticket.choose_stars(2)
    ticket.type_word("Werkt niet")
    ticket.send_rating()
    core.sync_once()
    (failed,) = ticket.state.unsent
    assert failed.problem == Notice(Say.OVERTAKEN, {"detail": "A ticket is rated once it is resolved."})
    assert ticket.state.message == ""
    ticket.correct(failed.id)
    assert (ticket.state.stars, ticket.state.word, ticket.state.unsent) == (2, "Werkt niet", ())


def test_a_refused_one_takes_the_stars_that_were_chosen_since_and_leaves_no_older_choice(
    show, server: FakeServer, core: Core
) -> None:
    ticket = show(status="closed")
    ticket.choose_stars(2)
    ticket.type_word("Traag")
    server.fail("POST", "/tickets/t/rating", problem(422, "Not now."))
    ticket.send_rating()
    core.sync_once()
    ticket.choose_stars(4)
    (failed,) = ticket.state.unsent
    ticket.correct(failed.id)
    assert (ticket.state.stars, ticket.state.word) == (4, "Traag")
    ticket.send_rating()
    core.sync_once()
    assert ticket.state.rating == RatingView(4, "Traag")
    assert core.signed_in().store.drafts.all(DraftKind.RATING) == []
