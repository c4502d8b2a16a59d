"""The queue: filters, pages, counts and the export."""

from typing import Any

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Known, Part, Text, Word, within
from shared.schemas.tickets import TicketSchema
from shared.vocabulary import CountBy, Separator, Status, TicketSort

MOST_MINUTES = 5_256_000
"""Ten years: the longest age that can be asked for."""

_MOMENT = "2026-11-23T19:42:00Z"


def _told(description: str, example: Any) -> dict[str, Any]:
    """What OpenAPI says of a query parameter."""
    return {"description": description, "example": example}


class TicketListSchema(Contract):
    """`GET /tickets`."""

    items = fields.List(Part(TicketSchema), required=True)


class TicketFilterSchema(Contract):
    """What narrows a list of tickets, its counts and its export: all that are given hold, unknown names are refused."""

    status = Text(
        200, metadata=_told("One or several by commas: " + ", ".join(Status) + ".", "acknowledged,in_progress")
    )
    service = Text(400, metadata=_told("Slugs of `GET /services`, one or several by commas.", "internet,tv"))
    team = Text(400, metadata=_told("Slugs of `GET /teams`, one or several by commas.", "internet"))
    assignee = Text(64, metadata=_told("A person's id, `me` (people only), or `none`: not taken up by anyone.", "none"))
    reporter = Text(64, metadata=_told("`me` (people only): what the caller passed on.", "me"))
    priority = Text(20, metadata=_told("1 (highest) to 4, one or several by commas.", "1,2"))
    mentioned = Text(64, metadata=_told("`me` (people only): where a colleague named the caller by `@`.", "me"))
    parent = Text(64, metadata=_told("The id of the ticket that they are under.", "4f1c"))
    merged = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        metadata=_told("`true`: duplicates of another ticket; `false`: those that are none.", False),
    )
    outage_id = Text(64, metadata=_told("The outage behind the tickets, or `none`: behind none.", "none"))
    external_id = Text(200, metadata=_told("The id in the team's own system, in full.", "INC-4711"))
    area = Text(
        200,
        metadata=_told(
            "Where the customer lives: the beginning of a postcode (`3511`, `35`), `place:Utrecht`, "
            "`municipality:Stichtse Vecht`, `province:Utrecht`, or `NL` for all that have a postcode.",
            "place:Utrecht",
        ),
    )
    older_than = fields.Integer(
        validate=within(0, MOST_MINUTES), metadata=_told("Passed on at least so many minutes ago.", 120)
    )
    younger_than = fields.Integer(
        validate=within(0, MOST_MINUTES), metadata=_told("Passed on less than so many minutes ago.", 1440)
    )
    created_after = Instant(metadata=_told("Passed on after this moment.", _MOMENT))
    created_before = Instant(metadata=_told("Passed on before this moment.", _MOMENT))
    updated_after = Instant(metadata=_told("Changed after this moment.", _MOMENT))
    due_before = Instant(metadata=_told("Whose clock runs out before this moment.", _MOMENT))
    breached = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        metadata=_told("`true`: a clock has run out, now or before; `false`: none has.", True),
    )
    q = Text(
        200,
        metadata=_told(
            "Words, all of which the ticket holds: in its reference, description, messages, external id, or the "
            "customer's name, phone (however written, or its last digits), e-mail address or postcode; for its team "
            "in internal notes too. Other forms of a word count, accents and case do not, and the last word may be "
            "the beginning of one.",
            "modem utrecht",
        ),
    )


class TicketQuerySchema(TicketFilterSchema):
    """`GET /tickets`: filters, order and page."""

    sort = Word(
        TicketSort,
        load_default=TicketSort.NEWEST.value,
        metadata=_told(
            "`due_at`: the first to run out first, those without a clock last; `priority`: 1 first, in it the oldest "
            "first.",
            "due_at",
        ),
    )
    limit = fields.Integer(load_default=50, validate=within(1, 100), metadata=_told("Tickets a page.", 50))
    cursor = Text(
        400, metadata={"description": "Where the page begins: from the `Link` of the one before, with the same sort."}
    )


class TicketExportQuerySchema(TicketFilterSchema):
    """`GET /tickets/export.csv`: filters, and what stands between fields."""

    separator = Word(
        Separator,
        load_default=Separator.COMMA.value,
        metadata=_told("What stands between fields: `semicolon` is what a Dutch Excel opens by itself.", "semicolon"),
    )


class TicketCountQuerySchema(TicketFilterSchema):
    """`GET /tickets/counts`: filters, and what to count by."""

    by = Word(CountBy, load_default=CountBy.STATUS.value, metadata=_told("What to count by.", "status"))


class TicketCountSchema(Contract):
    """How many tickets have one status, team, assignee (null: none) or priority: the field that was counted by."""

    status = Known(Status)
    team = fields.String()
    assignee = fields.String(allow_none=True)
    name = fields.String(allow_none=True, metadata={"description": "The team's or assignee's."})
    priority = fields.Integer()
    count = fields.Integer(required=True)


class TicketCountsSchema(Contract):
    """`GET /tickets/counts`: what there is none of is left out, but for statuses."""

    items = fields.List(Part(TicketCountSchema), required=True)
    total = fields.Integer(required=True)
