"""`/admin/feedback`: what people say about the app itself."""

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board.admin.frame import OVERSEERS, admin_page, beginning, further
from backend.board.web import Pages, visitor
from backend.cursors import read_place
from backend.feedback import present, services
from backend.feedback.exporting import exported
from backend.i18n import reader_language
from shared.vocabulary import Separator

pages = Pages("admin_feedback", __name__)

SHOWN = 50


@pages.get("/admin/feedback")
@visitor(*OVERSEERS)
def see(who: Caller) -> Response:
    """The newest first."""
    rows = services.list_feedback(who, read_place(request.args.get("cursor")), SHOWN + 1)
    shown = [present.feedback(row) for row in rows[:SHOWN]]
    more = further([shown[-1]["created_at"], rows[SHOWN - 1].id]) if len(rows) > SHOWN else ""
    return admin_page(who, "feedback.html", items=shown, next=more, first=beginning())


@pages.get("/admin/feedback.csv")
@visitor(*OVERSEERS)
def export(who: Caller) -> Response:
    """All of it as a spreadsheet; with semicolons for who reads Dutch."""
    return exported(who, str(Separator.SEMICOLON if reader_language() == "nl" else Separator.COMMA))
