"""An outage from three tickets to its post-mortem: what each phone, the managers and a friend see at each step."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from mobile.config import Settings
from mobile.core.core import Core
from scripts.processes import ports, scratch
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.employees import PASSWORD
from scripts.processes.waiting import until

JOINING = 40
PATIENCE = 30.0
TITLE = {"nl": "Geen internet in het centrum", "en": "No internet in the centre"}
ENGINEER = {"nl": "Een monteur is onderweg.", "en": "An engineer is on the way."}
PART = {"nl": "Er is een onderdeel nodig.", "en": "A part is needed."}
FIXED = {"nl": "De kabel is hersteld.", "en": "The cable is repaired."}
AGAIN = {"nl": "Het ligt er weer uit.", "en": "It is down again."}
LEARNT = {"nl": "Een graafmachine raakte de kabel.", "en": "A digger cut the cable."}


class Phone:
    """An employee's phone: the app's own core, with a store of its own, that sends and reads by itself."""

    def __init__(self, server: str, folder: Path, number: int) -> None:
        self.core = Core(Settings(server, folder, "nl" if number % 2 else "en"))
        self.core.sign_in(f"replay-{number:02d}@example.org", PASSWORD)
        self.core.start()
        self.account = self.core.signed_in()
        self.mirror = self.account.store.mirror
        self.key = ""
        """Of what it passed on."""

    def pass_on(self, number: int) -> None:
        customer = {"name": f"Friend {number}", "postcode": "3511AB", "house_number": str(number)}
        body = {"kind": "problem", "service": "internet", "description": f"Nothing works at {number}."}
        self.key = self.account.submit({**body, "customer": customer})

    def join(self, outage: str, number: int) -> None:
        body = {"customer": {"name": f"Neighbour {number}", "postcode": "3511AC", "house_number": str(number)}}
        self.key = self.account.join(outage, {**body, "description": "The lights are red.", "service": "internet"})

    @property
    def ticket(self) -> dict[str, Any]:
        return (self.mirror.ticket(self.account.store.projections.server_id(self.key))) or {}

    @property
    def behind(self) -> dict[str, Any]:
        return next(iter(self.mirror.affected()), {})

    def outage(self, outage: str) -> dict[str, Any]:
        return self.mirror.outage(outage) or {}

    @property
    def made(self) -> dict[str, Any]:
        """The ticket that "still broken" made."""
        return self.mirror.ticket(self.behind.get("ticket_id") or "") or {}

    def was_told(self, *words: dict[str, str]) -> bool:
        """Whether the last that the ticket's timeline has of the outage are these words, in both languages."""
        entries = self.mirror.entries_of(self.ticket["id"])
        told = [entry["texts"] for entry in entries if entry["type"] == "outage"][-len(words) :]
        return len(told) == len(words) and all(
            texts[code].startswith(said[code]) for texts, said in zip(told, words, strict=True) for code in said
        )


class Play:
    """Everybody in it."""

    def __init__(self, server: str, folder: Path) -> None:
        self.manager = Person(server, "manager@example.org", PASSWORD)
        self.phones = [Phone(server, folder / str(n), n) for n in range(1, JOINING + 4)]
        self.reporters, self.joiners = self.phones[:3], self.phones[3:]
        self.outage = ""

    def everywhere(self, what: str, phones: list[Phone], holds: Callable[[Phone], object]) -> None:
        """Until it holds on each of the phones."""
        until(lambda: all(holds(phone) for phone in phones), PATIENCE, what, every=0.2)

    def update(self, text: dict[str, str], **more: Any) -> None:
        self.manager.post(f"/outages/{self.outage}/updates", {"text": text, **more})

    def seen_by_manager(self) -> dict[str, Any]:
        return dict(self.manager.get(f"/outages/{self.outage}"))

    def counted(self, **wanted: int) -> None:
        """Until the managers' figures are these, and they add up."""

        def counts() -> bool:
            behind = self.seen_by_manager()["behind"]
            states = sum(behind[name] for name in ("waiting", "asked", "works", "still_broken", "closed"))
            assert behind["customers"] == states == behind["tickets"] + behind["affected"]
            return all(behind[name] == number for name, number in wanted.items())

        until(counts, PATIENCE, f"the managers' figures {wanted}", every=0.2)

    def close(self) -> None:
        for phone in self.phones:
            phone.core.stop()


