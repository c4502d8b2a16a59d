"""Which team a ticket goes to, and why."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from backend import db
from backend.areas import services as areas
from backend.teams.models import RoutingRule

FALLBACK = "general"
"""The team that gets what no rule sends elsewhere."""


@dataclass(frozen=True)
class Route:
    """The team chosen, and the rule that chose it as it was then; `rule` is None where the fallback did."""

    team: str
    rule: str | None = None
    service: str | None = None
    kind: str | None = None
    area: str | None = None
    position: int | None = None

    def reason(self) -> dict[str, Any]:
        """What is kept with the ticket (RoutingSchema)."""
        return {key: value for key, value in asdict(self).items() if key != "team"}


def route(service: str | None, kind: str, postcode: str | None) -> Route:
    """The team for a ticket: the first rule, by position, all of whose conditions fit; else `general`."""
    for rule in db.session.scalars(select(RoutingRule).order_by(RoutingRule.position, RoutingRule.id)):
        if _fits(rule, service, kind, postcode):
            return Route(rule.team_slug, rule.id, rule.service, rule.kind, rule.area, rule.position)
    return Route(FALLBACK)


def teams_of(services: list[str]) -> list[str]:
    """The teams that any of `services` is routed to, sorted; the fallback for those that no rule names."""
    rows = db.session.execute(
        select(RoutingRule.service, RoutingRule.team_slug).where(RoutingRule.service.in_(services))
    )
    routed = {(row.service, row.team_slug) for row in rows}
    unrouted = set(services) - {service for service, _ in routed}
    return sorted({team for _, team in routed} | ({FALLBACK} if unrouted else set()))


def _fits(rule: RoutingRule, service: str | None, kind: str, postcode: str | None) -> bool:
    if rule.service is not None and rule.service != service:
        return False
    if rule.kind is not None and rule.kind != kind:
        return False
    return rule.area is None or (postcode is not None and areas.covers(rule.area, postcode))
