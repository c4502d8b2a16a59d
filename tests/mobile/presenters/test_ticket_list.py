"""The list of tickets: what is searched, filtered and marked as new, and that thousands are read in portions."""

import pytest

from mobile.core.core import Core
from mobile.core.errors import CoreError
from mobile.presenters.screens import Screens
from mobile.presenters.tickets import Shows, TicketsPresenter
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.presenters.conftest import Worker
from tests.mobile.resources import a_customer, a_ticket, an_affected, an_entry, an_outage


def at(hour: int) -> str:
    return f"2026-11-23T{hour:02}:00:00.000000Z"


def ids(tickets: TicketsPresenter) -> list[str]:
    return [row.id for row in tickets.state.rows]


@pytest.fixture
def full(server: FakeServer, core: Core) -> None:
    """A few of each kind."""
    oma = a_customer(name="Oma Brüggen", phone="06 1234-5678", postcode="3511AB", house_number="12")
    server.put_ticket(a_ticket(id="asked", status="pending", customer=oma, updated_at=at(10), reference="DG-4K7-P2M"))
    server.put_ticket(a_ticket(id="busy", status="in_progress", description="Geen CAFÉ wifi", updated_at=at(12)))
    server.put_ticket(a_ticket(id="tv", service="tv", description="Beeld hapert", updated_at=at(11), unread=True))
    over = a_ticket(id="over", status="closed", updated_at=at(14))
    server.put_ticket(over, an_entry("over", body="De monteur heeft de kabel vervangen"))
    core.sync_once()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("café", ["busy"]),
        ("cafe", ["busy"]),
        ("BRUGGEN", ["asked"]),
        ("dg4k7p2m", ["asked"]),
        ("4k7-p2m", ["asked"]),
        ("0612345678", ["asked"]),
        ("3511 ab", ["asked", "busy", "tv", "over"]),
        ("monteur", ["over"]),
        ("tv", ["tv"]),
        ("hapert tv", ["tv"]),
        ("zeppelin hapert", []),
        ("50% _ '", []),
        ("  ", ["asked", "busy", "tv", "over"]),
    ],
)
@pytest.mark.usefixtures("full")
def test_every_word_is_looked_for_wherever_it_stands(screens: Screens, typed: str, found: list[str]) -> None:
    tickets = screens.tickets()
    tickets.search(typed)
    assert ids(tickets) == found
    assert tickets.state.any


@pytest.mark.usefixtures("full")
def test_one_kind_is_shown_and_given_up_by_another_tap(screens: Screens) -> None:
    tickets = screens.tickets()
    counts = tickets.state.counts
    assert (counts.all, counts.needs_me, counts.unread, counts.open, counts.ended) == (4, 1, 1, 3, 1)
    for shows, found in (
        ("needs_me", ["asked"]),
        ("unread", ["tv"]),
        ("open", ["asked", "busy", "tv"]),
        ("ended", ["over"]),
    ):
        tickets.show(shows)
        assert ids(tickets) == found, shows
    tickets.show("ended")
    assert tickets.state.wanted.shows is Shows.ALL
    assert len(ids(tickets)) == 4


@pytest.mark.usefixtures("full")
def test_one_service_is_shown_of_those_that_there_is_something_of(screens: Screens) -> None:
    tickets = screens.tickets()
    assert [view.slug for view in tickets.state.services] == ["internet", "tv"]
    tickets.choose_service("tv")
    assert ids(tickets) == ["tv"]
    tickets.choose_service(None)
    assert len(ids(tickets)) == 4


def test_a_draft_is_found_and_hidden_while_one_kind_is_shown(screens: Screens) -> None:
    form = screens.pass_on()
    form.start()
    form.type("description", "Kabel stuk")
    tickets = screens.tickets()
    tickets.search("kabel")
    assert len(tickets.state.drafts) == 1
    tickets.search("zeppelin")
    assert tickets.state.drafts == ()
    tickets.search("")
    tickets.show("ended")
    assert tickets.state.drafts == ()


def test_what_is_still_on_the_phone_is_found_too(core: Core, screens: Screens, server: FakeServer) -> None:
    server.put_outage(an_outage(id="o", title={"nl": "Kabelbreuk", "en": "Cable cut"}))
    server.put_affected(an_affected("o", id="behind"))
    core.sync_once()
    key = core.signed_in().submit({"kind": "question", "description": "Wanneer komt glasvezel?"})
    tickets = screens.tickets()
    tickets.search("glasvezel")
    assert ids(tickets) == [key]
    tickets.search("kabelbreuk")
    assert ids(tickets) == ["behind"]