@pytest.fixture(params=[False, True], ids=["sqlite", "postgresql"])
def play(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Play]:
    with ExitStack() as stack:
        folder = stack.enter_context(scratch.folder(keep=False))
        database = stack.enter_context(scratch.database(folder, postgres=request.param))
        env = {"PORT": str(ports.free_port()), "DATABASE_URL": database, "SECRET_KEY": "of a play"}
        backstage = Backstage({**env, "ATTACHMENTS_DIR": str(folder / "attachments")}, folder / "logs")
        stack.callback(backstage.stop)
        backstage.found_company(("internet",), employees=JOINING + 3)
        backstage.start_server()
        backstage.wait_for_server()
        played = Play(backstage.address, tmp_path)
        stack.callback(played.close)
        yield played


def later(hours: int) -> str:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).replace(microsecond=0).isoformat()


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def friends_read(link: str, nl: str, en: str) -> None:
    """The friend's page says so in both languages."""
    for language, words in (("nl", nl), ("en", en)):
        page = requests.get(link, headers={"Accept-Language": language}, timeout=10)
        assert page.status_code == 200
        assert words in page.text, page.text


@pytest.mark.slow
def test_everybody_sees_the_right_thing_at_each_step(play: Play) -> None:
    friend = passed_on(play)
    declared_and_linked(play)
    joined(play)
    told_twice_with_a_moved_estimate(play, friend)
    resolved_and_asked(play, friend)
    broken_still_for_two(play)
    open_again(play)
    resolved_for_good(play)
    what_managers_read(play)


FIRST, MOVED, LAST = (later(hours) for hours in (2, 4, 6))


def passed_on(play: Play) -> str:
    for number, phone in enumerate(play.reporters):
        phone.pass_on(number)
    play.everywhere("the tickets are received", play.reporters, lambda p: p.ticket.get("status") == "acknowledged")
    return page_of(play)


def declared_and_linked(play: Play) -> None:
    """What was passed on before is offered, and linked by one act."""
    body = {"title": TITLE, "services": ["fixed"], "areas": ["3511"], "impact": "major", "expected_end_at": FIRST}
    play.outage = play.manager.post("/outages", {**body, "next_update_at": later(1)})["id"]
    play.everywhere("the outage", play.phones, lambda p: p.outage(play.outage).get("title") == TITLE)
    offered = {one["id"] for one in play.manager.get(f"/outages/{play.outage}/candidates")["items"]}
    assert offered == {phone.ticket["id"] for phone in play.reporters}
    play.manager.post(f"/outages/{play.outage}/tickets", {"all": True})
    play.everywhere("the link", play.reporters, lambda p: p.ticket.get("outage_id") == play.outage)
    play.counted(tickets=3, affected=0, waiting=3)


def joined(play: Play) -> None:
    """40 who have the same need no ticket."""
    for number, phone in enumerate(play.joiners):
        phone.join(play.outage, number)
    play.everywhere("behind it", play.joiners, lambda p: p.behind.get("status") == "waiting")
    play.counted(tickets=3, affected=JOINING, waiting=JOINING + 3)


def told_twice_with_a_moved_estimate(play: Play, friend: str) -> None:
    """No earlier promise goes out of sight."""
    play.update(ENGINEER, status="identified", expected_end_at=MOVED, next_update_at=later(1))
    play.update(PART, status="monitoring", expected_end_at=LAST, next_update_at=later(2))
    play.everywhere("the words in the timelines", play.reporters, lambda p: p.was_told(ENGINEER, PART))
    play.everywhere("the estimate", play.phones, lambda p: shows(p.outage(play.outage), LAST, [MOVED, FIRST]))
    play.everywhere("unread", play.joiners, lambda p: p.behind["unread"])
    friends_read(friend, PART["nl"], PART["en"])


def resolved_and_asked(play: Play, friend: str) -> None:
    play.update(FIXED, status="resolved")
    play.everywhere("resolved", play.reporters, lambda p: p.ticket["status"] == "resolved")
    play.everywhere("asked", play.joiners, lambda p: p.behind["status"] == "asked")
    assert {phone.ticket["status_reason"] for phone in play.reporters} == {"outage"}
    play.counted(waiting=0, asked=JOINING + 3)
    friends_read(friend, ">Het werkt weer<", ">It works again<")


