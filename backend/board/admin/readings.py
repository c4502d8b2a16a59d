"""`/admin/readings`: who read whose personal data, newest first."""

from flask import Response

from backend.accounts.caller import Caller
from backend.board.admin.frame import OVERSEERS, admin_page, beginning, further
from backend.board.forms import asked
from backend.board.web import Pages, visitor
from backend.cursors import read_cursor
from backend.reading import present, services
from shared.schemas.readings import ReadingQuerySchema

pages = Pages("admin_readings", __name__)

SHOWN = 50


@pages.get("/admin/readings")
@visitor(*OVERSEERS)
def see(who: Caller) -> Response:
    """All of it, that of one ticket, or of one reader."""
    filters = asked(ReadingQuerySchema)
    query = filters.load()
    rows = []
    if query is not None:
        cursor = read_cursor(query.get("cursor"), (int,))
        before = cursor[0] if cursor else None
        rows = services.readings(who, query.get("ticket"), query.get("person"), before, SHOWN + 1)
    shown = [present.reading(row) for row in rows[:SHOWN]]
    more = further([rows[SHOWN - 1].seq]) if len(rows) > SHOWN else ""
    return admin_page(
        who, "readings.html", status=filters.status, filters=filters, items=shown, next=more, first=beginning()
    )
