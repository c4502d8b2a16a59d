"""One outage: updates, estimates that moved, what one has behind it, and whether it works again."""

import datetime as dt
from typing import Any

import pytest

from mobile.core.core import Core
from mobile.core.server_clock import ServerClock
from mobile.presenters.behind import behind_outages
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outage import OutagePresenter
from mobile.presenters.screens import Screens
from mobile.presenters.values import EstimateView, Localised, Term
from shared.schemas.outages import OutageSchema
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.resources import AT, EMPLOYEE, a_ticket, an_affected, an_outage

LATER = [name for name in an_outage() if name not in OutageSchema().fields or not OutageSchema().fields[name].required]


SUSPICION: dict[str, Any] = {
    **dict.fromkeys(("raised_at", "updated_at", "since"), "2026-11-23T12:00:00.000000Z"),
    **dict.fromkeys(("expected", "usual_per_hour", "excess_per_hour", "statistic", "statistic_when_raised"), 1.0),
    **{"level": "code", "areas": ["3511"], "services": ["internet"], "tickets": ["t"], "others": []},
    **{"threshold": 720.0, "series": None},
}


def at(hour: int, minute: int = 0) -> str:
    return f"2026-11-23T{hour:02}:{minute:02}:00.000000Z"


def moment(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, 23, hour, minute, tzinfo=dt.UTC)


def an_update(hour: int, expected: int | None, **fields: Any) -> dict[str, Any]:
    text = {"text": {"nl": "Bezig", "en": "Busy"}, "text_in": "both", "kind": "update"}
    told = {"id": f"u{hour}", "at": at(hour), "status": "identified", "by": None, **text}
    return {**told, "next_update_at": None, "expected_end_at": at(expected) if expected else None, **fields}


@pytest.fixture
def opened(server: FakeServer, core: Core, screens: Screens) -> OutagePresenter:
    server.put_outage(an_outage(id="o"))
    core.sync_once()
    outage = screens.outage()
    outage.open("o")
    return outage


def update(server: FakeServer, core: Core, **fields: Any) -> None:
    version = f"2026-11-24T00:00:{len(server.feed):02}.000000Z"
    server.put_outage({**server.outages["o"], "updated_at": version, **fields})
    core.sync_once()


