"""`/tickets` and what belongs to one."""

from flask import Response, request

from backend.accounts.auth import language_of, people, signed_in
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_cursor
from backend.http import JSON, Answer, Blueprint, act, answer, change
from backend.tickets import present, services
from backend.tickets.export import exported
from backend.tickets.opened import answer as opened_answer
from backend.tickets.opened import opened
from backend.tickets.services.sorting import ORDERS
from shared.schemas.base import EmptySchema, LookedAtSchema
from shared.schemas.families import LikelyDuplicatesSchema, MergeSchema, NewLinkSchema
from shared.schemas.queue import (
    TicketCountQuerySchema,
    TicketCountsSchema,
    TicketExportQuerySchema,
    TicketListSchema,
    TicketQuerySchema,
)
from shared.schemas.tickets import (
    CorrectCustomerSchema,
    PatchTicketSchema,
    RateSchema,
    ReporterActionSchema,
    SubmitTicketSchema,
    TicketSchema,
)
from shared.schemas.timeline import EntryListSchema, EntrySchema, NewMessageSchema, TimelineQuerySchema

blueprint = Blueprint("tickets", __name__, description="Problems and questions passed on.")


@blueprint.post("/tickets")
@people
@blueprint.arguments(SubmitTicketSchema)
@blueprint.response(201, TicketSchema)
def submit(who: Caller, data: JSON) -> Response:
    """Pass on a problem or question."""
    return act(lambda: present.answer(services.submit(who, data), who, 201))


@blueprint.get("/tickets")
@signed_in
@blueprint.arguments(TicketQuerySchema, location="query")
@blueprint.response(200, TicketListSchema)
def get_tickets(who: Caller, query: JSON) -> Response:
    """Own tickets, own teams', or all for managers; `Link` leads to the next page."""
    order = ORDERS[query["sort"]]
    place = order.place(read_cursor(query.get("cursor"), order.kinds()))
    rows = services.list_tickets(who, query, order, place, query["limit"] + 1)
    more, shown = len(rows) > query["limit"], rows[: query["limit"]]
    headers = next_link(order.cursor(shown[-1])) if more else {}
    return answer({"items": [present.ticket(row, who, in_list=True) for row in shown]}, headers=headers)


@blueprint.get("/tickets/counts")
@signed_in
@blueprint.arguments(TicketCountQuerySchema, location="query")
@blueprint.response(200, TicketCountsSchema)
def get_counts(who: Caller, query: JSON) -> Response:
    """How many tickets there are, by status, team, assignee or priority; of those that the filters leave."""
    found = services.count(who, query)
    return answer(present.counts(query["by"], found, services.names(query["by"], found)))


@blueprint.get("/tickets/export.csv")
@signed_in
@blueprint.arguments(TicketExportQuerySchema, location="query")
@blueprint.response(200, {"type": "string"}, content_type="text/csv", description="UTF-8 with a byte order mark.")
def export_tickets(who: Caller, query: JSON) -> Response:
    """Teams' own tickets, or all for managers, as CSV, the oldest first; of the customer the postcode alone."""
    filters = {name: value for name, value in query.items() if name != "separator"}
    return exported(who, filters, query["separator"])


@blueprint.get("/tickets/<id:ticket_id>")
@signed_in
@blueprint.response(200, TicketSchema)
def get_ticket(who: Caller, ticket_id: str) -> Response:
    """One ticket."""
    row = services.read(who, ticket_id)
    shown = present.ticket(row, who)
    etag = present.etag(row, shown)
    opened(who, [row])
    return answer(shown, etag=etag)


@blueprint.get("/tickets/<id:ticket_id>/duplicates")
@signed_in
@blueprint.response(200, LikelyDuplicatesSchema)
def get_duplicates(who: Caller, ticket_id: str) -> Response:
    """Tickets that are likely about the same: for the ticket's team and managers, of those that they work on."""
    return answer({"items": services.duplicates(who, ticket_id)})


