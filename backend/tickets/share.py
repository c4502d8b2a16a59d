"""The line for the friend: what the reporter may pass on, in plain words, with nothing personal in it."""

from backend.moments import spoken
from backend.tickets.models import Ticket
from shared import lifecycle
from shared.vocabulary import LANGUAGES, Kind, Status, StatusReason

Line = tuple[str, str]
"""Dutch and English; `{it}` is the report or question with its reference."""

_LINES: dict[Status, Line] = {
    Status.ACKNOWLEDGED: (
        "{it} is aangekomen bij het team dat zulke zaken oplost.",
        "{it} has reached the team that solves these things.",
    ),
    Status.IN_PROGRESS: ("Er wordt gewerkt aan {it}.", "{it} is being worked on."),
    Status.PENDING: (
        "Het team wil iets weten over {it}: ik vraag het je, en geef je antwoord door.",
        "The team wants to know something about {it}: I will ask you, and pass your answer on.",
    ),
    Status.HELD: (
        "{it} wacht op een andere partij; er wordt op gelet.",
        "{it} waits for another party; it is being watched.",
    ),
    Status.RESOLVED: (
        "{it} is opgelost. Werkt het weer? Zo niet, zeg het me.",
        "{it} has been resolved. Does it work again? If not, tell me.",
    ),
    Status.CLOSED: ("{it} is opgelost en afgesloten.", "{it} has been resolved and closed."),
    Status.REJECTED: (
        "{it} kon niet worden behandeld; ik kan je zeggen waarom.",
        "{it} could not be handled; I can tell you why.",
    ),
    Status.CANCELLED: ("{it} is ingetrokken.", "{it} has been withdrawn."),
}
_BY_REASON: dict[StatusReason, Line] = {
    StatusReason.WORKAROUND: (
        "Voor {it} is er een manier om verder te kunnen; ik kan je zeggen welke. Werkt het nog niet? Zeg het me.",
        "There is a way around {it}; I can tell you which. Does it not work yet? Tell me.",
    ),
    StatusReason.NO_FAULT_FOUND: (
        "Bij {it} is geen fout gevonden. Werkt het nog niet? Zeg het me.",
        "No fault was found for {it}. Does it not work yet? Tell me.",
    ),
    StatusReason.ANSWERED: (
        "Op {it} is een antwoord gekomen: ik geef het je door.",
        "{it} has been answered: I will pass the answer on.",
    ),
    StatusReason.OUTAGE: (
        "De storing achter {it} is verholpen. Werkt het weer bij je? Zo niet, zeg het me.",
        "The outage behind {it} is over. Does it work again for you? If not, tell me.",
    ),
}
"""What a resolution says more closely."""
_BEHIND_AN_OUTAGE: Line = (
    "{it} hoort bij een storing die bekend is. Je hoort van me hoe het gaat.",
    "{it} belongs to an outage that is known. I will tell you how it goes.",
)
_PROMISED: Line = (
    " Het team laat uiterlijk {time} weer van zich horen.",
    " The team will say more by {time}.",
)
_IT = {
    Kind.PROBLEM: ("je melding {reference}", "your report {reference}"),
    Kind.QUESTION: ("je vraag {reference}", "your question {reference}"),
}


def share_text(row: Ticket) -> dict[str, str]:
    """The line in both languages: where the ticket stands, and by when its team will say more."""
    open_ = row.status not in lifecycle.DONE
    promised = row.next_update_by if open_ else None
    said = {}
    for language, line, it, more in zip(LANGUAGES, _line(row), _IT[Kind(row.kind)], _PROMISED, strict=True):
        text = line.format(it=it.format(reference=row.reference))
        said[language] = text[0].upper() + text[1:] + (more.format(time=spoken(promised, language)) if promised else "")
    return said


def _line(row: Ticket) -> Line:
    status = Status(row.status)
    if row.outage_id and status in (Status.ACKNOWLEDGED, Status.IN_PROGRESS):
        return _BEHIND_AN_OUTAGE
    reason = StatusReason(row.status_reason) if row.status_reason else None
    if status is Status.RESOLVED and reason in _BY_REASON:
        return _BY_REASON[reason]
    return _LINES[status]
