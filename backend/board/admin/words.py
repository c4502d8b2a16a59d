"""What things are called on the pages of settings."""

from collections.abc import Mapping
from typing import Any

from backend.i18n import reader_language, say
from backend.teams import services as teams
from shared.messages import Message
from shared.vocabulary import AccountState, Clock, ClockHours, Kind, Role, Severity

ROLES = {
    str(Role.EMPLOYEE): Message("Employee"),
    str(Role.SOLVER): Message("Solver"),
    str(Role.MANAGER): Message("Manager"),
    str(Role.ADMIN): Message("Admin"),
}
ACCOUNTS = {
    str(AccountState.ACTIVE): (Message("Signs in"), "good", "check"),
    str(AccountState.INVITED): (Message("Invited"), "calm", "mail"),
    str(AccountState.NOT_INVITED): (Message("Not invited"), "you", "hourglass"),
    str(AccountState.LEFT): (Message("Has left"), "plain", "archive"),
}
"""Words, tone and icon."""
DELIVERIES = {
    "pending": (Message("Being sent"), "busy", "hourglass"),
    "delivered": (Message("Delivered"), "good", "check"),
    "dead": (Message("Given up"), "bad", "alert"),
    "resent": (Message("Sent again"), "plain", "reload"),
}
MAILS = {
    "kept": Message("For somebody to look at"),
    "received": Message("Not looked at yet"),
    "posted": Message("With its ticket"),
    "automatic": Message("From a machine"),
    "bounce": Message("Came back"),
    "assigned": Message("Put with a ticket"),
    "discarded": Message("Discarded"),
}
KINDS = {str(Kind.PROBLEM): Message("Problems"), str(Kind.QUESTION): Message("Questions")}
LANGUAGES = (("nl", "Nederlands"), ("en", "English"))
CLOCKS = {str(Clock.RESPONSE): Message("First response"), str(Clock.RESOLUTION): Message("Solution")}
HOURS = {str(ClockHours.BUSINESS): Message("in working hours"), str(ClockHours.ALWAYS): Message("day and night")}
SEVERITIES = {
    str(Severity.MINOR): Message("Minor"),
    str(Severity.MAJOR): Message("Major"),
    str(Severity.CRITICAL): Message("Critical"),
}
DAYS = {
    "monday": Message("Monday"),
    "tuesday": Message("Tuesday"),
    "wednesday": Message("Wednesday"),
    "thursday": Message("Thursday"),
    "friday": Message("Friday"),
    "saturday": Message("Saturday"),
    "sunday": Message("Sunday"),
}
EVENTS = {
    "ticket.created": Message("New ticket"),
    "ticket.updated": Message("Ticket changed"),
    "ticket.message": Message("Message"),
    "ticket.transferred": Message("Ticket to another team"),
    "ticket.escalated": Message("Ticket out of time"),
    "ticket.erased": Message("Ticket erased"),
    "endpoint.test": Message("Test event"),
    "outage.declared": Message("Outage declared"),
    "outage.updated": Message("Outage updated"),
    "outage.suspected": Message("Outage suspected"),
    "outage.overdue": Message("Outage without its promised news"),
    "alert.acknowledged": Message("Somebody has the alert"),
}
DONE = {
    "person.added": Message("opened an account"),
    "person.changed": Message("changed an account"),
    "person.invited": Message("invited somebody"),
    "person.code_printed": Message("printed a code for somebody"),
    "person.left": Message("closed an account"),
    "person.returned": Message("brought an account back"),
    "people.imported": Message("imported people"),
    "team.added": Message("made a team"),
    "team.changed": Message("changed a team"),
    "member.added": Message("took somebody into a team"),
    "member.removed": Message("took somebody out of a team"),
    "rule.added": Message("added a rule"),
    "rule.changed": Message("changed a rule"),
    "rule.removed": Message("removed a rule"),
    "template.added": Message("added a template"),
    "template.changed": Message("changed a template"),
    "template.removed": Message("removed a template"),
    "outage-template.added": Message("added a text for outages"),
    "outage-template.changed": Message("changed a text for outages"),
    "outage-template.removed": Message("removed a text for outages"),
    "endpoint.added": Message("added an endpoint"),
    "endpoint.removed": Message("removed an endpoint"),
    "endpoint.enabled": Message("turned an endpoint on"),
    "endpoint.rotated": Message("changed an endpoint's secret"),
    "key.added": Message("made a key"),
    "key.revoked": Message("ended a key"),
    "clocks.changed": Message("changed the clocks"),
    "duty.changed": Message("changed who is on duty"),
    "service.added": Message("added a service"),
    "service.changed": Message("changed a service"),
    "service.removed": Message("took a service away"),
    "services.ordered": Message("changed the order of services"),
}
"""What whoever did it did, after their name."""
FIELDS = {
    "name": Message("name"),
    "email": Message("e-mail address"),
    "role": Message("role"),
    "language": Message("language"),
    "group": Message("group"),
    "teams": Message("teams"),
    "active": Message("account open"),
    "tickets": Message("tickets"),
    "affected": Message("customers behind an outage"),
    "title": Message("title"),
    "icon": Message("icon"),
    "questions": Message("questions"),
    "sets": Message("sets"),
    "position": Message("place"),
    "order": Message("order"),
    "service": Message("service"),
    "kind": Message("kind"),
    "area": Message("area"),
    "slug": Message("short name"),
    "body": Message("text"),
    "text": Message("text"),
    "status": Message("state"),
    "host": Message("address"),
    "rights": Message("rights"),
    "people": Message("people"),
    "hours": Message("hours"),
    "holidays": Message("days off"),
    "targets": Message("deadlines"),
    "untouched_minutes": Message("minutes untouched"),
    "managers_after_minutes": Message("minutes until managers are told"),
    "disabled_reason": Message("why it was off"),
}


def called(names: Mapping[str, str], word: str | None) -> str:
    """What a word is called; one that is not known stays itself."""
    return say(names[word]) if word is not None and word in names else (word or "")


def in_language(text: Mapping[str, Any] | None) -> str:
    """A text of both languages in the reader's, or else in the other."""
    found = text or {}
    return str(found.get(reader_language()) or next((one for one in found.values() if one), ""))


def services() -> list[tuple[str, str]]:
    """Slug and title of each service, in order."""
    return [(service["slug"], in_language(service["title"])) for service in teams.list_services()]


def severities() -> list[tuple[str, str]]:
    """Each severity and its name, the mildest first."""
    return [(severity, say(name)) for severity, name in SEVERITIES.items()]


def plain(value: Any) -> str:
    """What a record holds, for people to read."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return say(Message("yes")) if value else say(Message("no"))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(plain(one) for one in value)
    return str(value)
