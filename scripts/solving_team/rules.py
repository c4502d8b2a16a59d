"""What the stand-in does by itself with each ticket: take it up, perhaps ask something, resolve it."""

from dataclasses import dataclass
from typing import Any

from scripts.solving_team.agenda import Agenda
from scripts.solving_team.desk import Desk


@dataclass(frozen=True)
class Script:
    """Seconds between the steps; with a `question` the ticket is resolved only after the reporter's answer."""

    take_up_after: float = 5.0
    ask_after: float = 10.0
    resolve_after: float = 20.0
    question: str = ""
    word: str = "It was a loose connection in the street cabinet; it should work again."


class ByScript:
    """Follows one team's events."""

    def __init__(self, desk: Desk, script: Script, agenda: Agenda) -> None:
        self._desk = desk
        self._script = script
        self._agenda = agenda
        self._begun: dict[str, object] = {}

    def begin(self) -> None:
        """Go on with what an earlier run, or nobody, had taken up."""
        for ticket in self._desk.open_tickets():
            if ticket["status"] == "acknowledged":
                self._take_up_later(ticket["id"])
            else:
                self._resolve_later(ticket["id"])

    def heard(self, event: dict[str, Any]) -> None:
        """One event of the team."""
        data = event.get("data", {})
        ticket, by_reporter = data.get("ticket", {}), data.get("actor", {}).get("kind") == "reporter"
        status, moved = ticket.get("status"), (data.get("entry") or {}).get("changes") or {}
        if event["type"] == "ticket.created" or (event["type"] == "ticket.transferred" and status == "acknowledged"):
            self._take_up_later(ticket["id"])
        elif by_reporter and "status" in moved and status == "in_progress":
            # Answered, or not fixed after all.
            self._resolve_later(ticket["id"])

    def _take_up_later(self, ticket: str) -> None:
        # It may be on the list of open tickets, and told by an event as well.
        mine = object()
        if self._begun.setdefault(ticket, mine) is mine:
            self._agenda.add(lambda: self._take_up(ticket), self._script.take_up_after)

    def _take_up(self, ticket: str) -> None:
        if not self._desk.take_up(ticket):
            return
        if self._script.question:
            self._agenda.add(lambda: self._desk.ask(ticket, self._script.question), self._script.ask_after)
        else:
            self._resolve_later(ticket)

    def _resolve_later(self, ticket: str) -> None:
        self._agenda.add(lambda: self._desk.resolve(ticket, self._script.word), self._script.resolve_after)
