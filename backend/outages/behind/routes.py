"""`/affected`, and what of `/outages` is about who is behind one."""

from flask import Response

from backend.accounts.auth import people, signed_in
from backend.accounts.caller import Caller
from backend.cursors import next_link, read_cursor, read_place
from backend.etags import etag_for
from backend.http import JSON, Answer, Blueprint, act, answer, change
from backend.outages.behind import present, services
from backend.outages.behind.models import Affected
from backend.tickets import present as show_ticket
from shared.schemas.affected import (
    AffectedListSchema,
    AffectedQuerySchema,
    AffectedSchema,
    CandidatesSchema,
    JoinOutageSchema,
    LinkedTicketsSchema,
    LinkTicketsSchema,
    PageQuerySchema,
    RoundListSchema,
    SeenSchema,
    WorksSchema,
)
from shared.schemas.base import EmptySchema, LookedAtSchema, rfc3339
from shared.schemas.tickets import TicketSchema

blueprint = Blueprint("behind", __name__, description="Who is behind an outage.")


@blueprint.post("/outages/<id:outage_id>/affected")
@people
@blueprint.arguments(JoinOutageSchema)
@blueprint.response(201, AffectedSchema)
@blueprint.alt_response(200, schema=AffectedSchema, description="That customer was counted already.")
def join(who: Caller, data: JSON, outage_id: str) -> Response:
    """One more customer behind a known outage: no ticket, and every update."""

    def joined() -> Answer:
        row, new = services.join(who, outage_id, data)
        return _shown(row, 201 if new else 200)

    return act(joined)


@blueprint.get("/affected")
@people
@blueprint.arguments(AffectedQuerySchema, location="query")
@blueprint.response(200, AffectedListSchema)
def get_affected(who: Caller, query: JSON) -> Response:
    """The customers that the caller put behind outages, the newest first."""
    place = read_place(query.get("cursor"))
    rows = services.list_own(who, query, place, query["limit"] + 1)
    more, shown = len(rows) > query["limit"], rows[: query["limit"]]
    headers = next_link([rfc3339(shown[-1].created_at), shown[-1].id]) if more else {}
    return answer({"items": [present.affected(row) for row in shown]}, headers=headers)


@blueprint.post("/affected/<id:affected_id>/works")
@people
@blueprint.arguments(WorksSchema)
@blueprint.response(200, AffectedSchema)
def works(who: Caller, data: JSON, affected_id: str) -> Response:
    """Whether it works again; where it does not, a ticket is made of it, with all that was typed before."""
    return act(lambda: _shown(services.answer(who, affected_id, works=data["works"], body=data.get("body"))))


@blueprint.post("/affected/<id:affected_id>/withdraw")
@people
@blueprint.arguments(EmptySchema)
@blueprint.response(200, AffectedSchema)
def withdraw(who: Caller, _nothing: JSON, affected_id: str) -> Response:
    """Not behind that outage after all."""
    return act(lambda: _shown(services.withdraw(who, affected_id)))


@blueprint.post("/outages/<id:outage_id>/seen")
@people
@blueprint.arguments(LookedAtSchema)
@blueprint.response(200, SeenSchema)
def see_outage(who: Caller, data: JSON, outage_id: str) -> Response:
    """The caller has seen the outage, and so all that they put behind it, up to `until` or now."""
    until = data.get("until")
    return act(lambda: Answer({"outage_id": outage_id, "seen_at": rfc3339(services.see(who, outage_id, until))}))


@blueprint.get("/outages/<id:outage_id>/candidates")
@signed_in
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, CandidatesSchema)
def get_candidates(who: Caller, query: JSON, outage_id: str) -> Response:
    """Open tickets that match the outage and are behind none: for teams theirs, for managers all."""
    parts = read_cursor(query.get("cursor"), (str,))
    rows, total = services.candidates(who, outage_id, parts[0] if parts else "", query["limit"] + 1)
    more, shown = len(rows) > query["limit"], rows[: query["limit"]]
    headers = next_link([shown[-1].id]) if more else {}
    items = [show_ticket.ticket(row, who, in_list=True) for row in shown]
    return answer({"items": items, "total": total}, headers=headers)


@blueprint.post("/outages/<id:outage_id>/tickets")
@signed_in
@blueprint.arguments(LinkTicketsSchema)
@blueprint.response(200, LinkedTicketsSchema)
def link_tickets(who: Caller, data: JSON, outage_id: str) -> Response:
    """Put these tickets behind the outage, or all that match: many of them in the background."""

    def linked() -> Answer:
        if not data.get("all"):
            return Answer({"linked": services.link(who, outage_id, data["ticket_ids"]), "round": None})
        begun = services.link_all(who, outage_id)
        return Answer({"linked": begun.tickets if begun else 0, "round": present.told(begun) if begun else None})

    return act(linked)


@blueprint.delete("/outages/<id:outage_id>/tickets/<id:ticket_id>")
@signed_in
@blueprint.response(200, TicketSchema)
@blueprint.alt_response(409, description="The ticket has ended.")
def unlink_ticket(who: Caller, outage_id: str, ticket_id: str) -> Response:
    """The ticket is not behind the outage after all."""
    return change(lambda: show_ticket.answer(services.unlink(who, outage_id, ticket_id), who))


@blueprint.get("/outages/<id:outage_id>/rounds")
@signed_in
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, RoundListSchema)
def get_rounds(who: Caller, query: JSON, outage_id: str) -> Response:
    """What those behind the outage are told, and how far it has come, the newest first: for teams and managers."""
    parts = read_cursor(query.get("cursor"), (int,))
    rows = services.list_rounds(who, outage_id, parts[0] if parts else None, query["limit"] + 1)
    more, shown = len(rows) > query["limit"], rows[: query["limit"]]
    headers = next_link([shown[-1].seq]) if more else {}
    return answer({"items": [present.told(row) for row in shown]}, headers=headers)


def _shown(row: Affected, status: int = 200) -> Answer:
    return Answer(present.affected(row), status, etag=etag_for(row.version), subject=row.id)
