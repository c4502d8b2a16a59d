"""`/admin/duty`: who hears first of what cannot wait."""

from flask import Response

from backend.accounts.caller import Caller
from backend.board.admin.frame import OVERSEERS, admin_page
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.duty import services as duty
from shared.schemas.duty import PutDutySchema

pages = Pages("admin_duty", __name__)

_ROOM = 2
"""Empty places on the list."""


@pages.get("/admin/duty")
@visitor(*OVERSEERS)
def see(who: Caller) -> Response:
    """The list, in order."""
    return _page(who)


@pages.post("/admin/duty")
@visitor(*OVERSEERS)
def put(who: Caller) -> Response:
    """Sets it, in place of what it was."""
    form = sent(PutDutySchema, clears=("people",))
    if form.change(lambda data, version: len(duty.change(who, data["people"], version)["people"])):
        number = form.result
        if number:
            said("It is saved. On the list, in order: {number}.", number=number)
        else:
            said("It is saved. Nobody is on the list, so all managers are told at once.")
        return go("/admin/duty")
    if form.late:
        now = duty.read(who)
        form.beside({"people": [one["name"] for one in now["people"]]}, duty.tag(now))
    return _page(who, form)


def _page(who: Caller, form: Form | None = None) -> Response:
    now = duty.read(who)
    form = form or blank(PutDutySchema, {"people": [one["id"] for one in now["people"]]}, version=duty.tag(now))
    places = min(len(now["managers"]), max(len(form.values("people")), 1) + _ROOM)
    minutes = now["next_person_after_seconds"] // 60
    shown = {"form": form, "managers": now["managers"], "places": places, "minutes": minutes}
    return admin_page(who, "duty.html", status=form.status, **shown)
