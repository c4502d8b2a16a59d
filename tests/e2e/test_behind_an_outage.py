"""An outage from its first reports to its post-mortem, on four phones, at a manager's, and on a friend's page."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from mobile.config import Settings
from mobile.core.submissions import join_body
from mobile.presenters.behind import BehindView
from mobile.presenters.outages import OutagesState
from scripts.processes import ports, scratch
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.employees import PASSWORD, employees
from scripts.processes.waiting import until
from scripts.story.stages import WithoutWindow
from tests.campaigns import on

TITLE = {"nl": "Geen internet in Utrecht", "en": "No internet in Utrecht"}
EACH = 10
Sees = Callable[[Any], object]


@dataclass
class Employee:
    """Somebody with a phone, in one of the two languages."""

    phone: WithoutWindow
    language: str
    tickets: list[str] = field(default_factory=list)

    def submits(self, postcode: str) -> None:
        form = self._form(postcode)
        form.submit()
        self.tickets.append(form.state.submitted)
        self.until(lambda: not self._unsent(), "it is sent")

    def joins(self, outage_id: str) -> None:
        """One in the form, "this is it", the others at once."""
        form = self._form("3511 ZZ", name="Nr 0")
        self.until(lambda: form.state.asks_outage, "asked whether this is it")
        form.choose_outage(outage_id)
        form.submit()
        for number in range(1, EACH):
            typed = {"name": f"Nr {number}", "postcode": "3512 AB", "service": "internet", "description": ""}
            self.phone.core.signed_in().join(outage_id, join_body(typed, "NL"), typed=typed)
        self.until(lambda: not self._unsent(), "all are behind it")

    def sees(self, outage_id: str, condition: Sees, what: str) -> Any:
        """On the outage's page, whose presenter is the answer."""
        page = self.phone.open("outage", outage_id=outage_id)
        self.until(lambda: page.state.outage and condition(page.state), f"{self.language}: {what}")
        return page

    def sees_list(self, condition: Callable[[OutagesState], object], what: str) -> None:
        listed = self.phone.open("outages")
        self.until(lambda: condition(listed.state), f"{self.language}: {what}")

    def says(self, outage_id: str, *, broken: tuple[str, ...] = ()) -> None:
        """That it works, but for these customers."""
        page = self.sees(outage_id, lambda s: any(one.asks_works for one in s.yours), "asked")
        for one in [one for one in page.state.yours if one.asks_works]:
            (page.say_broken if one.customer_name in broken else page.say_works)(one.id)
        self.until(lambda: not self._unsent(), "all is answered")

    def until(self, condition: Callable[[], object], what: str) -> None:
        self.phone.until(condition, what, 40)

    def _form(self, postcode: str, name: str = "Oma") -> Any:
        form = self.phone.open("pass_on")
        self.until(lambda: form.state.services, "the services")
        form.choose_service("internet")
        for text, value in (("postcode", postcode), ("description", "Alles ligt plat."), ("name", name)):
            form.type(text, value)
        return form

    def _unsent(self) -> int:
        unsent = self.phone.core.signed_in().store.projections.unsent()
        assert unsent.failed == 0
        return unsent.waiting


@dataclass
class Stage:
    manager: Person
    staff: list[Employee]
    address: str

    def page(self, url: str, language: str) -> str:
        answer = requests.get(url, headers={"Accept-Language": language}, timeout=10)
        assert answer.status_code == 200
        return answer.text

    def behind(self, outage_id: str) -> dict[str, int]:
        told = self.manager.get(f"/outages/{outage_id}")["behind"]
        return {name: told[name] for name in ("waiting", "asked", "works", "still_broken")}


@pytest.fixture
def played(database: tuple[str, ...], tmp_path: Path) -> Iterator[Stage]:
    with scratch.database(tmp_path, postgres=bool(database)) as address:
        settings = {"PORT": str(ports.free_port()), "DATABASE_URL": address, "SECRET_KEY": "of an outage"}
        backstage = Backstage(settings, tmp_path / "logs")
        staff: list[Employee] = []
        try:
            backstage.found_company(("internet",), employees=4)
            backstage.start_server()
            backstage.wait_for_server()
            for number, (email, _) in enumerate(employees(4)):
                language = "nl" if number % 2 else "en"
                phone = WithoutWindow(Settings(backstage.address, tmp_path / email, language))
                staff.append(Employee(phone, language))
                phone.core.sign_in(email, PASSWORD)
            yield Stage(Person(backstage.address, "manager@example.org", PASSWORD), staff, backstage.address)
        finally:
            for one in staff:
                one.phone.leave()
            backstage.stop()


