"""What others did is told once; what the user did, knew, or has no business with is not."""

from collections.abc import Callable

import pytest

from mobile.core.core import Core
from mobile.core.news import Happened, News
from tests.mobile.fake_server import PASSWORD, FakeServer
from tests.mobile.resources import AT, COLLEAGUE, EMPLOYEE, JSON, a_subscription, a_ticket, an_entry, an_outage

MINE = {"kind": "reporter", "name": "Ann"}
LATER = "2026-11-23T21:00:00.000000Z"


@pytest.fixture
def heard(core: Core) -> list[News]:
    news: list[News] = []
    core.hear(news.extend)
    return news


@pytest.fixture
def ticket(server: FakeServer, core: Core) -> JSON:
    """One that this phone knows."""
    ticket = server.put_ticket(a_ticket())
    core.sync_once()
    return ticket


@pytest.fixture
def outage(server: FakeServer, core: Core) -> JSON:
    """One that is followed, and known."""
    server.subscriptions["s1"] = a_subscription("35", id="s1")
    outage = server.put_outage(an_outage())
    core.sync_once(eager=True)
    return outage


def told(news: list[News]) -> list[tuple[str, str]]:
    return [(one.happened.value, one.about) for one in news]


def test_a_ticket_that_is_taken_up_is_told_once(
    server: FakeServer, core: Core, ticket: JSON, heard: list[News]
) -> None:
    server.put_ticket({**ticket, "status": "in_progress"}, an_entry(ticket["id"], type="status", body=None))
    core.sync_once()
    core.sync_once()
    assert told(heard) == [("status", f"ticket:{ticket['id']}")]
    assert heard[0].thing["status"] == "in_progress"


def test_a_question_of_the_team_is_one_thing_to_tell(
    server: FakeServer, core: Core, ticket: JSON, heard: list[News]
) -> None:
    server.put_ticket({**ticket, "status": "pending"}, an_entry(ticket["id"]))
    core.sync_once()
    assert told(heard) == [("status", f"ticket:{ticket['id']}")]


def test_what_somebody_wrote_is_told(server: FakeServer, core: Core, ticket: JSON, heard: list[News]) -> None:
    server.put_ticket(ticket, an_entry(ticket["id"]))
    core.sync_once()
    assert told(heard) == [("message", f"ticket:{ticket['id']}")]


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"status": "in_progress"}, {"type": "status", "actor": MINE, "body": None}),
        ({}, {"actor": MINE, "body": "The light is on"}),
        ({}, {"type": "reminder", "actor": {"kind": "system", "name": None}, "body": None}),
        ({"status": "closed"}, {"type": "status", "actor": {"kind": "system", "name": None}, "body": None}),
        ({"priority": 1}, {"type": "change", "body": None}),
    ],
    ids=["own act", "own words", "a reminder", "the end of a week's silence", "another priority"],
)
def test_what_is_no_news_is_not_told(
    server: FakeServer, core: Core, ticket: JSON, heard: list[News], change: JSON, entry: JSON
) -> None:
    server.put_ticket({**ticket, **change}, an_entry(ticket["id"], **entry))
    core.sync_once()
    assert heard == []


def test_what_was_written_here_meanwhile_hides_no_move_of_the_team(
    server: FakeServer, core: Core, ticket: JSON, heard: list[News]
) -> None:
    """Written without a connection, it is sent before the news is read."""
    moved = an_entry(ticket["id"], type="status", body=None, changes={"status": {"from": "held", "to": "resolved"}})
    server.put_ticket({**ticket, "status": "resolved"}, moved, an_entry(ticket["id"], actor=MINE, body="Still red"))
    core.sync_once()
    assert told(heard) == [("status", f"ticket:{ticket['id']}")]


def test_a_move_that_came_with_the_answer_to_something_sent_is_told_too(
    server: FakeServer, core: Core, ticket: JSON, heard: list[News]
) -> None:
    moved = an_entry(ticket["id"], type="status", body=None, changes={"status": {"from": "held", "to": "resolved"}})
    server.put_ticket({**ticket, "status": "resolved"}, moved)
    core.signed_in().rate(ticket["id"], {"rating": 4, "comment": None})
    core.sync_once()
    core.sync_once()
    assert told(heard) == [("status", f"ticket:{ticket['id']}")]


