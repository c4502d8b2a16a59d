"""`/routing/...` and `/teams/{slug}/rules`: which tickets go to which team."""

from typing import Any

from flask import Response, request

from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import JSON, Answer, act, answer, change, idempotency_key
from backend.i18n import say
from backend.teams import present, services
from backend.teams.models import RoutingRule
from backend.teams.routes.blueprint import blueprint
from shared.schemas.base import EmptySchema
from shared.schemas.rules import (
    NewRuleSchema,
    PatchRuleSchema,
    RuleListSchema,
    RuleQuerySchema,
    RuleSchema,
    TriedRouteSchema,
    TryRouteSchema,
)


@blueprint.get("/routing/rules")
@signed_in
@blueprint.arguments(RuleQuerySchema, location="query")
@blueprint.response(200, RuleListSchema)
def get_rules(who: Caller, query: JSON) -> Response:
    """The rules in the order in which they are looked at: all for managers and admins, a team its own."""
    return answer({"items": [present.rule(rule) for rule in services.list_rules(who, query.get("team"))]})


@blueprint.post("/routing/try")
@signed_in
@blueprint.arguments(TryRouteSchema)
@blueprint.response(200, TriedRouteSchema)
def try_route(who: Caller, data: JSON) -> Response:
    """To which team such a ticket would go now, and why; no ticket is made."""
    # Asked for as at every POST; but nothing happens that could happen twice, so nothing is kept.
    idempotency_key()
    route, before = services.try_route(who, data["service"], data["kind"], data["postcode"])
    looked = [{**present.leads(one.leads), "unfit": one.unfit, "why": say(one.why)} for one in before]
    chosen = present.leads(route) if route.rule else None
    name = services.names().get(route.team, route.team)
    return answer({"team": route.team, "team_name": name, "rule": chosen, "looked_at": looked})


@blueprint.post("/teams/<id:slug>/rules")
@signed_in
@blueprint.arguments(NewRuleSchema)
@blueprint.response(201, RuleSchema)
def add_rule(who: Caller, data: JSON, slug: str) -> Response:
    """Add a rule that leads to the team."""
    return act(lambda: _shown(services.keep_rule(who, slug, data), 201))


@blueprint.get("/teams/<id:slug>/rules/<id:rule_id>")
@signed_in
@blueprint.response(200, RuleSchema)
def get_rule(who: Caller, slug: str, rule_id: str) -> Response:
    """One rule that leads to the team."""
    shown: dict[str, Any] = present.rule(services.find_rule(who, slug, rule_id))
    return answer(shown, etag=etag_of(shown))


@blueprint.patch("/teams/<id:slug>/rules/<id:rule_id>")
@signed_in
@blueprint.arguments(PatchRuleSchema)
@blueprint.response(200, RuleSchema)
def amend_rule(who: Caller, data: JSON, slug: str, rule_id: str) -> Response:
    """Change a rule; tickets that it routed stay where they are."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(services.amend_rule(who, slug, rule_id, data, match)))


@blueprint.delete("/teams/<id:slug>/rules/<id:rule_id>")
@signed_in
@blueprint.response(200, EmptySchema)
def remove_rule(who: Caller, slug: str, rule_id: str) -> Response:
    """Remove a rule."""

    def remove() -> Answer:
        services.remove_rule(who, slug, rule_id)
        return Answer({})

    return change(remove)


def _shown(rule: RoutingRule, status: int = 200) -> Answer:
    shown = present.rule(rule)
    return Answer(shown, status, etag=etag_of(shown))