@pytest.mark.slow
@on("postgresql")
def test_everybody_behind_it_sees_the_right_thing_at_each_step(played: Stage) -> None:
    manager, staff = played.manager, played.staff
    for one, postcode in zip(staff, ("3511 AA", "3511 AB", "3512 AC"), strict=False):
        one.submits(postcode)
    url = a_friends_page(staff[0])
    assert "Geen internet" not in played.page(url, "nl")

    facts = {"title": TITLE, "services": ["internet"], "areas": ["3511", "3512"], "impact": "major"}
    outage_id = manager.post("/outages", facts)["id"]
    for one in staff[:3]:
        one.sees_list(lambda s: [row.id for row in s.near] == [outage_id], "near")
    staff[3].sees_list(lambda s: [row.id for row in s.elsewhere] == [outage_id], "elsewhere")
    assert len(list(manager.items(f"/outages/{outage_id}/candidates"))) == 3
    manager.post(f"/outages/{outage_id}/tickets", {"all": True})
    for one in staff[:3]:
        one.sees_list(lambda s: [row.id for row in s.yours] == [outage_id], "one's own")
        one.sees(outage_id, lambda s: [mine.is_ticket for mine in s.yours] == [True], "the ticket is behind it")
    assert TITLE["nl"] in played.page(url, "nl")
    assert TITLE["en"] in played.page(url, "en")

    for one in staff:
        one.joins(outage_id)
    assert played.behind(outage_id) == {"waiting": 43, "asked": 0, "works": 0, "still_broken": 0}

    told_twice(manager, outage_id)
    for one in staff:
        page = one.sees(
            outage_id, lambda s: len(s.outage.updates) == 2 and len(s.outage.estimates) == 1, "the moved estimate"
        )
        text = page.state.outage.updates[0].text
        assert (text.text(one.language), text.foreign(one.language)) == ("Onderdeel nodig", one.language == "en")
    for one in staff[:3]:
        ticket = one.phone.open("ticket", ticket_id=one.tickets[0])
        one.until(lambda t=ticket: len(told_in(t)) >= 2, "both updates in the ticket's timeline")

    say(manager, outage_id, "resolved")
    for one in staff:
        one.sees(outage_id, lambda s: all(mine.asks_works for mine in s.yours), "all are asked")
    assert played.behind(outage_id)["asked"] == 43
    staff[0].says(outage_id, broken=("Oma",))
    staff[3].says(outage_id, broken=("Nr 5",))
    assert played.behind(outage_id) == {"waiting": 0, "asked": 22, "works": 19, "still_broken": 2}
    staff[0].sees(outage_id, lambda s: status_of(s.yours, "Oma") == "in_progress", "the ticket is open again")
    staff[3].sees(outage_id, lambda s: status_of(s.yours, "Nr 5", tickets=True) == "acknowledged", "a ticket of it")

    say(manager, outage_id, "investigating")
    staff[1].sees(outage_id, lambda s: not any(mine.asks_works for mine in s.yours), "no longer asked")
    say(manager, outage_id, "resolved")
    for one in staff:
        one.says(outage_id)
    until(lambda: played.behind(outage_id)["asked"] == 0, 20, "all have answered")
    assert played.behind(outage_id) == {"waiting": 0, "asked": 0, "works": 43, "still_broken": 0}

    closing = {"status": "closed", "text": "Klaar.", "postmortem": {"nl": "De kabel."}}
    manager.post(f"/outages/{outage_id}/updates", closing)
    for one in staff:
        one.sees(
            outage_id,
            lambda s: s.outage.postmortem and s.outage.postmortem.text("en") == "De kabel.",
            "the post-mortem",
        )
        one.sees_list(lambda s: [row.id for row in s.ended] == [outage_id] and not s.yours, "over")
    what_managers_read(manager, outage_id)


