"""An event in words, in a team's language: what happened, what is asked, and what the team needs to know for it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from backend.i18n import say
from backend.statuses import OUTAGE_STATUS, STATUS
from shared.messages import Message
from shared.vocabulary import ActorKind, Channel, EventType, Kind, OutageStatus, Status, Visibility

_CHANNEL = {
    Channel.PHONE: Message("by phone"),
    Channel.SMS: Message("by text message"),
    Channel.EMAIL: Message("by e-mail"),
    Channel.REPORTER: Message("through the one who passed it on"),
}
_CUSTOMER = {
    "name": Message("name"),
    "phone": Message("phone number"),
    "email": Message("e-mail address"),
    "postcode": Message("postcode"),
    "house_number": Message("house number"),
    "may_contact": Message("whether to contact"),
    "preferred_channel": Message("how to reach"),
    "informed": Message("whether they know of this"),
}


class Told:
    """One event (its body as JSON), read for a mail; every text it gives is in `language`."""

    def __init__(self, event: Mapping[str, Any], language: str, services: Mapping[str, str], timezone: str) -> None:
        self.type, self.language = event["type"], language
        self._data = event["data"]
        self.ticket: dict[str, Any] = self._data.get("ticket") or {}
        self._entry: dict[str, Any] = self._data.get("entry") or {}
        self._outage: dict[str, Any] = self._data.get("outage") or {}
        self._services, self._zone = services, ZoneInfo(timezone)
        self.ticket_id: str | None = self.ticket.get("id")
        self.reference: str | None = self.ticket.get("reference")
        self.whole = "description" in self.ticket
        """Whether the ticket is this team's; the team that it left is told its id only."""
        self.begins = self.type in (EventType.CREATED, EventType.OUTAGE_DECLARED, EventType.OUTAGE_SUSPECTED)

    @property
    def about(self) -> str | None:
        """What all mails of one thread are about."""
        if self.ticket_id:
            return f"ticket.{self.ticket_id}"
        if self.type == EventType.OUTAGE_SUSPECTED:
            # A thread of its own: the outage's begins when it is declared, if it ever is.
            return f"suspicion.{self._outage['id']}"
        return f"outage.{self._outage['id']}" if self._outage else None

    @property
    def gist(self) -> str:
        """What it is about, in a few words."""
        if self.whole:
            service = self._service
            return f"{service}: {self.ticket['description']}" if service else str(self.ticket["description"])
        if self._outage:
            return self._in_language(self._outage["title"])
        return self._say(Message("a ticket of another team")) if self.ticket_id else self._say(Message("A test"))

    @property
    def headline(self) -> str:
        """What happened."""
        if self.type == EventType.TEST:
            return self._say(Message("This is a test: mail to this address arrives."))
        if self._outage:
            return self._outage_line()
        if not self.whole:
            return self._say(Message("{reference} went to another team.", reference=self.reference))
        if self.type == EventType.CREATED:
            return self._say(self._passed_on())
        if self.type == EventType.ESCALATED:
            # In the team's language already, and with the time.
            return self._entry.get("body") or self._say(Message("The time for this ticket has run out."))
        return self._say(self._happened())

    @property
    def advice(self) -> str | None:
        """What is asked of the team, where that is not plain from what happened."""
        said: Message | None = None
        if self.ticket_id and not self.whole:
            said = Message("Nothing more is asked of you.")
        elif self.ticket.get("status") == Status.ACKNOWLEDGED:
            said = Message("Take it up when you begin, so that the one who passed it on knows.")
        elif self.ticket.get("status") == Status.CANCELLED:
            said = Message("Nothing more is asked of you.")
        return self._say(said) if said else None

    @property
    def quote(self) -> str | None:
        """What somebody wrote: the message, or for a ticket that is new to the team the description."""
        if self.type == EventType.ESCALATED:
            return None
        if self._entry.get("body"):
            return str(self._entry["body"])
        if self.whole and self.type in (EventType.CREATED, EventType.TRANSFERRED):
            return str(self.ticket["description"])
        if self._outage and self._outage.get("updates"):
            return self._in_language(self._outage["updates"][0]["text"])
        return None

    def facts(self) -> list[tuple[str, str]]:
        """What the team needs to know, as names and values; the same as a webhook has."""
        if self._outage:
            return self._outage_facts()
        if not self.whole:
            return []
        ticket, customer = self.ticket, self.ticket.get("customer") or {}
        house = " ".join(str(customer[name]) for name in ("postcode", "house_number") if customer.get(name))
        rows = [
            (Message("Ticket"), ticket["reference"]),
            (Message("Status"), self._say(STATUS[Status(ticket["status"])])),
            (Message("Service"), self._service),
            (Message("Priority"), str(ticket["priority"])),
            (Message("To be done by"), self._moment(ticket.get("due_at"))),
            (Message("Files"), self._files),
            (Message("Customer"), customer.get("name")),
            (Message("Phone"), customer.get("phone")),
            (Message("E-mail"), customer.get("email")),
            (Message("Address"), house),
            (Message("Contact"), self._contact(customer)),
            (Message("Knows of this"), self._say(Message("yes")) if customer.get("informed") else None),
            (Message("Passed on by"), ticket["reporter"]["name"]),
            (Message("At"), self._moment(ticket["created_at"])),
            (Message("What was passed on"), None if self.quote == ticket["description"] else ticket["description"]),
        ]
        return [*((self._say(name), str(value)) for name, value in rows if value), *self._answers()]

    def _answers(self) -> list[tuple[str, str]]:
        """What was asked and answered, and what was tried, so that nobody asks it again."""
        pairs = [(one["text"], one["answer"]) for one in self.ticket.get("answers") or []]
        told = [(self._in_language(asked), self._in_language(answer)) for asked, answer in pairs]
        tried = [self._in_language(one["title"]) for one in self.ticket.get("tried") or []]
        return [*told, (self._say(Message("Tried already, without success")), "; ".join(tried))] if tried else told

    @property
    def _files(self) -> str:
        """What came along with the entry, by name."""
        return ", ".join(file["name"] for file in self._entry.get("attachments") or [])

    def _passed_on(self) -> Message:
        name = self.ticket["reporter"]["name"]
        if self.ticket["kind"] == Kind.QUESTION:
            return Message("{name} passed on a question.", name=name)
        return Message("{name} passed on a problem.", name=name)

    def _happened(self) -> Message:
        changes, who = self._entry.get("changes") or {}, self._actor()
        if self.type == EventType.TRANSFERRED or "team" in changes:
            return Message("{who} handed this ticket over to you.", who=who)
        status = changes.get("status", {})
        if status.get("from") == Status.RESOLVED and status.get("to") == Status.IN_PROGRESS:
            return Message("{who}: it does not work yet; the ticket is open again.", who=who)
        if status and self._entry.get("body"):
            return Message("{who} wrote, and the ticket now is: {status}.", who=who, status=self._status(status["to"]))
        if status:
            return Message("{who} set the ticket to: {status}.", who=who, status=self._status(status["to"]))
        if self._entry.get("body") or self._files:
            return self._said(who)
        return Message("{who} corrected the customer's data: {fields}.", who=who, fields=self._fields(changes))

    def _said(self, who: str) -> Message:
        if not self._entry.get("body"):
            return Message("{who} added: {files}.", who=who, files=self._files)
        internal = self._entry.get("visibility") == Visibility.INTERNAL
        return Message("{who} wrote to your team:", who=who) if internal else Message("{who} wrote:", who=who)

    def _actor(self) -> str:
        actor = self._data.get("actor") or {}
        if actor.get("name"):
            return str(actor["name"])
        if actor.get("kind") == ActorKind.CUSTOMER:
            return self._say(Message("The customer"))
        known = actor.get("kind") in (ActorKind.SYSTEM, None)
        return self._say(Message("The system")) if known else self._say(Message("Somebody"))

    def _status(self, word: str) -> str:
        return self._say(STATUS[Status(word)])

    def _fields(self, changes: Mapping[str, Any]) -> str:
        names = [name.removeprefix("customer.") for name in changes if name.startswith("customer.")]
        return ", ".join(self._say(_CUSTOMER.get(name, Message(name))) for name in names)

    @property
    def _service(self) -> str | None:
        slug = self.ticket.get("service")
        return self._services.get(slug, slug) if slug else None

    def _contact(self, customer: Mapping[str, Any]) -> str | None:
        if not customer.get("may_contact"):
            return self._say(Message("only through the one who passed it on"))
        channel = customer.get("preferred_channel")
        return self._say(_CHANNEL[Channel(channel)]) if channel else self._say(Message("may be contacted"))

    def _outage_line(self) -> str:
        status = self._say(OUTAGE_STATUS.get(OutageStatus(self._outage["status"]), Message("reported")))
        title = self._in_language(self._outage["title"])
        if self.type == EventType.OUTAGE_SUSPECTED:
            return self._say(Message("Suspected outage: {title}. Managers were told; employees were not.", title=title))
        if self.type == EventType.OUTAGE_OVERDUE:
            promised = self._moment(self._outage.get("next_update_at"))
            overdue = Message("{title}: the update promised for {time} has not come.", title=title, time=promised)
            return self._say(overdue)
        maintenance = self._outage["kind"] == "maintenance"
        if maintenance:
            return self._say(Message("Planned work: {title} ({status}).", title=title, status=status))
        return self._say(Message("Outage: {title} ({status}).", title=title, status=status))

    def _outage_facts(self) -> list[tuple[str, str]]:
        services = ", ".join(self._services.get(slug, slug) for slug in self._outage["services"])
        rows = [
            (Message("Services"), services),
            (Message("Areas"), ", ".join(self._outage["areas"][:40])),
            (Message("Expected to be over"), self._moment(self._outage.get("expected_end_at"))),
            (Message("Next update"), self._moment(self._outage.get("next_update_at"))),
        ]
        return [(self._say(name), str(value)) for name, value in rows if value]

    def _moment(self, text: str | None) -> str | None:
        return dt.datetime.fromisoformat(text).astimezone(self._zone).strftime("%d-%m-%Y %H:%M") if text else None

    def _in_language(self, text: Mapping[str, str | None] | str | None) -> str:
        if isinstance(text, Mapping):
            return text.get(self.language) or next((one for one in text.values() if one), "")
        return text or ""

    def _say(self, text: Message) -> str:
        return say(text, self.language)
