"""`/admin/deliveries`: what went to teams, with request, answer and times; what was given up, sent again."""

from typing import Any

import orjson
from flask import Response

from backend.accounts.caller import Caller
from backend.board.admin import words
from backend.board.admin.frame import KEEPERS, admin_page, beginning, further
from backend.board.forms import Form, asked, blank, sent
from backend.board.web import Pages, go, part, said, visitor
from backend.cursors import read_cursor
from backend.forwarding import services as forwarding
from backend.forwarding.shown import body_for
from backend.teams import services as teams
from shared.schemas.base import EmptySchema
from shared.schemas.teams import DeliveryQuerySchema, RedeliverDeadSchema

pages = Pages("admin_deliveries", __name__)

SHOWN = 50
_FILTERS = ("team", "endpoint_id", "status", "ticket_id")


@pages.get("/admin/deliveries")
@visitor(*KEEPERS)
def find(who: Caller) -> Response:
    """All in scope, or those that fit."""
    return _all(who, asked(DeliveryQuerySchema), blank(RedeliverDeadSchema))


@pages.post("/admin/deliveries/again")
@visitor(*KEEPERS)
def again(who: Caller) -> Response:
    """Sends everything in scope that was given up again, 500 at a time."""
    form = sent(RedeliverDeadSchema)
    if not form.act(lambda data: list(forwarding.redeliver_dead(who, data.get("team"), data.get("endpoint_id")))):
        return _all(who, asked(DeliveryQuerySchema), form)
    count, remaining = form.result
    said("Sent again: {count}. Left for another press: {remaining}.", count=count, remaining=remaining)
    return go("/admin/deliveries")


@pages.get("/admin/deliveries/<id:delivery_id>")
@visitor(*KEEPERS)
def one(who: Caller, delivery_id: str) -> Response:
    """One, with everything that went and came back."""
    return _one(who, delivery_id, blank(EmptySchema))


@pages.get("/admin/deliveries/<id:delivery_id>/state")
@visitor(*KEEPERS)
def state(who: Caller, delivery_id: str) -> Response:
    """The part of it that changes while it is being sent."""
    return part("admin/_delivery.html", **_shown(who, delivery_id))


@pages.post("/admin/deliveries/<id:delivery_id>/again")
@visitor(*KEEPERS)
def redeliver(who: Caller, delivery_id: str) -> Response:
    """Sends it again, under the same event id."""
    form = sent(EmptySchema)
    if not form.act(lambda _: {"id": forwarding.redeliver(who, delivery_id)[0].id}):
        return _one(who, delivery_id, form)
    said("It is on its way again; this page shows what comes back.")
    return go(f"/admin/deliveries/{form.result['id']}")


def _all(who: Caller, filters: Form, form: Form) -> Response:
    query = filters.load()
    rows = []
    if query is not None:
        cursor = read_cursor(query.get("cursor"), (int,))
        wanted = {name: query.get(name) for name in _FILTERS}
        rows = forwarding.list_deliveries(who, **wanted, before=cursor[0] if cursor else None, limit=SHOWN + 1)
    shown = [(delivery, event, forwarding.url_of(delivery)) for delivery, event in rows[:SHOWN]]
    more = further([shown[-1][0].seq]) if len(rows) > SHOWN else ""
    backlogs = forwarding.backlogs().items()
    dead = {slug: one["dead_letters"] for slug, one in backlogs if teams.oversees(who) or slug in who.teams}
    names = sorted((slug, name) for slug, name in teams.names().items() if slug in dead)
    lists = {"team_names": names, "dead": {slug: number for slug, number in dead.items() if number}}
    status = max(filters.status, form.status)
    return admin_page(
        who,
        "deliveries.html",
        status=status,
        filters=filters,
        form=form,
        rows=shown,
        next=more,
        first=beginning(),
        **lists,
    )


def _one(who: Caller, delivery_id: str, form: Form) -> Response:
    return admin_page(who, "delivery.html", status=form.status, form=form, **_shown(who, delivery_id))


def _shown(who: Caller, delivery_id: str) -> dict[str, Any]:
    delivery, event = forwarding.find_delivery(who, delivery_id)
    whole, log = forwarding.reads_content(who, event), forwarding.attempts(delivery)
    shown = {"delivery": delivery, "event": event, "url": forwarding.url_of(delivery), "words": words}
    text = orjson.dumps(body_for(who, event), option=orjson.OPT_INDENT_2).decode()
    return {**shown, "body": text, "whole": whole, "log": log}
