"""Trying where a ticket would go: a piece of the pages of teams and of rules."""

from typing import Any

from flask import request

from backend.accounts.caller import Caller
from backend.board.admin import words
from backend.board.forms import asked, blank
from backend.errors import DomainError
from backend.i18n import say
from backend.teams import services as teams
from shared.schemas.rules import TryRouteSchema

_ASKED = ("postcode", "service", "kind")


def tried(who: Caller) -> dict[str, Any]:
    """What `_try.html` shows: the form as it was sent with the address, and where such a ticket would go now."""
    shown: dict[str, Any] = {"attempt": blank(TryRouteSchema, {"kind": "problem"}), "route": None}
    shown["service_names"] = words.services()
    if not any(name in request.args for name in _ASKED):
        return shown
    form = shown["attempt"] = asked(TryRouteSchema)
    data = form.load()
    if data is None:
        return shown
    try:
        route, before = teams.try_route(who, data["service"], data["kind"], data["postcode"])
    except DomainError as error:
        form.refuse(error)
        return shown
    looked = [{"team": one.leads.team, "why": say(one.why)} for one in before]
    name = teams.names().get(route.team, route.team)
    return {**shown, "route": {"slug": route.team, "name": name, "rule": route.rule, "looked": looked, **_named(route)}}


def _named(route: Any) -> dict[str, Any]:
    """What the rule that fits says of a ticket."""
    return {"service": route.service, "kind": route.kind, "area": route.area}