class TestWhatIsSuspected:
    def test_says_to_managers_what_speaks_for_it_until_they_decide(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        said = {"nl": "7 meldingen", "en": "7 tickets"}
        update(server, core, status="suspected", suspicion={**SUSPICION, "text": said})
        assert opened.state.outage.evidence == Localised("7 meldingen", "7 tickets")
        update(server, core, status="investigating")
        assert opened.state.outage.evidence is None


class TestWhatPeopleWereTold:
    def test_estimates_that_no_longer_hold_stay_with_when_they_were_told(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        update(server, core, estimates=[{"at": at(13), "expected_end_at": at(18)}], expected_end_at=at(20))
        assert opened.state.outage.estimates == (EstimateView(moment(13), moment(18)),)

    def test_of_a_server_of_before_they_are_what_its_updates_told(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        for name in LATER:
            del server.outages["o"][name]
        told = [an_update(15, 20), an_update(14, 18), an_update(13, 18), an_update(12, 17), an_update(11, None)]
        update(server, core, updates=told, expected_end_at=at(20))
        assert opened.state.outage.estimates == (
            EstimateView(moment(13), moment(18)),
            EstimateView(moment(12), moment(17)),
        )
        update(server, core, expected_end_at=None)
        assert opened.state.outage.estimates[0] == EstimateView(moment(15), moment(20))

    def test_a_text_in_one_language_is_told_apart(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        (told,) = opened.state.outage.updates
        assert (told.text.text("en"), told.text.foreign("en"), told.text.foreign("nl")) == ("Kabel stuk", True, False)

    def test_a_text_that_the_server_filled_in_is_told_apart_too(self) -> None:
        text = Localised.of({"nl": "Kabel stuk", "en": "Kabel stuk"}, "nl")
        assert (text.text("en"), text.foreign("en"), text.foreign("nl")) == ("Kabel stuk", True, False)
        both = Localised.of({"nl": "Kabel stuk", "en": "Cable cut"}, "both")
        assert (both.text("en"), both.foreign("en")) == ("Cable cut", False)

    def test_an_update_is_overdue_only_by_a_copy_that_is_newer_than_the_promise(
        self, server: FakeServer, core: Core, opened: OutagePresenter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = core.clock()
        update(server, core, next_update_at=(now + dt.timedelta(minutes=5)).isoformat())
        assert not opened.state.outage.overdue
        later = now + dt.timedelta(minutes=6)
        monkeypatch.setattr(core, "clock", lambda: later)
        server.stop()
        core.sync_once()
        assert not opened.state.outage.overdue
        server.start()
        monkeypatch.setattr(core.signed_in().sync, "_clock", ServerClock(lambda: later))
        core.sync_once(eager=True)
        assert opened.state.outage.overdue
        update(server, core, status="resolved")
        assert not opened.state.outage.overdue

    def test_one_that_is_gone_says_so(self, server: FakeServer, core: Core, opened: OutagePresenter) -> None:
        server.remove("outage", "o")
        core.sync_once()
        assert (opened.state.outage, opened.state.notice) == (None, Notice(Say.OUTAGE_GONE))
        assert not opened.state.can_join

    def test_a_status_of_a_newer_server_is_shown(self, server: FakeServer, core: Core, opened: OutagePresenter) -> None:
        update(server, core, status="brewing")
        assert opened.state.outage.status == Term("brewing", known=False)
        assert opened.state.can_join


class TestWhatIsMine:
    def test_each_is_there_those_that_ask_first(self, server: FakeServer, core: Core, opened: OutagePresenter) -> None:
        server.put_ticket(a_ticket(id="t", outage_id="o", status="in_progress"))
        server.put_affected(an_affected("o", id="a", status="asked", updated_at=at(1)))
        server.put_affected(an_affected("elsewhere"))
        server.put_affected(an_affected("o", id="odd", status="pondering", allowed=["works"], updated_at=at(2)))
        core.sync_once()
        assert [one.id for one in opened.state.yours] == ["a", "t", "odd"]
        a, t, odd = opened.state.yours
        assert (a.asks_works, a.can_say_works, a.can_say_broken, a.can_withdraw) == (True, True, True, True)
        assert (t.is_ticket, t.asks_works, t.can_withdraw) == (True, False, False)
        assert (odd.status, odd.can_say_works, odd.over) == (Term("pondering", known=False), True, False)

    @pytest.mark.parametrize(("yes", "status"), [(True, "works"), (False, "still_broken")])
    def test_does_it_work_again_of_a_customer_without_a_ticket(
        self, server: FakeServer, core: Core, opened: OutagePresenter, yes: bool, status: str
    ) -> None:
        server.put_affected(an_affected("o", id="a", status="asked"))
        core.sync_once()
        (opened.say_works if yes else opened.say_broken)("a")
        assert not opened.state.yours[0].asks_works  # it is on its way, and not asked again
        assert opened.state.yours[0].send_state is not None
        core.sync_once()
        assert server.affected["a"]["status"] == status
        assert len(server.tickets) == (0 if yes else 1)

    @pytest.mark.parametrize(("yes", "status"), [(True, "closed"), (False, "in_progress")])
    def test_does_it_work_again_of_a_ticket(
        self, server: FakeServer, core: Core, opened: OutagePresenter, yes: bool, status: str
    ) -> None:
        server.put_ticket(a_ticket(id="t", outage_id="o", status="resolved"))
        core.sync_once()
        assert opened.state.yours[0].asks_works
        (opened.say_works if yes else opened.say_broken)("t")
        core.sync_once()
        assert server.tickets["t"]["status"] == status

    def test_what_was_not_asked_is_not_sent(self, server: FakeServer, core: Core, opened: OutagePresenter) -> None:
        server.put_affected(an_affected("o", id="a", status="waiting"))
        core.sync_once()
        opened.say_broken("a")
        opened.say_broken("nobody")
        assert core.signed_in().store.projections.unsent().waiting == 0

    def test_a_refused_answer_says_why_and_can_be_thrown_away(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        server.put_affected(an_affected("o", id="a", status="asked"))
        core.sync_once()
        server.fail("POST", "/affected/a/works", problem(422, "Not now."))
        opened.say_works("a")
        core.sync_once()
        (one,) = opened.state.yours
        assert one.problem == Notice(Say.REFUSED, {"detail": "Not now."})
        opened.discard(one.refused)
        assert (opened.state.yours[0].problem, opened.state.yours[0].asks_works) == (None, True)

    def test_whoever_looks_is_known_to_have_seen_each_change_once(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        core.sync_once()
        assert server.looked == []  # nothing of theirs is behind it
        server.put_affected(an_affected("o"))
        for _ in range(3):
            core.sync_once()
        assert server.looked == ["o"]
        update(server, core)
        core.sync_once()
        assert server.looked == ["o", "o"]

    def test_a_friend_s_answer_that_changes_no_outage_is_seen_too(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        server.put_affected(an_affected("o", id="a"))
        answered = "2026-11-25T08:00:00.000000Z"
        for _ in range(2):
            core.sync_once()
        assert server.seen_until == {"o": AT}
        server.change_affected("a", status="works", updated_at=answered)
        for _ in range(2):
            core.sync_once()
        assert server.seen_until == {"o": answered}

    def test_what_only_this_phone_knows_says_nothing_of_when(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        opened.core.signed_in().join("o", {"service": "internet", "customer": {"name": "Opa"}})
        server.fail("POST", "/outages/o/affected", problem(500, "Away."), times=9)
        core.sync_once()
        core.sync_once()
        assert len(opened.state.yours) == 1
        assert server.seen_until == {"o": AT}

    def test_the_line_for_the_friend_is_the_outage_s_or_that_of_who_is_behind_it(
        self, server: FakeServer, core: Core, opened: OutagePresenter
    ) -> None:
        assert opened.state.share_text.text("en") == "There is an outage."
        server.put_affected(an_affected("o"))
        update(server, core, share_text=None)
        assert opened.state.share_text.text("en") == "There is an outage. You will hear from me."


class TestTheList:
    def test_yours_first_then_near_then_all(self, server: FakeServer, core: Core, screens: Screens) -> None:
        for name in ("elsewhere", "near", "mine", "asked", "over"):
            server.put_outage(an_outage(id=name, postcodes=["88"], areas=["88"]))
        server.put_outage(an_outage(id="near", postcodes=["3511"]))
        server.put_outage(an_outage(id="asked", status="resolved"))
        server.put_outage(an_outage(id="over", status="resolved"))
        server.put_ticket(a_ticket(customer={"postcode": "3511AB"}))
        server.put_affected(an_affected("mine", customer={"name": "Oma", "postcode": "9711AA"}))
        server.put_affected(an_affected("asked", status="asked"))
        server.put_affected(an_affected("over", status="works"))
        core.sync_once()
        state = screens.outages().state
        ids = [[row.id for row in rows] for rows in (state.yours, state.near, state.elsewhere, state.ended)]
        assert ids == [["asked", "mine"], ["near"], ["elsewhere"], ["over"]]
        assert [(row.customers, row.asks_me) for row in state.yours] == [(("Oma Jansen",), True), (("Oma",), False)]

    def test_words_find_titles_and_places_without_a_connection(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        server.put_outage(
            an_outage(id="a", title={"nl": "Geen tv in Súdwest-Fryslân", "en": "No TV"}, areas=["place:Zwolle"])
        )
        server.put_outage(an_outage(id="b", postcodes=["9711"], areas=["9711"]))
        core.sync_once()
        server.stop()
        outages = screens.outages()
        for words, found in (("zwol", ["a"]), ("no TV", ["a"]), ("sudwést", ["a"]), ("97", ["b"]), ("nowhere", [])):
            outages.type_postcode(words)
            assert [row.id for row in outages.state.found] == found, words
        outages.type_postcode("9711")
        assert outages.state.found is None
        assert [view.id for view in outages.state.answer.outages] == ["b"]

    def test_work_that_is_announced_at_the_postcode_is_told_apart(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        soon = (core.clock() + dt.timedelta(days=2)).isoformat()
        server.put_outage(an_outage(id="p", kind="maintenance", status="scheduled", started_at=soon))
        core.sync_once()
        outages = screens.outages()
        outages.type_postcode("3511AB")
        assert [row.id for row in outages.state.planned] == ["p"]
        assert outages.state.answer.outages == ()
        outages.type_postcode("9711AA")
        assert outages.state.planned == ()


class TestAmongMyTickets:
    def test_what_is_unsent_of_one_ticket_says_nothing_of_another(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        server.put_outage(an_outage(id="o"))
        for name in ("t1", "t2"):
            server.put_ticket(a_ticket(id=name, status="resolved", outage_id="o"))
        core.sync_once()
        core.signed_in().confirm("t1")
        assert {one.id: one.send_state for one in behind_outages(core.signed_in().store, EMPLOYEE["id"])} == {
            "t1": SendState.QUEUED,
            "t2": None,
        }

    def test_a_customer_behind_an_outage_is_there_until_it_is_a_ticket(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        server.put_outage(an_outage(id="o"))
        server.put_affected(an_affected("o", id="a", status="asked"))
        server.put_affected(an_affected("gone", id="b", status="undone"))
        core.sync_once()
        tickets = screens.tickets()
        assert [row.id for row in tickets.state.needs_me] == ["a"]
        assert tickets.state.needs_me[0].outage.title.text("nl") == "Storing internet"
        assert [(row.id, row.outage) for row in tickets.state.ended] == [("b", None)]
        core.signed_in().works("a", works=False)
        core.sync_once()
        assert [row.id for row in tickets.state.open] == list(server.tickets)


class TestAPageForTheFriend:
    def test_is_made_shown_and_ended(self, server: FakeServer, core: Core, opened: OutagePresenter) -> None:
        opened.make_page("outages", "o")
        assert opened.state.page.url == "https://doorgeven.example.org/s/0"
        opened.leave_page()
        opened.end_page("outages", "o")
        assert (opened.state.page, server.pages) == (None, {})

    def test_that_could_not_be_taken_back_says_so(self, server: FakeServer, opened: OutagePresenter) -> None:
        opened.make_page("outages", "o")
        server.stop()
        opened.end_page("outages", "o")
        assert opened.state.notice == Notice(Say.PAGE_OFFLINE)

    def test_needs_a_connection_and_says_so(self, server: FakeServer, opened: OutagePresenter) -> None:
        server.stop()
        opened.make_page("outages", "o")
        assert (opened.state.page, opened.state.notice) == (None, Notice(Say.PAGE_OFFLINE))
        server.start()
        opened.make_page("outages", "o")
        assert (opened.state.page is not None, opened.state.notice) == (True, None)

    def test_is_one_s_own_customer_s_or_ticket_s_by_its_id_on_the_server(
        self, server: FakeServer, core: Core, screens: Screens, opened: OutagePresenter
    ) -> None:
        key = core.signed_in().join("o", {})
        core.sync_once()
        opened.make_page("affected", key)
        (path,) = server.pages
        assert path == f"/affected/{next(iter(server.affected))}/status-page"