class TestUnread:
    def test_what_others_did_is_marked_until_it_is_looked_at_also_without_a_connection(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        server.put_ticket(a_ticket(id="t", unread=True))
        core.sync_once()
        tickets = screens.tickets()
        assert [row.unread for row in tickets.state.rows] == [True]
        server.stop()
        screens.ticket().open("t")
        assert [row.unread for row in tickets.state.rows] == [False]
        assert tickets.state.counts.unread == 0
        server.start()
        core.sync_once(eager=True)
        assert server.looked == ["t"]
        assert [row.unread for row in tickets.state.rows] == [False]

    def test_news_after_that_is_marked_again(self, server: FakeServer, core: Core, screens: Screens) -> None:
        server.put_ticket(a_ticket(id="t", unread=True))
        core.sync_once()
        server.stop()
        ticket = screens.ticket()
        ticket.open("t")
        ticket.close()
        server.start()
        server.change("t", unread=True, updated_at=at(23))
        server.fail("POST", "/tickets/t/seen", problem(500, "Away."), times=9)
        core.sync_once()
        assert [row.unread for row in screens.tickets().state.rows] == [True]

    def test_looking_on_another_phone_clears_the_mark_here(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        server.put_ticket(a_ticket(id="t", unread=True))
        core.sync_once()
        tickets = screens.tickets()
        server.change("t", unread=False)
        core.sync_once()
        assert [row.unread for row in tickets.state.rows] == [False]


class TestThousands:
    @pytest.fixture
    def many(self, server: FakeServer, core: Core) -> None:
        server.page_size = 500
        for number in range(300):
            server.put_ticket(
                a_ticket(id=f"t{number:03}", updated_at=f"2026-11-23T10:00:{number % 60:02}.{number:06}Z")
            )
        core.sync_once()

    @pytest.mark.usefixtures("many")
    def test_are_made_in_portions_as_far_as_is_scrolled(self, screens: Screens) -> None:
        tickets = screens.tickets()
        assert (len(ids(tickets)), tickets.state.more, tickets.state.counts.all) == (60, 240, 300)
        tickets.show_more()
        assert (len(ids(tickets)), tickets.state.more) == (120, 180)
        for _ in range(3):
            tickets.show_more()
        assert (len(ids(tickets)), tickets.state.more) == (300, 0)
        tickets.show_more()
        assert len(ids(tickets)) == 300
        tickets.search("noon")
        assert len(ids(tickets)) == 60

    @pytest.mark.usefixtures("many")
    def test_a_change_makes_only_its_own_row_anew(self, server: FakeServer, core: Core, screens: Screens) -> None:
        tickets = screens.tickets()
        before = {row.id: row for row in tickets.state.rows}
        changed = tickets.state.rows[3].id
        server.change(changed, description="Something else")
        core.sync_once()
        after = {row.id: row for row in tickets.state.rows}
        assert {key for key in before if after[key] is not before[key]} == {changed}

    @pytest.mark.usefixtures("many")
    def test_scrolling_on_twice_asks_once(self, screens: Screens, worker: Worker) -> None:
        tickets = screens.tickets()
        worker.hold()
        tickets.show_more()
        tickets.show_more()
        worker.finish()
        assert len(ids(tickets)) == 120


def test_a_removed_ticket_is_found_no_more(server: FakeServer, core: Core, screens: Screens) -> None:
    server.put_ticket(a_ticket(id="gone", description="Zeppelin"))
    core.sync_once()
    server.remove("ticket", "gone")
    core.sync_once()
    tickets = screens.tickets()
    assert ids(tickets) == []
    assert not tickets.state.any


def test_what_a_whole_new_reading_lacks_is_found_no_more(server: FakeServer, core: Core, screens: Screens) -> None:
    server.put_ticket(a_ticket(id="gone"))
    core.sync_once()
    server.feed.clear()
    server.epoch += 1
    server.put_ticket(a_ticket(id="stays"))
    core.sync_once()
    assert ids(screens.tickets()) == ["stays"]


def test_a_failing_memory_leaves_what_was_shown(
    server: FakeServer, core: Core, screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put_ticket(a_ticket(id="t"))
    core.sync_once()
    tickets = screens.tickets()

    def fails(*_: object) -> None:
        raise CoreError("disk")

    monkeypatch.setattr(core.signed_in().store.listing, "of", fails)
    tickets.search("x")
    assert ids(tickets) == ["t"]
