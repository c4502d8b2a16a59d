"""`/admin`: the parts of the settings, and what in them asks for somebody."""

from flask import Response

from backend import findings
from backend.accounts.caller import Caller
from backend.board.admin.frame import KEEPERS, OVERSEERS, admin_page
from backend.board.web import Pages, belongs, visitor
from backend.forwarding import services as forwarding
from backend.inbox import services as inbox
from shared.vocabulary import Role

pages = Pages("admin_start", __name__)


@pages.get("/admin")
@visitor(*KEEPERS)
def start(who: Caller) -> Response:
    """The first page."""
    return admin_page(who, "start.html", waiting=_waiting(who))


@pages.get("/admin/checks")
@visitor(Role.ADMIN)
def checks(who: Caller) -> Response:
    """What is missing before going live, and where to see to it."""
    return admin_page(who, "checks.html", found=findings.found(who))


def _waiting(who: Caller) -> dict[str, int]:
    """How much in a part asks for somebody."""
    oversees = belongs(who, OVERSEERS)
    backlogs = forwarding.backlogs().items()
    dead = sum(one["dead_letters"] for slug, one in backlogs if oversees or slug in who.teams)
    found = {"deliveries": dead}
    if oversees:
        found["inbox"] = inbox.counts()["kept"]
    return found
