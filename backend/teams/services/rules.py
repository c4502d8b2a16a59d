"""The rules that send tickets to a team: each team keeps those that lead to itself."""

from typing import Any

from sqlalchemy import select

from backend import audit, db
from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.errors import Forbidden, Invalid, NotFound
from backend.etags import check_match, etag_of
from backend.ids import new_id
from backend.teams import present
from backend.teams.models import RoutingRule
from backend.teams.services.offered import check_service
from backend.teams.services.permission import Keeper, check_keeps, oversees
from backend.teams.services.routing import IN_TURN
from backend.teams.services.teams import check_team
from shared.vocabulary import Kind

USUAL_POSITION = 100
MOST = 1000
"""Rules of one team: each ticket that comes in looks at them."""


def list_rules(who: Caller, team: str | None = None) -> list[RoutingRule]:
    """The rules in the order in which they are looked at: all for managers and admins, a team its own.

    Raises NotFound for another's team, Forbidden for who has none.
    """
    if team is not None:
        check_keeps(who, team)
    elif not oversees(who) and not who.teams:
        raise Forbidden("Only teams, managers and admins see the rules.")
    return [rule for rule in rules_of(team) if oversees(who) or rule.team_slug in who.teams]


def rules_of(team: str | None = None) -> list[RoutingRule]:
    """The rules that lead to a team (None: to any), in the order in which they are looked at."""
    rows = select(RoutingRule).order_by(*IN_TURN)
    return list(db.session.scalars(rows.where(RoutingRule.team_slug == team) if team is not None else rows))


def find_rule(who: Keeper, team: str, rule_id: str, *, to_write: bool = False) -> RoutingRule:
    """A rule that leads to the team, locked where it is to be written; raises NotFound."""
    check_keeps(who, team)
    query = select(RoutingRule).where(RoutingRule.id == rule_id, RoutingRule.team_slug == team)
    rule = db.session.scalar(query.with_for_update() if to_write else query)
    if rule is None:
        raise NotFound
    return rule


def keep_rule(who: Keeper, team: str, data: dict[str, Any]) -> RoutingRule:
    """A new rule that leads to the team (NewRuleSchema, loaded); raises NotFound, Invalid."""
    check_keeps(who, team)
    rule = add_rule(team, **data)
    audit.record(who, "rule.added", f"rule:{rule.id}", team=team, changes=audit.made(present.conditions(rule)))
    return rule


def amend_rule(who: Keeper, team: str, rule_id: str, data: dict[str, Any], match: str | None) -> RoutingRule:
    """Changes what `data` names; raises NotFound, PreconditionRequired, PreconditionFailed, Invalid."""
    rule = find_rule(who, team, rule_id, to_write=True)
    check_match(match, etag_of(present.rule(rule)))
    changes = audit.amend(rule, _checked(team, {**present.conditions(rule), **data}, rule))
    if changes:
        db.session.flush()
        audit.record(who, "rule.changed", f"rule:{rule.id}", team=team, changes=changes)
    return rule


def remove_rule(who: Keeper, team: str, rule_id: str) -> None:
    """The rule is gone; tickets that it routed stay where they are. Raises NotFound."""
    rule = find_rule(who, team, rule_id, to_write=True)
    told = {name: {"from": value} for name, value in present.conditions(rule).items() if value is not None}
    db.session.delete(rule)
    audit.record(who, "rule.removed", f"rule:{rule.id}", team=team, changes=told)


def add_rule(
    team: str,
    *,
    service: str | None = None,
    kind: str | None = None,
    area: str | None = None,
    position: int = USUAL_POSITION,
) -> RoutingRule:
    """A new routing rule, by whoever may; raises Invalid where something it names does not exist."""
    check_team(team)
    wanted = _checked(team, {"service": service, "kind": kind, "area": area, "position": position}, None)
    rule = RoutingRule(id=new_id(), team_slug=team, **wanted)
    db.session.add(rule)
    db.session.flush()
    return rule


def _checked(team: str, wanted: dict[str, Any], rule: RoutingRule | None) -> dict[str, Any]:
    """The conditions in the spelling that is kept; raises Invalid."""
    check_service(wanted["service"])
    kind = wanted["kind"]
    if kind is not None and kind not in list(Kind):
        raise Invalid("Must be one of: {choices}.", choices=", ".join(Kind), pointer="/kind")
    area = areas.normalise(wanted["area"], "/area") if wanted["area"] else None
    others = list(db.session.scalars(select(RoutingRule).where(RoutingRule.team_slug == team)))
    same = (wanted["service"], kind, area)
    if any(other is not rule and (other.service, other.kind, other.area) == same for other in others):
        raise Invalid("The team has such a rule already.")
    if rule is None and len(others) >= MOST:
        raise Invalid("A team has at most {most} rules; take larger areas.", most=MOST)
    return {**wanted, "area": area}
