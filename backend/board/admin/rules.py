"""`/admin/teams/{slug}/rules`: which tickets come to the team."""

from typing import Any

from flask import Response

from backend.accounts.caller import Caller
from backend.board.admin import words
from backend.board.admin.frame import KEEPERS
from backend.board.admin.teams import team_page
from backend.board.admin.trying import tried
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.etags import etag_of
from backend.teams import present
from backend.teams import services as teams
from shared.schemas.base import EmptySchema
from shared.schemas.rules import NewRuleSchema, PatchRuleSchema

pages = Pages("admin_rules", __name__)

_CLEARS = ("service", "kind", "area")


@pages.get("/admin/teams/<id:slug>/rules")
@visitor(*KEEPERS)
def see(who: Caller, slug: str) -> Response:
    """The rules that lead here, in the order in which they are looked at."""
    return _all(who, slug, blank(NewRuleSchema, {"position": 100}))


@pages.post("/admin/teams/<id:slug>/rules")
@visitor(*KEEPERS)
def add(who: Caller, slug: str) -> Response:
    """Adds a rule."""
    form = sent(NewRuleSchema)
    if not form.act(lambda data: {"id": teams.keep_rule(who, slug, data).id}):
        return _all(who, slug, form)
    said("The rule is added: what comes in from now on goes by it.")
    return go(f"/admin/teams/{slug}/rules")


@pages.get("/admin/teams/<id:slug>/rules/<id:rule_id>")
@visitor(*KEEPERS)
def one(who: Caller, slug: str, rule_id: str) -> Response:
    """One rule, to be changed."""
    now = present.rule(teams.find_rule(who, slug, rule_id))
    return _one(who, slug, rule_id, blank(PatchRuleSchema, _values(now), version=etag_of(now)))


@pages.post("/admin/teams/<id:slug>/rules/<id:rule_id>")
@visitor(*KEEPERS)
def amend(who: Caller, slug: str, rule_id: str) -> Response:
    """Changes it."""
    form = sent(PatchRuleSchema, clears=_CLEARS)
    if form.change(lambda data, version: teams.amend_rule(who, slug, rule_id, data, version).id):
        said("It is saved, and holds from now on.")
        return go(f"/admin/teams/{slug}/rules")
    if form.late:
        now = present.rule(teams.find_rule(who, slug, rule_id))
        form.beside(_values(now), etag_of(now))
    return _one(who, slug, rule_id, form)


@pages.post("/admin/teams/<id:slug>/rules/<id:rule_id>/remove")
@visitor(*KEEPERS)
def remove(who: Caller, slug: str, rule_id: str) -> Response:
    """Removes it; what it routed stays where it is."""
    form = sent(EmptySchema)
    if not form.act(lambda _: teams.remove_rule(who, slug, rule_id)):
        return _one(who, slug, rule_id, form)
    said("The rule is gone. Tickets that it routed stay where they are.")
    return go(f"/admin/teams/{slug}/rules")


def _all(who: Caller, slug: str, form: Form) -> Response:
    rules = [present.rule(rule) for rule in teams.list_rules(who, slug)]
    shown = {"rules": rules, "form": form, "service_names": words.services(), **tried(who)}
    return team_page(who, slug, "rules.html", status=form.status, tab="rules", **shown)


def _one(who: Caller, slug: str, rule_id: str, form: Form) -> Response:
    shown = {"rule_id": rule_id, "form": form, "service_names": words.services()}
    return team_page(who, slug, "rule.html", status=form.status, tab="rules", **shown)


def _values(rule: dict[str, Any]) -> dict[str, Any]:
    return {name: rule[name] for name in ("service", "kind", "area", "position")}