@pytest.mark.parametrize("unread", [True, False])
def test_words_of_the_team_before_ones_own_are_told_until_they_are_seen(
    server: FakeServer, core: Core, ticket: JSON, heard: list[News], *, unread: bool
) -> None:
    theirs, mine = an_entry(ticket["id"]), an_entry(ticket["id"], actor=MINE, body="The light is on")
    server.put_ticket({**ticket, "unread": unread}, theirs, mine)
    core.sync_once()
    assert bool(heard) is unread


def test_what_is_done_on_this_phone_is_not_told(server: FakeServer, core: Core, heard: list[News]) -> None:
    ticket = server.put_ticket(a_ticket(status="resolved"))
    core.sync_once()
    core.signed_in().reopen(ticket["id"], "Still broken")
    core.sync_once()
    core.sync_once()
    assert heard == []


def test_nothing_is_told_at_the_first_reading(server: FakeServer, new_core: Callable[[], Core]) -> None:
    server.page_size = 2
    for _ in range(3):
        ticket = a_ticket(status="in_progress")
        server.put_ticket(ticket, an_entry(ticket["id"]))
    moved = an_entry(ticket["id"], type="status", changes={"status": {"from": "held", "to": "in_progress"}})
    server.put_ticket(ticket, moved)
    server.put_outage(an_outage())
    core, heard = new_core(), list[News]()
    core.hear(heard.extend)
    core.sign_in(EMPLOYEE["email"], PASSWORD)
    core.sync_once()
    assert core.signed_in().store.mirror.outages()
    assert heard == []


def test_a_reading_anew_tells_only_of_what_is_another_now(
    server: FakeServer, core: Core, ticket: JSON, outage: JSON, heard: list[News]
) -> None:
    server.put_ticket({**ticket, "status": "held"}, an_entry(ticket["id"]))
    server.put_ticket(a_ticket(status="in_progress"))
    server.put_outage(an_outage())
    server.epoch, server.page_size = 2, 1
    core.sync_once()
    assert set(told(heard)) == {("status", f"ticket:{ticket['id']}")}


def test_another_persons_ticket_is_not_told(server: FakeServer, core: Core, heard: list[News]) -> None:
    """A solver's phone has the team's tickets too."""
    ticket = server.put_ticket(a_ticket(reporter={"id": COLLEAGUE["id"], "name": "Bob"}))
    core.sync_once()
    server.change(ticket["id"], status="resolved")
    core.sync_once()
    assert heard == []


@pytest.mark.parametrize(
    ("change", "happened"),
    [
        ({"status": "resolved", "resolved_at": AT}, Happened.OUTAGE_STATUS),
        ({"expected_end_at": LATER}, Happened.OUTAGE_ESTIMATE),
        ({"advice": {"nl": "Wacht", "en": "Wait"}}, None),
        ({"status": "closed"}, None),
    ],
)
def test_a_followed_outage_that_moves_is_told(
    server: FakeServer, core: Core, outage: JSON, heard: list[News], change: JSON, happened: Happened | None
) -> None:
    server.put_outage({**outage, **change})
    core.sync_once()
    assert told(heard) == ([(happened.value, f"outage:{outage['id']}")] if happened else [])


def test_what_is_told_of_an_outage_is_told_on(server: FakeServer, core: Core, outage: JSON, heard: list[News]) -> None:
    update = {**outage["updates"][0], "id": "u-2", "text": {"nl": "Kabel gevonden", "en": "Found it"}}
    server.put_outage({**outage, "updates": [update, *outage["updates"]]})
    core.sync_once()
    assert told(heard) == [("outage_update", f"outage:{outage['id']}")]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({}, ["outage_declared"]),
        ({"status": "suspected"}, []),
        ({"status": "resolved"}, []),
        ({"areas": ["9999"], "postcodes": ["9999"]}, []),
        ({"services": ["tv"]}, ["outage_declared"]),
    ],
    ids=["where one follows", "a suspicion", "over already", "elsewhere", "another service"],
)
def test_a_new_outage_is_told_where_it_is_ones_business(
    server: FakeServer, core: Core, outage: JSON, heard: list[News], new: JSON, expected: list[str]
) -> None:
    server.put_outage(an_outage(**new))
    core.sync_once()
    assert [one.happened.value for one in heard] == expected


def test_a_confirmed_suspicion_is_a_new_outage(server: FakeServer, core: Core, outage: JSON, heard: list[News]) -> None:
    suspected = server.put_outage(an_outage(status="suspected"))
    core.sync_once()
    server.put_outage({**suspected, "status": "investigating"})
    core.sync_once()
    assert told(heard) == [("outage_declared", f"outage:{suspected['id']}")]
