"""The day: what a team does from the morning's queue to the evening's export, each step checked from both sides."""

import csv
import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scripts.processes.api import Person
from scripts.processes.waiting import until
from scripts.touring.program import Program

JSON = dict[str, Any]
SANNE = {"name": "Sanne"}


def require(holds: object, what: str) -> None:
    """Raises AssertionError, saying what did not hold."""
    if not holds:
        raise AssertionError(what)


@dataclass
class Day:
    """`program` has the desk's key; `eva` and `cem` are two who pass things on; `tell` says what was seen."""

    program: Program
    eva: Person
    cem: Person
    tell: Callable[[str, str], None]

    def play(self) -> None:
        """All of it; raises NotDescribed, Refused or AssertionError at the first thing that is not as it should be."""
        first, second, other, *rest = self._passed_on()
        self.queue([first, second, other, *rest])
        self.take_up_and_ask(first)
        self.answer_and_hold(first)
        self.transfer(other)
        self.merge(first, second)
        self.resolve_many(rest)
        self.resolve(first, second)
        self.race(rest[0])
        self.export([first, second, *rest])

    def queue(self, tickets: list[JSON]) -> None:
        """What has come in, counted, filtered, searched and paged through."""
        counts = self.program.do("get_counts", by="status").data
        waiting = {row["status"]: row["count"] for row in counts["items"]}
        require(waiting.get("acknowledged") == len(tickets), f"counted {waiting}")
        filters = {"status": "acknowledged", "assignee": "none", "area": "3511", "sort": "created_at"}
        listed = [row["id"] for row in self.program.items("get_tickets", limit=2, **filters)]
        require(listed == [ticket["id"] for ticket in tickets], "the queue, two a page, is not what was passed on")
        found = [row["id"] for row in self.program.items("get_tickets", q="knipperend lampje")]
        require(found == [tickets[0]["id"]], "the search did not find the one with the blinking light")
        self.tell("queue", f"{len(tickets)} wait; filtered, searched, two a page")

    def take_up_and_ask(self, ticket: JSON) -> None:
        """Taken up in a person's name, with the team's own number; a question from a template in two languages."""
        taken = self.change(ticket, status="in_progress", external_id="INC-1", acted_by=SANNE)
        require(taken["handling"]["answer"] == "yes", "it is not being handled")
        body = {
            "nl": "Hoi {reporter_name}, welke lampjes branden er?",
            "en": "Hi {reporter_name}, which lights?",
        }
        lights = {"slug": "lights", "title": {"nl": "Lampjes", "en": "Lights"}, "body": body}
        self.program.do("add_template", lights, slug="internet")
        asked = self.change(ticket, status="pending", acted_by=SANNE, message={"template": "lights"})
        require(asked["status"] == "pending", "it does not wait for the reporter")
        seen = self._phone(self.eva, ticket)
        require(seen[-1]["body"].startswith("Hoi Eva"), f"the phone shows {seen[-1]}")
        self.tell("take up, ask", f"{ticket['reference']} taken up by Sanne, who asks which lights are on")

    def answer_and_hold(self, ticket: JSON) -> None:
        """The answer brings it back, and comes to a program that follows the feed; then it waits for a third party."""
        cursor = self._caught_up()
        self.eva.post(f"/tickets/{ticket['id']}/messages", {"body": "Alleen het rode lampje."})
        page = until(lambda: self.program.do("get_changes", after=cursor).data or None, 5, "the answer in the feed")
        require(any(e["body"] == "Alleen het rode lampje." for e in page["entries"]), "the answer is not in the feed")
        require(page["tickets"][0]["status"] == "in_progress", "the answer did not bring it back")
        note = {"body": "Meting wijst op de wijkkast.", "visibility": "internal"}
        self.program.do("post_message", {**note, "acted_by": SANNE}, ticket_id=ticket["id"])
        held = {"status": "held", "held_for": "Monteur van de netbeheerder", "held_until": "2099-01-01T08:00:00Z"}
        self.change(ticket, **held, acted_by=SANNE)
        seen = self._phone(self.eva, ticket)
        require(not any(entry["body"] == note["body"] for entry in seen), "the internal note is on the phone")
        self.change(ticket, status="in_progress", acted_by=SANNE)
        self.tell("answer, hold", "the answer came by the feed; a note of the team's own; on hold, and taken up again")

    def transfer(self, ticket: JSON) -> None:
        """A wrong one goes to its team, with the reason, and is out of sight from then on."""
        reason = {"body": "Gaat over de televisie.", "visibility": "internal"}
        self.change(ticket, team="tv", message=reason, acted_by=SANNE)
        self.program.do("get_ticket", ticket_id=ticket["id"], expect=404)
        require(self._as_read(self.eva, ticket)["team"] == "tv", "the reporter still sees the old team")
        self.tell("transfer", f"{ticket['reference']} is with the TV team; this program gets 404")

    def merge(self, main: JSON, same: JSON) -> None:
        """Two reports of one fault become one piece of work; both reporters are told."""
        likely = self.program.do("get_duplicates", ticket_id=same["id"]).data["items"]
        require(main["id"] in {row["id"] for row in likely}, "the other report is not among the likely duplicates")
        self.program.do("merge", {"into": main["id"]}, ticket_id=same["id"])
        for person, ticket in ((self.eva, main), (self.cem, same)):
            require(self._phone(person, ticket), "a reporter lost the timeline")
        self.tell("merge", f"{same['reference']} goes along with {main['reference']}")

    def resolve(self, main: JSON, same: JSON) -> None:
        """The main one is resolved, and so is what was merged into it; each reporter is asked, one rates."""
        done = {"body": "De wijkkast is hersteld.", "visibility": "public"}
        self.change(main, status="resolved", status_reason="fixed", message=done, acted_by=SANNE)
        for person, ticket in ((self.eva, main), (self.cem, same)):
            require(self._as_read(person, ticket)["status"] == "resolved", "a reporter does not see it resolved")
            texts = [entry["body"] for entry in self._phone(person, ticket)]
            require(done["body"] in texts, "a reporter was not told what was done")
        self.eva.post(f"/tickets/{main['id']}/confirm", {})
        self.eva.post(f"/tickets/{main['id']}/rating", {"rating": 5, "comment": "Snel!"})
        read = self.program.do("get_ticket", ticket_id=main["id"]).data
        require((read["status"], read["rating"]["rating"]) == ("closed", 5), "the rating did not come to the team")
        self.tell("resolve", "both reporters see it resolved; Eva confirms, and gives it a 5")

    def resolve_many(self, tickets: list[JSON]) -> None:
        """The rest was one fault: all resolved in one call, each result told."""
        ids = [*(ticket["id"] for ticket in tickets), "0" * 32]
        change = {"status": "resolved", "status_reason": "fixed", "acted_by": SANNE}
        done = self.program.do("bulk", {"ids": ids, "change": change}).data
        statuses = [row["status"] for row in done["results"]]
        require(statuses == [200] * len(tickets) + [404], f"the results are {statuses}")
        states = {self._as_read(self.cem, ticket)["status"] for ticket in tickets}
        require(states == {"resolved"}, "the reporter sees other than resolved")
        self.tell("bulk resolve", f"{len(tickets)} resolved in one call; an unknown one was told of")

    def race(self, ticket: JSON) -> None:
        """Two solvers at once: the first wins, the other learns what is."""
        etag = self.program.do("get_ticket", ticket_id=ticket["id"]).etag
        self.program.do("amend_ticket", {"priority": 1}, ticket_id=ticket["id"], etag=etag)
        lost = self.program.do("amend_ticket", {"priority": 4}, ticket_id=ticket["id"], etag=etag, expect=412)
        require(lost.data["status"] == 412, "the second was not refused")  # noqa: PLR2004 - HTTP's own
        self.tell("race", "the first of two changes holds; the second gets 412 and what is now")

    def export(self, tickets: list[JSON]) -> None:
        """The day's work as a table."""
        text = self.program.do("export_tickets").data
        rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(text))}
        wanted = {ticket["reference"] for ticket in tickets}
        require(set(rows) == wanted, f"the export has {sorted(rows)}")
        require(rows[tickets[0]["reference"]]["rating"] == "5", "the rating is not in the export")
        self.tell("export", f"{len(rows)} tickets in the table, with the rating")

    def change(self, ticket: JSON, **fields: Any) -> JSON:
        """A PATCH on the ticket as it is now."""
        etag = self.program.do("get_ticket", ticket_id=ticket["id"]).etag
        changed: JSON = self.program.do("amend_ticket", fields, ticket_id=ticket["id"], etag=etag).data
        return changed

    def _passed_on(self) -> list[JSON]:
        """What came in over night: two on one fault, one that is not ours, four more from a street."""
        street = [
            (self.cem, f"Geen internet op nummer {number}.", f"3511 A{letter}")
            for number, letter in ((3, "C"), (5, "D"), (7, "E"), (9, "G"))
        ]
        reports = [
            (self.eva, "Mijn tante heeft geen internet, er is een knipperend lampje.", "3511 AB"),
            (self.cem, "Internet van mijn buurvrouw doet het niet sinds vanmorgen.", "3511 AB"),
            (self.eva, "De televisie hapert bij mijn vader.", "3511 AB"),
            *street,
        ]
        return [
            person.post(
                "/tickets",
                {
                    "kind": "problem",
                    "service": "internet",
                    "description": text,
                    "customer": {"name": f"Klant {uuid.uuid4().hex[:6]}", "postcode": postcode},
                },
            )
            for person, text, postcode in reports
        ]

    def _caught_up(self) -> str:
        """The cursor of a program that has read all there is."""
        page = self.program.do("get_changes").data
        while page["has_more"]:
            page = self.program.do("get_changes", after=page["next_cursor"]).data
        return str(page["next_cursor"])

    @staticmethod
    def _phone(person: Person, ticket: JSON) -> list[JSON]:
        return list(person.items(f"/tickets/{ticket['id']}/timeline"))

    @staticmethod
    def _as_read(person: Person, ticket: JSON) -> JSON:
        return person.get(f"/tickets/{ticket['id']}")
