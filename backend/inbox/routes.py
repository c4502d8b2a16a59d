"""`/inbox`: mail that came in and is kept for a person."""

import datetime as dt

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.config import config
from backend.cursors import next_link, read_cursor
from backend.errors import Invalid
from backend.http import JSON, Answer, Blueprint, act, answer
from backend.inbox import present, services
from backend.reading import services as readings
from shared.schemas.base import EmptySchema, rfc3339
from shared.schemas.inbox import AssignMailSchema, MailDetailSchema, MailListSchema, MailQuerySchema, MailSchema

blueprint = Blueprint("inbox", __name__, description="Mail that came in.")


@blueprint.get("/inbox")
@people
@blueprint.arguments(MailQuerySchema, location="query")
@blueprint.response(200, MailListSchema)
def get_inbox(who: Caller, query: JSON) -> Response:
    """Mail that is kept for a person (or in another state), newest first; who reads is logged. For managers, admins."""
    before = place(read_cursor(query.get("cursor"), (str, str)))
    rows = services.list_mails(who, query["state"], before, query["limit"] + 1)
    more, shown = len(rows) > query["limit"], rows[: query["limit"]]
    headers = next_link([rfc3339(shown[-1].received_at), shown[-1].id]) if more else {}
    items = [present.mail(row) for row in shown]
    if items:
        readings.note_mails(who, query["state"])
    return answer({"items": items}, headers=headers)


@blueprint.get("/inbox/<id:mail_id>")
@people
@blueprint.response(200, MailDetailSchema)
def get_mail(who: Caller, mail_id: str) -> Response:
    """One mail, with its beginning as it came; who reads it is logged."""
    shown = present.whole(services.find(who, mail_id, whole=True))
    readings.note_mail(who, mail_id)
    return answer(shown)


@blueprint.get("/inbox/<id:mail_id>/raw")
@people
@blueprint.response(200, content_type="message/rfc822")
def get_raw(who: Caller, mail_id: str) -> Response:
    """The whole mail as it came, to be saved; who does is logged."""
    raw = services.find(who, mail_id, whole=True).raw or b""
    readings.note_mail(who, mail_id)
    response = Response(raw, mimetype="message/rfc822")
    response.headers["Content-Disposition"] = f'attachment; filename="{mail_id}.eml"'
    response.headers |= {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/inbox/<id:mail_id>/assign")
@people
@blueprint.arguments(AssignMailSchema)
@blueprint.response(200, MailSchema)
def assign(who: Caller, data: JSON, mail_id: str) -> Response:
    """Put it with a ticket, as your message."""
    taken = services.prepare(who, mail_id, config().attachments_dir)

    def put() -> Answer:
        mail, _ = services.assign(who, mail_id, data["ticket_id"], data["visibility"], taken)
        readings.record_mail(who, mail_id)
        return Answer(present.mail(mail), subject=data["ticket_id"])

    return act(put)


@blueprint.post("/inbox/<id:mail_id>/discard")
@people
@blueprint.arguments(EmptySchema)
@blueprint.response(200, MailSchema)
def discard(who: Caller, _: JSON, mail_id: str) -> Response:
    """Nothing is to be done with it."""

    def drop() -> Answer:
        mail = services.discard(who, mail_id)
        readings.record_mail(who, mail_id)
        return Answer(present.mail(mail))

    return act(drop)


def place(cursor: list[str] | None) -> tuple[dt.datetime, str] | None:
    """The place in the list that a cursor stands for; raises Invalid."""
    if cursor is None:
        return None
    try:
        return dt.datetime.fromisoformat(cursor[0]).astimezone(dt.UTC), cursor[1]
    except (ValueError, OverflowError):
        raise Invalid("That cursor is not one that this list gave.", pointer="/query/cursor") from None