def broken_still_for_two(play: Play) -> None:
    """One of those without a ticket, which becomes one with nothing typed again, and one with; three say it works."""
    broken, ticket_of, content = play.joiners[0], play.reporters[0], play.reporters[1]
    broken.account.works(broken.behind["id"], works=False)
    ticket_of.account.reopen(ticket_of.ticket["id"], "Still red.")
    for phone in play.joiners[1:3]:
        phone.account.works(phone.behind["id"], works=True)
    content.account.confirm(content.ticket["id"])
    play.everywhere("a ticket of it", [broken], lambda p: p.made.get("description", "").count("The lights are red."))
    play.everywhere("still broken", [broken], lambda p: p.behind["status"] == "still_broken")
    play.everywhere("open again", [ticket_of], lambda p: p.ticket["status"] == "in_progress")
    play.everywhere("closed", [content], lambda p: p.ticket["status"] == "closed")
    play.everywhere("works", play.joiners[1:3], lambda p: p.behind["status"] == "works")
    play.counted(still_broken=2, works=3, asked=JOINING + 3 - 5)


def open_again(play: Play) -> None:
    """For those who have not said that it works."""
    play.update(AGAIN, status="investigating", expected_end_at=later(8))
    play.everywhere("waiting again", play.joiners[3:], lambda p: p.behind["status"] == "waiting")
    play.everywhere("the third ticket too", [play.reporters[2]], lambda p: p.ticket["status"] == "in_progress")
    assert [phone.behind["status"] for phone in play.joiners[1:3]] == ["works", "works"]
    assert play.reporters[1].ticket["status"] == "closed"


def resolved_for_good(play: Play) -> None:
    """Also for the two for whom it was still broken: their tickets are behind it again."""
    broken, first, third = play.joiners[0], play.reporters[0], play.reporters[2]
    play.update(FIXED, status="resolved")
    play.everywhere("asked again", play.joiners[3:], lambda p: p.behind["status"] == "asked")
    for phone in play.joiners[3:]:
        phone.account.works(phone.behind["id"], works=True)
    play.everywhere("resolved again", [first, third], lambda p: p.ticket["status"] == "resolved")
    play.everywhere("and the ticket made", [broken], lambda p: p.made["status"] == "resolved")
    for phone, ticket in ((first, first.ticket), (third, third.ticket), (broken, broken.made)):
        phone.account.confirm(ticket["id"])
    play.everywhere("works at last", play.joiners[1:], lambda p: p.behind["status"] == "works")
    play.everywhere("closed", [first, third], lambda p: p.ticket["status"] == "closed")
    play.everywhere("and the ticket made too", [broken], lambda p: p.made["status"] == "closed")
    play.update(FIXED, status="closed", postmortem=LEARNT)
    play.everywhere("the post-mortem", play.phones, lambda p: p.outage(play.outage).get("postmortem") == LEARNT)


def page_of(play: Play) -> str:
    """The page that the first reporter gives the friend."""
    reporter = play.reporters[0]
    eva = Person(reporter.core.settings.server, "replay-01@example.org", PASSWORD)
    return str(eva.post(f"/tickets/{reporter.ticket['id']}/status-page", {})["url"])


def shows(outage: dict[str, Any], now: str, before: list[str]) -> bool:
    """The estimate that holds, and those before it, the newest first."""
    earlier = [moment(one["expected_end_at"]) for one in outage["estimates"]]
    return moment(outage["expected_end_at"]) == moment(now) and earlier == [moment(text) for text in before]


def what_managers_read(play: Play) -> None:
    play.counted(customers=JOINING + 3, works=JOINING + 3, asked=0)
    history = play.manager.get(f"/outages/{play.outage}/history")
    acts = [one["type"] for one in history["items"]]
    assert acts[0] == "declared"
    assert acts[-1] == "closed"
    assert acts.count("resolved") == 2
    assert history["people"]["reached"] == JOINING + 3
    total = play.manager.get("/outages/figures?by=province")["total"]["outages"]
    assert total["count"] == 1
    assert total["customers"] == JOINING + 3
