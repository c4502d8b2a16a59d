"""`/desk/bulk`: one change of the tickets that were ticked in the queue, each told what became of it."""

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import orjson
from flask import Response, g, request

from backend import db, idempotency
from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.desk import queries, words
from backend.board.desk.blueprint import pages
from backend.board.desk.queue import A_PAGE, choices
from backend.board.forms import Form
from backend.board.shown import say
from backend.board.web import go, page, said, visitor
from backend.clock import now
from backend.i18n import reader_language
from backend.teams import services as teams
from backend.tickets import present, scope, services
from backend.tickets.bulk import told
from backend.tickets.services.bulk import AT_ONCE, Asked
from shared.lifecycle import Action
from shared.schemas.tickets import PatchTicketSchema
from shared.vocabulary import Role, Status

_FIELDS = ("status", "status_reason", "assignee", "priority", "team", "message")
_LEADS_TO = {
    Action.TAKE_UP: Status.IN_PROGRESS,
    Action.RESUME: Status.IN_PROGRESS,
    Action.REOPEN: Status.IN_PROGRESS,
    Action.ASK: Status.PENDING,
    Action.HOLD: Status.HELD,
    Action.RESOLVE: Status.RESOLVED,
    Action.REJECT: Status.REJECTED,
}
_MOST, _NOBODY = A_PAGE, "none"


@pages.get("/desk/bulk")
@visitor(Role.SOLVER, Role.MANAGER)
def bulk(who: Caller) -> Response:
    """The tickets that were ticked, and what can be changed of all of them."""
    ids = [queries.an_id(one) for one in request.args.getlist("ids")[:_MOST]]
    if not ids:
        said("Tick the tickets first that you want to change.")
        return go(queries.carried(who, request.args.get("queue", "")).address())
    return _form(who, forms.blank(_schema(), {"message": {"visibility": "public"}}), ids, request.args.get("queue", ""))


@pages.post("/desk/bulk")
@visitor(Role.SOLVER, Role.MANAGER)
def change_all(who: Caller) -> Response:
    """Changes each as its own page would, none half; where somebody else was first, that one is left alone."""
    pairs = [text.partition(" ") for text in request.form.getlist("_ticket")][:_MOST]
    etags = {queries.an_id(ticket_id): etag for ticket_id, _, etag in pairs}
    queue, form = request.form.get("_queue", ""), forms.sent(_schema())
    if not form.value("message/body").strip():
        form.typed.pop("message/visibility", None)
    change = form.load()
    if change is not None and not set(change):
        form.wrong("", "Choose what is to change.")
        change = None
    if change is None or not etags:
        return _form(who, form, list(etags), queue, etags)
    if change.get("assignee") == _NOBODY:
        change["assignee"] = None
    db.session.rollback()
    results = _in_parts(who, Asked(list(etags), change, etags, now()), form)
    return page(
        "desk/bulk_done.html",
        done=[one for one in results if "problem" not in one],
        refused=[one for one in results if "problem" in one],
        references={row.id: row.reference for row in services.by_ids(who, list(etags))},
        back=f"/desk?{queue}" if queue else "/desk",
        queue=queue,
    )


def _in_parts(who: Caller, asked: Asked, form: Form) -> list[dict[str, Any]]:
    """As `POST /tickets/bulk`: some in a transaction, each part once for the form."""
    ids, language, results = list(asked.ids), reader_language(), list[dict[str, Any]]()
    typed = sorted(pair for pair in form.typed.lists() if not pair[0].startswith("_"))
    digest = hashlib.sha256(repr((ids, typed)).encode()).hexdigest()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]

        def part(some: list[str] = some) -> idempotency.Kept:
            done = [told(outcome, language) for outcome in services.amend_each(who, asked, some)]
            return 200, {}, orjson.dumps(done), None

        scope_of_key = f"{g.caller.scope} POST /desk/bulk {start}+{AT_ONCE}"
        once = partial(idempotency.once, scope_of_key, form.key, digest, part)
        results += orjson.loads(db.write(once)[2])
    return results


def _schema() -> PatchTicketSchema:
    return PatchTicketSchema(only=_FIELDS)


def _form(who: Caller, form: Form, ids: list[str], queue: str, read: Mapping[str, str] | None = None) -> Response:
    """`read` is as which ETags they were ticked: a form that comes back knows of no change that was made since."""
    found = {row.id: row for row in services.by_ids(who, ids) if scope.works_on(who, row)}
    rows = [found[one] for one in ids if one in found]
    read = read or {row.id: present.changed(row)["etag"] for row in rows}
    shown = [{**present.ticket(row, who, in_list=True), "etag": read[row.id]} for row in rows]
    allowed = set.intersection(*(set(one["allowed"]) for one in shown)) if shown else set[str]()
    can_become = dict.fromkeys(str(to) for action, to in _LEADS_TO.items() if action in allowed)
    return page(
        "desk/bulk.html",
        status=form.status,
        form=form,
        tickets=shown,
        queue=queue,
        can_become=list(can_become),
        reasons=[(reason, say(name)) for reason, name in words.REASONS.items()],
        nobody=_NOBODY,
        back=f"/desk?{queue}" if queue else "/desk",
        all_teams=list(teams.names().items()),
        **choices(who),
    )
