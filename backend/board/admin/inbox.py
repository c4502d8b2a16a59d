"""`/admin/inbox`: mail that came in and that nobody could place."""

from typing import Any

from flask import Response
from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.board.admin import words
from backend.board.admin.frame import OVERSEERS, admin_page, beginning, further
from backend.board.forms import Form, asked, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.config import config
from backend.cursors import read_cursor
from backend.inbox import present, services
from backend.inbox.models import KEPT
from backend.inbox.routes import place
from backend.reading import services as readings
from backend.tickets.models import Ticket
from shared.schemas.base import EmptySchema, rfc3339
from shared.schemas.inbox import AssignMailSchema, MailQuerySchema

pages = Pages("admin_inbox", __name__)

SHOWN = 50


@pages.get("/admin/inbox")
@visitor(*OVERSEERS)
def find(who: Caller) -> Response:
    """What waits for somebody, or what became of the rest."""
    filters = asked(MailQuerySchema)
    query = filters.load()
    state = query["state"] if query else KEPT
    cursor = place(read_cursor(query.get("cursor"), (str, str))) if query else None
    rows = services.list_mails(who, state, cursor, SHOWN + 1)
    shown = [present.mail(row) for row in rows[:SHOWN]]
    more = further([rfc3339(rows[SHOWN - 1].received_at), rows[SHOWN - 1].id]) if len(rows) > SHOWN else ""
    return admin_page(who, "inbox.html", items=shown, state=state, next=more, first=beginning())


@pages.get("/admin/inbox/<id:mail_id>")
@visitor(*OVERSEERS)
def one(who: Caller, mail_id: str) -> Response:
    """One mail, all of it as text; who reads it is logged."""
    return _one(who, mail_id, blank(AssignMailSchema, {"visibility": "internal"}))


@pages.post("/admin/inbox/<id:mail_id>/assign")
@visitor(*OVERSEERS)
def assign(who: Caller, mail_id: str) -> Response:
    """Puts it with a ticket, by id or reference."""
    form = sent(AssignMailSchema)
    typed = form.value("ticket_id")
    _find_by_reference(form)
    db.session.rollback()
    taken = services.prepare(who, mail_id, config().attachments_dir)

    def put(data: dict[str, Any]) -> dict[str, str]:
        mail, _ = services.assign(who, mail_id, data["ticket_id"], data["visibility"], taken)
        return {"id": mail.id}

    if not form.act(put):
        # As it was typed: whose the id is that stands for it is not for everybody to know.
        form.typed.setlist("ticket_id", [typed])
        return _one(who, mail_id, form)
    said("It stands with the ticket now, as your message.")
    return go("/admin/inbox")


@pages.post("/admin/inbox/<id:mail_id>/discard")
@visitor(*OVERSEERS)
def discard(who: Caller, mail_id: str) -> Response:
    """Nothing is to be done with it."""
    form = sent(EmptySchema)
    if not form.act(lambda _: {"id": services.discard(who, mail_id).id}):
        return _one(who, mail_id, form)
    said("It is discarded.")
    return go("/admin/inbox")


def _one(who: Caller, mail_id: str, form: Form) -> Response:
    mail = present.whole(services.find(who, mail_id, whole=True))
    open_ = mail["state"] == KEPT
    about = {"mail": mail, "form": form, "open": open_, "state_name": words.called(words.MAILS, mail["state"])}
    readings.note_mail(who, mail_id)
    answer = admin_page(who, "mail.html", status=form.status, **about)
    # What outsiders wrote stands in no browser's cache.
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _find_by_reference(form: Form) -> None:
    """What people have at hand is the reference; the API takes the id, and says there what is not to be found."""
    text = form.value("ticket_id").strip()
    found = db.session.scalar(select(Ticket.id).where(Ticket.reference == text.upper())) if text else None
    form.typed.setlist("ticket_id", [found or text])
