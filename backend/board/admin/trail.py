"""`/admin/changes`: who changed what, newest first."""

from flask import Response

from backend import audit_trail
from backend.accounts.caller import Caller
from backend.board.admin.frame import KEEPERS, admin_page, beginning, further
from backend.board.forms import asked
from backend.board.web import Pages, visitor
from backend.cursors import read_cursor
from backend.teams import services as teams
from shared.schemas.audit import AuditQuerySchema

pages = Pages("admin_trail", __name__)

SHOWN = 50


@pages.get("/admin/changes")
@visitor(*KEEPERS)
def see(who: Caller) -> Response:
    """All in scope, or those of one team, thing or person."""
    filters = asked(AuditQuerySchema)
    query = filters.load()
    rows = []
    if query is not None:
        cursor = read_cursor(query.get("cursor"), (int,))
        rows = audit_trail.trail(who, query, cursor[0] if cursor else None, SHOWN + 1)
    shown = [audit_trail.present(row) for row in rows[:SHOWN]]
    more = further([rows[SHOWN - 1].seq]) if len(rows) > SHOWN else ""
    names = teams.names()
    own = sorted((slug, name) for slug, name in names.items() if teams.oversees(who) or slug in who.teams)
    lists = {"team_names": own, "names": names}
    return admin_page(
        who, "changes.html", status=filters.status, filters=filters, items=shown, next=more, first=beginning(), **lists
    )