def what_managers_read(manager: Person, outage_id: str) -> None:
    history = manager.get(f"/outages/{outage_id}/history")
    acts = [one["type"] for one in history["items"]]
    assert (acts[0], acts[-1], acts.count("resolved")) == ("declared", "closed", 2)
    assert (history["people"]["reached"], history["people"]["customers"]) == (4, 43)
    total = manager.get("/outages/figures?by=province")["total"]["outages"]
    assert (total["count"], total["customers"], total["works"], total["still_broken"]) == (1, 43, 43, 0)


def a_friends_page(one: Employee) -> str:
    ticket = one.phone.open("ticket", ticket_id=one.tickets[0])
    ticket.make_page("tickets", one.tickets[0])
    one.until(lambda: ticket.state.page, "a page for the friend")
    return str(ticket.state.page.url)


def told_twice(manager: Person, outage_id: str) -> None:
    now = dt.datetime.now(dt.UTC)
    for hours, text in ((2, {"nl": "Monteur onderweg", "en": "An engineer is coming"}), (4, {"nl": "Onderdeel nodig"})):
        expected = (now + dt.timedelta(hours=hours)).isoformat()
        body = {"status": "identified", "text": text, "expected_end_at": expected}
        manager.post(f"/outages/{outage_id}/updates", body)


def say(manager: Person, outage_id: str, status: str) -> None:
    manager.post(f"/outages/{outage_id}/updates", {"status": status, "text": {"nl": status, "en": status}})


def told_in(ticket: Any) -> list[Any]:
    return [entry for entry in ticket.state.timeline if entry.type.value == "outage"]


def status_of(yours: tuple[BehindView, ...], customer: str, *, tickets: bool = False) -> str:
    """Of the customer's ticket, or of what is there without one."""
    found = [one for one in yours if one.customer_name == customer and (one.is_ticket or not tickets)]
    return found[0].status.value if found and found[0].status else ""


@pytest.mark.slow
@on("sqlite")
def test_merged_followed_and_at_last_none_at_all(played: Stage) -> None:
    manager, one, follower = played.manager, played.staff[0], played.staff[1]
    facts = {"title": TITLE, "services": ["internet"], "areas": ["3511", "3512"], "impact": "major"}
    first, second = (
        manager.post("/outages", {**facts, "areas": areas})["id"] for areas in (["3511"], ["place:Utrecht"])
    )

    following = follower.phone.open("following")
    following.open()
    for kind, name in (("place", "utrecht"), ("place", "Nergenshuizen")):
        following.choose_kind(kind)
        following.type("name", name)
        following.add()
    follower.until(lambda: any(follow.problem for follow in following.state.follows), "there is no such place")
    assert [follow.area for follow in following.state.follows if not follow.problem] == ["place:Utrecht"]
    following.remove(next(follow.id for follow in following.state.follows if follow.problem))
    follower.sees_list(lambda s: {row.id for row in s.near} == {first, second}, "near, as it is followed")

    one.joins(first)
    page = one.phone.open("outage", outage_id=first)
    one.until(lambda: page.state.yours, "behind the first")
    page.make_page("affected", page.state.yours[0].id)
    one.until(lambda: page.state.page, "a page for the friend")
    assert TITLE["en"] in played.page(page.state.page.url, "en")

    manager.post(f"/outages/{first}/merge", {"into": second})
    one.sees(first, lambda s: s.merged and s.merged.id == second, "it goes on as the second")
    one.sees(second, lambda s: len(s.yours) == EACH, "all are behind the second")
    say(manager, second, "dismissed")
    tickets = one.phone.open("tickets")
    one.until(lambda: [row.behind.status.value for row in tickets.state.ended] == ["undone"] * EACH, "all are undone")
    undone = next(row.id for row in tickets.state.ended if row.behind.customer_name == "Nr 0")
    form = one.phone.open("pass_on")
    form.start_from(undone)
    one.until(lambda: form.state.form.description, "nothing to type again")
    form.submit()
    one.until(
        lambda: len([row for row in tickets_of(one) if row["description"] == "Alles ligt plat."]) == 1, "a ticket"
    )


def tickets_of(one: Employee) -> list[dict[str, Any]]:
    account = one.phone.core.signed_in()
    mine = [row.id for row in account.store.listing.of(account.person["id"])]
    return list(account.store.mirror.tickets_by_id(mine).values())
