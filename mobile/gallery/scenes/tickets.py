"""My tickets, and one of them."""

import dataclasses

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.notices import Notice, Say
from mobile.presenters.rating import RatingView
from mobile.presenters.ticket import CustomerView, TicketState, UnsentAction
from mobile.presenters.tickets import Shows, TicketsState, Wanted
from shared.vocabulary import SendState


def _ticket(name: str, **changes: object) -> Scene:
    state = dataclasses.replace(samples.TICKET_STATE, **changes)
    return Scene(f"ticket.{name}", "ticket", {"tickets": samples.TICKETS, "ticket": state})


def _none(wanted: Wanted) -> TicketsState:
    return dataclasses.replace(samples.TICKETS, needs_me=(), drafts=(), open=(), ended=(), wanted=wanted)


_RESOLVED = dataclasses.replace(
    samples.TICKET,
    status=samples.term("resolved"),
    status_reason=samples.term("fixed"),
    handling=samples.handling("done", by="Mark Bos"),
)
_CLOSED = dataclasses.replace(_RESOLVED, status=samples.term("closed"))
_QUEUED = dataclasses.replace(samples.TICKET, reference=None, status=None, handling=None, share_text=None)
_REFUSED = UnsentAction(
    "s1", "submit", SendState.FAILED, samples.TICKET.description, Notice(Say.REFUSED, {"detail": "Geen postcode."})
)

SCENES = (
    Scene("tickets.loading", "tickets", {"tickets": TicketsState()}),
    Scene("tickets.empty", "tickets"),
    Scene("tickets.full", "tickets", {"tickets": samples.TICKETS}),
    Scene("tickets.none_found", "tickets", {"tickets": _none(Wanted(shows=Shows.UNREAD))}),
    _ticket("in_progress"),
    _ticket("works_again", ticket=_RESOLVED, asks_works_again=True, can_confirm=True, can_reopen=True),
    _ticket("rate", ticket=_CLOSED, can_rate=True, can_message=False),
    _ticket("rating", ticket=_CLOSED, can_rate=True, can_message=False, stars=4, word="Snel geholpen, dank."),
    _ticket("rated", ticket=_CLOSED, can_rate=True, can_message=False, rating=RatingView(5, "Top", waits=True)),
    _ticket("asks_answer", asks_answer=True, message="Nee, dat lampje is uit."),
    _ticket("correcting", customer_form=CustomerView("Oma Bep", "06 1234 5678", "", "3511AB", "12", may_contact=True)),
    _ticket("refused", ticket=_QUEUED, timeline=(), unsent=(_REFUSED,), can_message=False),
    Scene("ticket.loading", "ticket", {"ticket": TicketState(id="p2m")}),
    Scene("ticket.gone", "ticket", {"ticket": TicketState(id="p2m", loaded=True, notice=Notice(Say.TICKET_GONE))}),
)
