"""What letters to followers and to reporters say, in one language."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backend import db
from backend.areas import services as areas
from backend.bidi import closed
from backend.clock import now
from backend.following import said
from backend.following.models import Subscription
from backend.following.times import times
from backend.i18n import say
from backend.moments import spoken
from backend.outages import promises
from backend.outages.happened import What
from backend.outages.models import Outage, OutageUpdate
from backend.statuses import STATUS
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.messages import Message
from shared.vocabulary import LANGUAGES, OutageKind, OutageStatus, Status

Letter = tuple[str, list[str]]
"""Subject and paragraphs."""
_ONLY_IN = {"nl": Message("only in Dutch"), "en": Message("only in English")}
_ASKS = Message("Does it work again for your friend? Say so in the app; without an answer it is closed after 7 days.")
_GOES_ON = Message("It goes on as another outage")
_ASKED = {
    Status.PENDING: Message("The team has asked you something and waits for your answer."),
    Status.RESOLVED: Message("Does it work again? Say so in the app; without an answer it is closed after 7 days."),
}


def of_outage(
    what: str, outage: Outage, update: OutageUpdate | None, language: str, titles: Mapping[str, str]
) -> Letter:
    """What followers read of news: the state, what was said, where, and by the clock until when.

    `titles` are the services' in that language.
    """
    # As it stood when that was said; what was said while it was only suspected was said to nobody else.
    then = update.status if update and update.status != OutageStatus.SUSPECTED else outage.status
    state, lead = said.OUTAGE[OutageStatus(then)]
    title = either(outage.title, language).rstrip(".")
    if what == What.DECLARED:
        kind = Message("Maintenance") if outage.kind == OutageKind.MAINTENANCE else Message("Outage")
        subject = f"{say(kind, language)}: {title}"
    else:
        subject = f"{title}: {say(state, language)}"
    if what == What.MERGED:
        return f"{title}: {say(_GOES_ON, language)}", _merged(outage, update, language)
    first = say(state, language) + "." + ("" if outage.status in lifecycle.OUTAGE_ENDED else " " + say(lead, language))
    lines = [
        f"{title}. {first}",
        _marked(update.text, language) if update else "",
        "\n".join(_facts(outage, language, titles)),
    ]
    if promises.is_late(outage, now()):
        lines.append(say(Message("The promised news is late. It has been noticed."), language))
    if outage.advice and outage.status not in lifecycle.OUTAGE_ENDED:
        lines.append(f"{say(Message('What you can do meanwhile'), language)}: {_marked(outage.advice, language)}")
    if what == What.CLOSED and outage.postmortem:
        lines.append(f"{say(Message('What went wrong'), language)}: {_marked(outage.postmortem, language)}")
    return subject, [line for line in lines if line]


def _merged(outage: Outage, update: OutageUpdate | None, language: str) -> list[str]:
    into = db.session.get(Outage, outage.merged_into_id) if outage.merged_into_id else None
    lines = [_marked(update.text, language) if update else "", either(into.title, language) if into else ""]
    said_already = bool(lines[1]) and lines[1] in lines[0]
    return [say(_GOES_ON, language) + ".", *(line for line in lines[: 1 if said_already else 2] if line)]


def why(followed: Sequence[Subscription], language: str) -> str:
    """Which of what somebody follows it is about."""
    names = ", ".join(row.label or areas.where([row.area], language) for row in followed)
    return say(Message("You get this mail because you follow: {names}.", names=names), language)


def either(text: dict[str, Any] | None, language: str) -> str:
    """The text in `language`, else in the one that there is."""
    return closed(next((text[code] for code in (language, *LANGUAGES) if text and (text.get(code) or "").strip()), ""))


def _marked(text: dict[str, Any], language: str) -> str:
    """The same, and said where it is in the other one."""
    found = either(text, language)
    if not found or (text.get(language) or "").strip():
        return found
    return f"{found} ({say(_ONLY_IN['nl' if language == 'en' else 'en'], language)})"


def _facts(outage: Outage, language: str, titles: Mapping[str, str]) -> Iterator[str]:
    rows = [
        (say(Message("Services"), language), ", ".join(titles.get(slug, slug) for slug in outage.services)),
        (say(Message("Where"), language), areas.where(outage.areas, language)),
        *times(outage, language, earlier=False),
    ]
    for name, value in rows:
        yield f"{name}: {value}"


def standing(ticket: Ticket, language: str) -> str:
    """A ticket by its reference, and where it stands: `DG-4K7-P2M: In behandeling`."""
    return f"{ticket.reference}: {say(STATUS[Status(ticket.status)], language)}"


def of_ticket(ticket: Ticket, language: str, titles: Mapping[str, str]) -> str:
    """What its reporter reads of a ticket that changed: no name, no address, nothing of what was written."""
    lines = [standing(ticket, language)]
    service = titles.get(ticket.service or "")
    passed_on = spoken(ticket.created_at, language)
    if service:
        lines.append(say(Message("{service}, passed on {time}.", service=service, time=passed_on), language))
    asked = _ASKED.get(Status(ticket.status))
    if asked:
        lines.append(say(asked, language))
    return "\n".join(lines)


def asked(outages: Sequence[Outage], language: str) -> Letter:
    """What a reporter reads whose friends behind outages are asked whether it works; of no friend a word."""
    titles = [either(outage.title, language) for outage in outages]
    over = say(said.OUTAGE[OutageStatus.RESOLVED][0], language)
    return f"{over}: {titles[0]}", [*titles, say(_ASKS, language)]
