"""Files of tickets in the browser: a photo on a page of its own, between those beside it; all else to be saved."""

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board.desk import queries
from backend.board.desk.blueprint import pages
from backend.board.desk.ticket import worked_on
from backend.board.web import page, visitor
from backend.errors import NotFound
from backend.i18n import reader_language
from backend.tickets import present, services
from backend.tickets.attachments.serving import serve
from backend.tickets.opened import opened
from shared.vocabulary import Role

PHOTOS = ("image/jpeg", "image/png", "image/webp")


@pages.get("/desk/files/<id:attachment_id>")
@visitor(Role.SOLVER, Role.MANAGER)
def file(who: Caller, attachment_id: str) -> Response:
    """The file itself, as `/attachments/{id}` gives it."""
    return serve(who, attachment_id)


@pages.get("/desk/tickets/<id:ticket_id>/photos/<id:attachment_id>")
@visitor(Role.SOLVER, Role.MANAGER)
def photo(who: Caller, ticket_id: str, attachment_id: str) -> Response:
    """One photo as large as the screen, with the way to the others of the ticket."""
    row = worked_on(who, ticket_id)
    entries = [present.entry(one, reader_language(), who) for one in services.timeline_of(who, row)]
    photos = [
        {**one, "by": entry["actor"]["name"], "at": entry["at"]}
        for entry in entries
        for one in entry["attachments"]
        if one["type"] in PHOTOS
    ]
    ids = [one["id"] for one in photos]
    if attachment_id not in ids:
        raise NotFound
    here = ids.index(attachment_id)
    queue = request.args.get("queue", "")[: queries.LONGEST]

    def address(number: int) -> str:
        return queries.at(f"/desk/tickets/{ticket_id}/photos/{ids[number]}", queue=queue)

    answer = page(
        "desk/photo.html",
        photo=photos[here],
        number=here + 1,
        many=len(ids),
        before=address(here - 1) if here else "",
        after=address(here + 1) if here + 1 < len(ids) else "",
        back=queries.at(f"/desk/tickets/{ticket_id}", queue=queue),
        reference=row.reference,
    )
    opened(who, [row])
    answer.headers["Cache-Control"] = "no-store"
    return answer
