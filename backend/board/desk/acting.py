"""What the buttons of a ticket's page do: one act, once for its form, refused with the reason where it was typed."""

from typing import Any

from flask import Response, abort, request

from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.desk import acts, queries
from backend.board.desk.acts import Act
from backend.board.desk.blueprint import pages
from backend.board.desk.queue import beside, ticket_address
from backend.board.desk.ticket import again, reporters_language, worked_on
from backend.board.forms import Form
from backend.board.web import go, said, visitor
from backend.errors import DomainError, NotFound
from backend.reading import services as readings
from backend.teams import services as teams
from backend.tickets import services
from backend.tickets.models import Ticket
from shared.vocabulary import ReadingOf, Role

FILL, NEXT = "fill", "next"
"""Further buttons of a form: put the template's text in the field; and go on to the next ticket when it is done."""


@pages.post(
    "/desk/tickets/<id:ticket_id>/<any({names}):name>".format(
        names=", ".join(one.name for one in acts.ACTS if one.run is not None)
    )
)
@visitor(Role.SOLVER, Role.MANAGER)
def act(who: Caller, ticket_id: str, name: str) -> Response:
    """One act on a ticket; words go by `talking.py`."""
    row, one = worked_on(who, ticket_id), acts.find(name)
    if one is None or one.run is None:
        abort(404)
    run = one.run
    form = forms.sent(one.schema(), clears=one.clears)
    if form.action == FILL:
        fill(who, row, form, "message/")
        return again(who, ticket_id, one, form)
    asked = queries.carried(who, request.args.get("queue", ""))
    after = beside(who, asked, row) if form.action == NEXT else None
    after_id, version = after.id if after else None, form.version
    _without_empty_words(form)

    def effect(data: dict[str, Any]) -> dict[str, str]:
        changed = run(who, ticket_id, data, version)
        readings.record(who, ReadingOf.TICKET, {changed.id: changed.reference})
        return {"id": changed.id}

    if not form.act(effect, subject=ticket_id):
        return again(who, ticket_id, one, form)
    said(one.done)
    if form.action == NEXT:
        return go(ticket_address(after_id, asked) if after_id else asked.address())
    return go(ticket_address(ticket_id, asked) if _is_still_ours(who, ticket_id) else asked.address())


@pages.post("/desk/tickets/<id:ticket_id>/unlink")
@visitor(Role.SOLVER, Role.MANAGER)
def unlink(who: Caller, ticket_id: str) -> Response:
    """The ticket is related to that other one no more."""
    form, other = forms.sent(), queries.an_id(request.form.get("_other", ""))
    asked = queries.carried(who, request.args.get("queue", ""))

    def effect(_data: dict[str, Any]) -> dict[str, str]:
        return {"id": services.unlink(who, ticket_id, other).id}

    if not form.act(effect, subject=ticket_id):
        one = acts.find("link")
        return again(who, ticket_id, one, form) if one else go(ticket_address(ticket_id, asked))
    said("No longer linked.")
    return go(ticket_address(ticket_id, asked))


def fill(who: Caller, row: Ticket, form: Form, under: str = "") -> None:
    """Puts what the chosen template says for this ticket into the field, in the language of who passed it on."""
    slug = form.value(f"{under}template")
    chosen = next((one for one in teams.list_templates(who, row.team_slug) if one.slug == slug), None)
    if chosen is None:
        form.wrong(f"{under}template", "Choose one of your team's answers first.")
        return
    try:
        texts = services.preview(who, row.team_slug, chosen.id, row.id)["texts"]
    except DomainError as error:
        form.refuse(error)
        return
    form.typed[f"{under}body"] = texts[reporters_language(row)]
    form.typed[f"{under}template"] = ""


def _without_empty_words(form: Form) -> None:
    """Who is meant to read a message says nothing where there is none."""
    if not form.value("message/body").strip():
        form.typed.pop("message/visibility", None)


def _is_still_ours(who: Caller, ticket_id: str) -> bool:
    try:
        worked_on(who, ticket_id)
    except (NotFound, DomainError):
        return False
    return True


__all__ = ["Act", "act", "fill", "unlink"]