@blueprint.patch("/tickets/<id:ticket_id>")
@signed_in
@blueprint.arguments(PatchTicketSchema)
@blueprint.response(200, TicketSchema)
def amend_ticket(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Take up, ask, hold, resolve, reject, transfer, assign: for the ticket's team and managers."""
    match = request.headers.get("If-Match")
    return change(lambda: opened_answer(services.amend(who, ticket_id, data, match), who))


@blueprint.patch("/tickets/<id:ticket_id>/customer")
@people
@blueprint.arguments(CorrectCustomerSchema(partial=True))
@blueprint.response(200, TicketSchema)
def correct_customer(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Correct the customer's data: for the reporter, until the ticket is resolved; routes again."""
    match = request.headers.get("If-Match")
    return change(lambda: present.answer(services.correct_customer(who, ticket_id, data, match), who))


@blueprint.post("/tickets/<id:ticket_id>/confirm")
@people
@blueprint.arguments(ReporterActionSchema)
@blueprint.response(200, TicketSchema)
def confirm(who: Caller, data: JSON, ticket_id: str) -> Response:
    """It works again: close the resolved ticket."""
    return act(lambda: present.answer(services.confirm(who, ticket_id, data.get("body")), who))


@blueprint.post("/tickets/<id:ticket_id>/reopen")
@people
@blueprint.arguments(ReporterActionSchema)
@blueprint.response(200, TicketSchema)
def reopen(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Not fixed: the resolved ticket goes back to its team."""
    return act(lambda: present.answer(services.reopen(who, ticket_id, data.get("body")), who))


@blueprint.post("/tickets/<id:ticket_id>/cancel")
@people
@blueprint.arguments(ReporterActionSchema)
@blueprint.response(200, TicketSchema)
def cancel(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Withdraw the ticket."""
    return act(lambda: present.answer(services.cancel(who, ticket_id, data.get("body")), who))


@blueprint.post("/tickets/<id:ticket_id>/merge")
@signed_in
@blueprint.arguments(MergeSchema)
@blueprint.response(200, TicketSchema)
def merge(who: Caller, data: JSON, ticket_id: str) -> Response:
    """The ticket is a duplicate of another: both timelines stay, both reporters are told."""
    return act(lambda: opened_answer(services.merge(who, ticket_id, data["into"]), who))


@blueprint.post("/tickets/<id:ticket_id>/unmerge")
@signed_in
@blueprint.arguments(EmptySchema)
@blueprint.response(200, TicketSchema)
def unmerge(who: Caller, _nothing: JSON, ticket_id: str) -> Response:
    """It was no duplicate: the ticket goes on by itself."""
    return act(lambda: opened_answer(services.unmerge(who, ticket_id), who))


@blueprint.post("/tickets/<id:ticket_id>/links")
@signed_in
@blueprint.arguments(NewLinkSchema)
@blueprint.response(201, TicketSchema)
def link(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Link the ticket to a related one; both show it to who works on both."""
    return act(lambda: opened_answer(services.link(who, ticket_id, data["to"]), who, 201))


@blueprint.delete("/tickets/<id:ticket_id>/links/<id:other_id>")
@signed_in
@blueprint.response(200, TicketSchema)
def unlink(who: Caller, ticket_id: str, other_id: str) -> Response:
    """Take the link to a related ticket away, on both."""
    return change(lambda: opened_answer(services.unlink(who, ticket_id, other_id), who))


@blueprint.post("/tickets/<id:ticket_id>/rating")
@people
@blueprint.arguments(RateSchema)
@blueprint.response(200, TicketSchema)
def rate(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Say how it went, 1 to 5: for the reporter, once it is resolved, and for 30 days; again replaces it."""
    return act(lambda: present.answer(services.rate(who, ticket_id, data["rating"], data["comment"]), who))


@blueprint.post("/tickets/<id:ticket_id>/seen")
@people
@blueprint.arguments(LookedAtSchema)
@blueprint.response(200, TicketSchema)
def see(who: Caller, data: JSON, ticket_id: str) -> Response:
    """The reporter has seen the ticket, up to `until` or now; changes neither its ETag nor `updated_at`."""
    return act(lambda: present.answer(services.see(who, ticket_id, data.get("until")), who))


@blueprint.get("/tickets/<id:ticket_id>/timeline")
@signed_in
@blueprint.arguments(TimelineQuerySchema, location="query")
@blueprint.response(200, EntryListSchema)
def get_timeline(who: Caller, query: JSON, ticket_id: str) -> Response:
    """All that happened to the ticket and the caller may see, oldest first."""
    ticket = services.read(who, ticket_id)
    cursor = read_cursor(query.get("cursor"), (int,))
    rows = services.timeline_page(who, ticket, cursor[0] if cursor else 0, query["limit"] + 1)
    shown = rows[: query["limit"]]
    items = [present.entry(row, language_of(who), who) for row in shown]
    opened(who, [ticket])
    return answer({"items": items}, headers=next_link([shown[-1].seq]) if len(rows) > len(shown) else {})


@blueprint.post("/tickets/<id:ticket_id>/messages")
@signed_in
@blueprint.arguments(NewMessageSchema)
@blueprint.response(201, EntrySchema)
def post_message(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Write to the other side, or (for the team) an internal note."""

    language = language_of(who)

    def post() -> Answer:
        said, template = data.get("body"), data.get("template")
        entry = services.post_message(
            who,
            ticket_id,
            said,
            data["visibility"],
            data.get("acted_by"),
            template=template,
            children=data["children"],
        )
        return Answer(present.entry(entry, language, who), 201, subject=ticket_id)

    return act(post)
