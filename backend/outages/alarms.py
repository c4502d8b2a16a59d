"""What of outages those on duty are told: one is suspected, or a promised update has not come."""

from collections.abc import Mapping

from backend.bidi import closed
from backend.clock import now
from backend.duty import services as duty
from backend.forwarding import services as forwarding
from backend.i18n import say
from backend.moments import short
from backend.outages import present, promises
from backend.outages.detection import keeping, wording
from backend.outages.detection.reports import Suspicion
from backend.outages.happened import Happened, What
from backend.outages.models import Outage
from backend.teams import services as teams
from backend.tickets import journal
from shared.messages import Message
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES, AlertKind, EventType, OutageStatus

Lines = dict[str, list[str]]
"""Paragraphs, by language."""


def suspected(outage: Outage, tickets: int) -> None:
    """Tells of one that is new and that nobody has confirmed, with so many tickets behind it."""
    title, lines = Message("Suspected outage: {title}"), _of_suspicion(outage, tickets)
    _raise(outage, AlertKind.SUSPECTED, EventType.OUTAGE_SUSPECTED, "", title, lines)


def joined(outage: Outage, tickets: int) -> None:
    """More tickets say so, so many by now: who is told next, or looks, reads the number of today."""
    duty.say_anew(outage.id, AlertKind.SUSPECTED, _of_suspicion(outage, tickets))


def grown(outage: Outage, tickets: int) -> None:
    """It reaches further than was thought: whoever is on duty is told once more, with the numbers of now."""
    lines = _of_suspicion(outage, tickets)
    duty.say_anew(outage.id, AlertKind.SUSPECTED, lines)
    title = Message("Suspected outage, wider than thought: {title}")
    _raise(outage, AlertKind.SUSPECTED, EventType.OUTAGE_SUSPECTED, "grown", title, lines)


def _of_suspicion(outage: Outage, tickets: int) -> Lines:
    """What speaks for it: the evidence, where detection found it."""
    kept, since = keeping.of([outage.id]).get(outage.id), short(outage.started_at)
    told = Message("Since {time}.", time=since)
    if tickets:
        told = Message("{number} tickets say so, the first at {time}.", number=tickets, time=since)
    said = _in_each_language([told])
    if kept is not None:
        found = Suspicion.from_json(kept.told)
        said = {language: wording.lines(found, tickets, language) for language in LANGUAGES}
    what_now = Message("Employees do not see it until a manager confirms it; dismiss it where it is none.")
    return {language: [*lines, say(what_now, language)] for language, lines in said.items()}


def follow(happened: Happened) -> None:
    """After a change of an outage: tells of what is late, and brings what is settled to nobody any more."""
    outage, before = happened.outage, happened.before
    if happened.what is What.OVERDUE:
        _tell_of_overdue(outage)
    if before is None:
        return
    if before.suspected and outage.status != OutageStatus.SUSPECTED:
        if outage.status == OutageStatus.DISMISSED:
            _take_back(happened)
        duty.settle(outage.id, AlertKind.SUSPECTED)
    if not promises.is_late(outage, now()):
        duty.settle(outage.id, AlertKind.OVERDUE)


def _tell_of_overdue(outage: Outage) -> None:
    due = promises.promised(outage)
    if due is None:
        return
    said = Message("An update was promised for {time} and has not come.", time=short(due))
    if outage.next_update_at is None:
        said = Message("It was to be over at {time}, and nothing has been said since.", time=short(due))
    last = max((update.at for update in outage.updates), default=None)
    lines = [said, *([Message("The last update was at {time}.", time=short(last))] if last else [])]
    of = rfc3339(due)
    title = Message("Update overdue: {title}")
    _raise(outage, AlertKind.OVERDUE, EventType.OUTAGE_OVERDUE, of, title, _in_each_language(lines))


def _raise(outage: Outage, kind: AlertKind, event: EventType, of: str, title: Message, lines: Lines) -> None:
    """Once for what it is `of`: the people on duty by letter, the teams of its services by an event."""
    concerned = teams.teams_of(sorted(outage.services))
    alert = duty.raise_alert(
        kind,
        f"{kind}:{outage.id}:{of}",
        {language: say(_titled(title, outage, language), language) for language in LANGUAGES},
        lines,
        [duty.Subject("outage", outage.id)],
        concerned,
    )
    if alert is None:
        return
    told = {"outage": present.for_team(outage), "actor": journal.SYSTEM.told()}
    for team in concerned:
        forwarding.emit(event, team, {**told, "alert": duty.told_to(team, alert)})


def _in_each_language(lines: list[Message]) -> Lines:
    return {language: [say(line, language) for line in lines] for language in LANGUAGES}


def _titled(title: Message, outage: Outage, language: str) -> Message:
    return Message(title.template, title=in_language(outage.title, language))


def in_language(text: Mapping[str, str | None], language: str) -> str:
    """A text in two languages, one of which may be missing, as one reads it."""
    return closed(text.get(language) or next((one for one in text.values() if one), ""))


def _take_back(happened: Happened) -> None:
    """The teams that were told of a suspicion hear that it was none; nobody else knew of it."""
    told = {"outage": present.for_team(happened.outage), "actor": happened.actor.told()}
    for alert in duty.of_object(happened.outage.id):
        if alert.kind == AlertKind.SUSPECTED:
            for team in alert.teams:
                forwarding.emit(EventType.OUTAGE_UPDATED, team, told)
