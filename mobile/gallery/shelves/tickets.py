"""Tickets: in a list, and the cards of one."""

import dataclasses
from collections.abc import Iterator, Sequence

from kivy.metrics import dp

from mobile.gallery import samples
from mobile.gallery.shelf import TOUCHES, Specimen, column_width, looked_at, put
from mobile.gallery.shelves.says import ARABIC, at_length, say
from mobile.presenters.notices import Notice, Say
from mobile.presenters.rating import RatingView
from mobile.presenters.ticket import UnsentAction
from mobile.presenters.tickets import BehindRow
from mobile.ui.theme import states
from mobile.ui.widgets.details_card import DetailsCard
from mobile.ui.widgets.handling_card import HandlingCard
from mobile.ui.widgets.rate_card import RateCard
from mobile.ui.widgets.roll import Line, Roll
from mobile.ui.widgets.ticket_card import AnyRow, Heading, TicketCard, card_height, heading_height
from mobile.ui.widgets.unsent_card import UnsentCard
from shared.vocabulary import SendState

_REFUSED = Notice(Say.REFUSED, {"detail": "Geen postcode van NL."})


def specimens() -> Iterator[Specimen]:
    """Each state of a ticket, in the list and on top of its own screen."""
    yield "Roll: Heading, TicketCard in each status", [_list([_row(status) for status in states.STATUS])]
    yield "TicketCard: asks me, unread, refused, draft, behind an outage, long, Arabic", [_list(_rows())]
    yield f"TicketCard: {', '.join(TOUCHES)}", looked_at(_card, **TOUCHES)
    yield "HandlingCard: each answer", [_handling(answer) for answer in states.HANDLING]
    yield "HandlingCard: queued, refused, waiting for others", [*map(_unsent, ("queued", "failed")), _waits()]
    yield "DetailsCard: to be corrected, not, Arabic", [_details(), _details(correct=False), _arabic()]
    yield "RateCard: asked, choosing, given, on its way", _ratings()
    yield "UnsentCard: on its way, refused", [_action(SendState.QUEUED), _action(SendState.FAILED, _REFUSED)]


def _row(status: str, **more: object) -> AnyRow:
    answer = {"acknowledged": "received", "pending": "waiting_for_you", "held": "waiting_for_others"}.get(status)
    ended = status in ("resolved", "closed", "rejected", "cancelled")
    text = more.pop("text", say("Wifi valt boven steeds weg", "Wi-Fi drops upstairs"))
    told = answer or ("done" if ended else "yes")
    return samples.row(f"s-{status}-{len(more)}", text, status, told, reference="DG-4K7-P2M", **more)


def _rows() -> list[AnyRow]:
    return [
        _row("pending", asks_me=True),
        _row("resolved", asks_me=True, unread=True),
        _row("in_progress", unread=True, customer_name="Tante Riet van de overkant van de gracht"),
        dataclasses.replace(_row("failed"), status=None, handling=None, send_state=SendState.FAILED, problem=_REFUSED),
        *samples.TICKETS.drafts,
        BehindRow(samples.behind("b1", "asked", asks_works=True), samples.OUTAGE, samples.INTERNET),
        dataclasses.replace(_row("held"), id="long", text=at_length()),
        dataclasses.replace(_row("held"), id="arabic", text=ARABIC, customer_name=ARABIC),
    ]


def _list(rows: Sequence[AnyRow]) -> Roll:
    """A list as high as its rows."""
    roll, width = Roll(gap=dp(10), size_hint_y=None), column_width()
    heading = Line("heading", Heading, heading_height(), "tickets.open")
    roll.show([heading, *(Line(row.id, TicketCard, card_height(row, width), row) for row in rows)])
    roll.height = roll.strip.height
    return roll


def _card() -> TicketCard:
    row, width = samples.TICKETS.open[1], column_width()
    card = put(TicketCard(), **TicketCard.values(row, width))
    return put(card, exact=card_height(row, width))


def _handling(answer: str) -> HandlingCard:
    return _shown(dataclasses.replace(samples.TICKET, handling=samples.handling(answer, by="Mark Bos")))


def _unsent(state: str) -> HandlingCard:
    card = HandlingCard()
    card.render(dataclasses.replace(samples.TICKET, status=None, handling=None), state)
    return card


def _waits() -> HandlingCard:
    until = samples.NOW.replace(hour=9)
    waiting = samples.handling("waiting_for_others", waits_for=say("de netbeheerder", "the grid"), waits_until=until)
    return _shown(dataclasses.replace(samples.TICKET, status=samples.term("held"), handling=waiting))


def _shown(ticket: samples.TicketDetail) -> HandlingCard:
    card = HandlingCard()
    card.render(ticket, None)
    return card


def _details(*, correct: bool = True, ticket: samples.TicketDetail = samples.TICKET) -> DetailsCard:
    card = DetailsCard()
    card.render(ticket, can_correct=correct)
    return card


def _arabic() -> DetailsCard:
    customer = dataclasses.replace(samples.TICKET.customer, name="فاطمة الزهراء")
    return _details(ticket=dataclasses.replace(samples.TICKET, description=ARABIC, customer=customer))


def _ratings() -> list[RateCard]:
    asked = dataclasses.replace(samples.TICKET_STATE, can_rate=True)
    given = RatingView(4, say("Snel geholpen, dank.", "Quick help, thanks."))
    return [
        _rated(asked),
        _rated(dataclasses.replace(asked, stars=3, word=at_length())),
        _rated(dataclasses.replace(asked, can_rate=False, rating=given)),
        _rated(dataclasses.replace(asked, rating=dataclasses.replace(given, waits=True))),
    ]


def _rated(state: samples.TicketState) -> RateCard:
    card = RateCard()
    card.render(state)
    return card


def _action(state: SendState, problem: Notice | None = None) -> UnsentCard:
    return UnsentCard(UnsentAction("s1", "message", state, say("Nog steeds niet.", "Still not."), problem), None)
