"""What happens that evening, step by step."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mobile.core.outage_check import Finding
from mobile.presenters.pass_on_steps import Step
from mobile.presenters.sync_state import Connection
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.waiting import until
from scripts.story.phone import Phone
from scripts.story.relay import Relay
from scripts.story.telling import Teller
from shared.vocabulary import SendState

POSTCODE = "3511 AB"
OUTAGE = {"nl": "Storing internet Utrecht-centrum", "en": "Internet outage in the centre of Utrecht"}
TEAM = "Internet Care"
SOLVER = "Sanne"
QUESTION = "Welke lampjes branden er op de modem?"


@dataclass
class Evening:
    """Everybody who plays; the scenes are called in their order."""

    eva: Phone
    cem: Phone
    manager: Callable[[], Person]
    backstage: Backstage
    network: Relay
    teller: Teller
    ticket: str = ""
    reference: str = ""
    cems_ticket: str = ""
    cems_reference: str = ""
    neighbours: str = ""
    cems_sister: str = ""

    def play(self) -> None:
        """Raises NotPlayed at the first step that is not seen."""
        for scene in (
            self.both_sign_in,
            self.passed_on_without_network,
            self.sent_by_itself,
            self.taken_up,
            self.asked_and_answered,
            self.a_colleague_has_the_same,
            self.outage_declared,
            self.this_is_it,
            self.the_estimate_moves,
            self.resolved,
            self.not_fixed_for_the_colleague,
            self.confirmed,
            self.outage_over,
        ):
            scene()

    def both_sign_in(self) -> None:
        """While there is a network."""
        with self.teller.step("sign in"):
            self.eva.sign_in("employee@example.org")
            self.teller.sees(self.eva.name, "Eva is signed in")
            self.cem.sign_in("colleague@example.org")
            self.teller.sees(self.cem.name, "Cem is signed in")

    def passed_on_without_network(self) -> None:
        """Typed, checked against the phone's own copy of the outages, and kept."""
        with self.teller.step("submit offline"):
            self.network.close()
            self.teller.does("the network", "is gone")
            self.eva.notices_network(Connection.OFFLINE)
            self.teller.sees(self.eva.name, "shows that there is no connection")
            form = self.eva.types(
                service="internet",
                postcode=POSTCODE,
                house_number="12",
                description="Tante Truus heeft sinds vanmiddag geen internet; de modem is al herstart.",
                name="Truus de Vries",
                phone="06 12345678",
            )
            self.eva.sees_finding(form, Finding.NONE_KNOWN)
            self.teller.sees(self.eva.name, f"no known outage at {POSTCODE}, with the time of its copy")
            form.go_to(Step.PROBLEM)
            self.eva.stage.picture("02-pass-on-without-network")
            self.ticket = self.eva.submits(form)
            self.eva.sees_in_list(self.ticket, lambda r: r.send_state is SendState.QUEUED, "the ticket waits")
            self.teller.sees(self.eva.name, "the ticket is kept and waits to be sent")
            self.eva.stage.picture("03-waiting-to-be-sent")

    def sent_by_itself(self) -> None:
        """Nobody touches the phone."""
        with self.teller.step("sent by itself"):
            self.network.open()
            self.teller.does("the network", "is back")
            row = self.eva.sees_in_list(self.ticket, lambda r: r.status is not None, "the ticket is received")
            self.reference = str(row.reference)
            self.teller.sees(self.eva.name, f"sent by itself: {self.reference}, received")
        with self.teller.step("forwarded"):
            at = self._at_team(self.reference)
            created = self.eva.stage.core.signed_in().store.mirror.ticket(self.eva.server_id(self.ticket))
            after = at - dt.datetime.fromisoformat((created or {})["created_at"]).timestamp()
            self.teller.sees(TEAM, f"has {self.reference} in its own system, {after:.2f} s after the server")

    def taken_up(self) -> None:
        """By a person, whose name the reporter sees."""
        with self.teller.step("taken up"):
            self.backstage.order(f"take_up {self.reference}")
            self.teller.does(TEAM, "Sanne takes it up")
            state = self.eva.sees(
                self.eva.looks_at(self.ticket), lambda s: s.ticket.status.value == "in_progress", "in progress"
            )
            handling, by = state.ticket.handling, next((e.actor_name for e in state.timeline if not e.mine), None)
            if by != SOLVER or not handling.last_human_action_at or not handling.next_update_by:
                raise LookupError("the phone does not say who has it, or when to expect more")
            self.teller.sees(
                self.eva.name,
                f"in progress, taken up by {by} of {handling.team} at {_clock(handling.since)}, "
                f"next update before {_clock(handling.next_update_by)}",
            )
            self.eva.stage.picture("04-in-progress")

    def asked_and_answered(self) -> None:
        """A question back, and the answer brings the ticket back to the team."""
        with self.teller.step("a question back"):
            ticket = self.eva.looks_at(self.ticket)
            self.backstage.order(f"ask {self.reference} {QUESTION}")
            self.teller.does(TEAM, f"asks: {QUESTION}")
            self.eva.sees(ticket, lambda s: s.asks_answer and _said(s, QUESTION), "the question")
            self.teller.sees(self.eva.name, "waiting for you, with the question")
            self.eva.stage.picture("05-a-question")
        with self.teller.step("answered"):
            answer = "Alleen het rode lampje knippert."
            ticket.type_message(answer)
            ticket.send_message()
            self.eva.sees(ticket, lambda s: s.ticket.status.value == "in_progress" and _said(s, answer), "the answer")
            self.teller.sees(self.eva.name, "the answer is with the team, in progress again")

    def a_colleague_has_the_same(self) -> None:
        """A neighbour's, from a phone without anything wrong."""
        with self.teller.step("a colleague passes it on too"):
            form = self.cem.types(service="internet", postcode="3511AC", description="Buurman: alles ligt plat.")
            self.cems_ticket = self.cem.submits(form)
            row = self.cem.sees_in_list(self.cems_ticket, lambda r: r.status is not None, "Cem's ticket is received")
            self.cems_reference = str(row.reference)
            self._at_team(self.cems_reference)
            self.backstage.order(f"take_up {self.cems_reference}")
            self.cem.sees_in_list(self.cems_ticket, lambda r: _status(r) == "in_progress", "Cem's is taken up")
            self.teller.sees(self.cem.name, f"{self.cems_reference}, in progress")

    def outage_declared(self) -> None:
        """By a manager; who is hit sees it, and who would pass on the next one is told before."""
        with self.teller.step("an outage declared"):
            body = {
                "title": OUTAGE,
                "services": ["internet"],
                "areas": ["3511"],
                "impact": "major",
                "advice": {
                    "nl": "De modem herstarten helpt niet; bellen via mobiel werkt gewoon.",
                    "en": "Restarting the modem does not help; mobile phones work as usual.",
                },
            }
            self._outage = self.manager().post("/outages", body)["id"]
            self.teller.does("the manager", f"declares an outage: {OUTAGE['en']}, postcodes 3511")
            for phone in (self.eva, self.cem):
                phone.sees_outage(OUTAGE["nl"], near=True)
                self.teller.sees(phone.name, "the outage is on the outages screen, among those near")
            self.eva.stage.picture("06-outages")

    def this_is_it(self) -> None:
        """Who would pass on the next one is told before, and needs no ticket."""
        with self.teller.step("the outage check at the postcode"):
            form = self.eva.types(
                service="internet", postcode="3511 CD", description="Ook de buren hebben niets.", name="De buren"
            )
            self.eva.sees_finding(form, Finding.COVERED)
            self.teller.sees(self.eva.name, "told at the postcode of the next one, before it is passed on")
            form.go_to(Step.PERSON)
            self.eva.stage.picture("07-outage-at-the-postcode")
        with self.teller.step("this is it"):
            self.neighbours = self.eva.joins(form, self._outage)
            self.eva.sees_behind(self.neighbours, _is("waiting"), "the neighbours are behind the outage")
            self.teller.sees(self.eva.name, "this is it: the neighbours are behind the outage, without a ticket")
            form = self.cem.types(service="internet", postcode="3511 CE", description="Bij mijn zus ook niet.")
            self.cems_sister = self.cem.joins(form, self._outage)
            self.cem.sees_behind(self.cems_sister, _is("waiting"), "Cem's sister is behind the outage")
            self.teller.sees(self.cem.name, "and so is Cem's sister")

    def the_estimate_moves(self) -> None:
        """Nothing moves silently: the earlier estimate stays in sight."""
        with self.teller.step("an update"):
            first, later = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours) for hours in (2, 4))
            for at, text in (
                (first, {"nl": "Een monteur is onderweg.", "en": "An engineer is on the way."}),
                (later, {"nl": "Er is een onderdeel nodig."}),
            ):
                told = {"status": "identified", "text": text, "expected_end_at": at.isoformat()}
                self.manager().post(f"/outages/{self._outage}/updates", told)
            self.teller.does("the manager", f"tells twice how it goes, and moves the estimate to {_clock(later)}")
            self.eva.looks_at_outage(
                self._outage, lambda s: s.yours and _told(s, "onderdeel", earlier=first), "the moved estimate"
            )
            self.teller.sees(self.eva.name, f"the update, and that {_clock(first)} was said before")
            self.eva.stage.picture("08-the-outage")

    def resolved(self) -> None:
        """And each reporter is asked."""
        with self.teller.step("resolved"):
            for reference in (self.reference, self.cems_reference):
                self.backstage.order(f"resolve {reference} De wijkkast is hersteld; het zou weer moeten werken.")
            self.teller.does(TEAM, "resolves both tickets")
            self.eva.sees(self.eva.looks_at(self.ticket), lambda s: s.asks_works_again, "does it work again?")
            self.teller.sees(self.eva.name, "resolved: does it work again?")
            self.eva.stage.picture("09-does-it-work-again")

    def not_fixed_for_the_colleague(self) -> None:
        """One says no, and that ticket is open again."""
        with self.teller.step("not fixed"):
            ticket = self.cem.looks_at(self.cems_ticket)
            self.cem.sees(ticket, lambda s: s.asks_works_again, "Cem is asked")
            ticket.reopen()
            self.cem.sees(ticket, lambda s: s.ticket.status.value == "in_progress" and not s.unsent, "open again")
            self.teller.sees(self.cem.name, "no, still broken: that ticket is open again")

    def confirmed(self) -> None:
        """The other says yes."""
        with self.teller.step("confirmed"):
            ticket = self.eva.looks_at(self.ticket)
            self.eva.sees(ticket, lambda s: s.can_confirm, "it can be confirmed")
            ticket.confirm()
            self.eva.sees(ticket, lambda s: s.ticket.status.value == "closed" and not s.unsent, "closed")
            self.teller.sees(self.eva.name, "yes, it works again: closed")
            self.eva.stage.picture("10-closed")

    def outage_over(self) -> None:
        """One update reaches everyone."""
        with self.teller.step("the outage is over"):
            text = {"nl": "Hersteld sinds vanavond.", "en": "Repaired this evening."}
            self.manager().post(f"/outages/{self._outage}/updates", {"status": "resolved", "text": text})
            self.teller.does("the manager", "says that the outage is resolved")
        with self.teller.step("does it work again, for who has no ticket?"):
            neighbours = self.eva.server_id(self.neighbours)
            outage = self.eva.looks_at_outage(self._outage, _asks(neighbours), "asked about the neighbours")
            self.teller.sees(self.eva.name, "asked whether it works again for the neighbours")
            self.eva.stage.picture("11-works-again-for-the-neighbours")
            outage.say_works(neighbours)
            self.eva.sees_behind(self.neighbours, _is("works"), "the neighbours are online")
            self.teller.sees(self.eva.name, "yes: done, and no ticket was ever needed")
            sister = self.cem.server_id(self.cems_sister)
            outage = self.cem.looks_at_outage(self._outage, _asks(sister), "asked about the sister")
            outage.say_broken(sister)
            self.cem.stage.until(
                lambda: any(one.ticket_id for one in outage.state.yours if one.id == sister), "a ticket of it"
            )
            self.teller.sees(self.cem.name, "no: a ticket was made of it, with nothing typed again")
            self.eva.sees_outage_over(OUTAGE["nl"])
            self.teller.sees(self.eva.name, "the outage is over")
            self.eva.stage.open("tickets")
            self.eva.stage.picture("12-tickets")

    def _at_team(self, reference: str) -> float:
        """When the team's own system had the ticket, in seconds since 1970."""

        def found() -> Any:
            lines = self.backstage.team_lines()
            return next((x for x in lines if x["what"] == "received" and x.get("reference") == reference), None)

        return float(until(found, 20, f"{reference} at the team")["at"])


def _said(state: Any, text: str) -> bool:
    return any(entry.body == text and entry.send_state is None for entry in state.timeline)


def _is(status: str) -> Callable[[Any], bool]:
    return lambda row: row.behind.status is not None and row.behind.status.value == status


def _asks(entry: str) -> Callable[[Any], bool]:
    return lambda state: any(one.id == entry and one.asks_works for one in state.yours)


def _told(state: Any, text: str, *, earlier: dt.datetime) -> bool:
    """The newest update says it, and an earlier estimate is still in sight."""
    view = state.outage
    if view is None or not view.updates or text not in view.updates[0].text.text("nl"):
        return False
    return any(_clock(one.expected_end_at) == _clock(earlier) for one in view.estimates)


def _status(row: Any) -> str:
    return row.status.value if row.status else ""


def _clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%H:%M}"
