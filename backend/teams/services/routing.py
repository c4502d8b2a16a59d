"""Which team a ticket goes to, and why."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from backend import db
from backend.areas import services as areas
from backend.config import config
from backend.errors import Forbidden, Invalid
from backend.teams.models import RoutingRule
from backend.teams.services.offered import check_service
from backend.teams.services.permission import Keeper, oversees
from shared.messages import Message
from shared.postcodes import NotAPostcode, normalise

FALLBACK = "general"
"""The team that gets what no rule sends elsewhere."""
IN_TURN = (
    RoutingRule.position,
    RoutingRule.area.is_(None),
    RoutingRule.service.is_(None),
    RoutingRule.kind.is_(None),
    RoutingRule.id,
)
"""The order in which rules are looked at: by position, and at the same one those that say more of a ticket first."""


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


@dataclass(frozen=True)
class Considered:
    """A rule as it was looked at: where it would lead, and which condition did not fit (None: all did), and why."""

    leads: Route
    unfit: str | None
    why: Message | None


def route(service: str | None, kind: str, postcode: str | None) -> Route:
    """The team for a ticket: the first rule, by position, all of whose conditions fit; else `general`."""
    return next((one.leads for one in _consider(service, kind, postcode) if one.unfit is None), Route(FALLBACK))


def try_route(who: Keeper, service: str | None, kind: str, postcode: str | None) -> tuple[Route, list[Considered]]:
    """Where such a ticket would go now, and the rules looked at before that one; makes no ticket.

    For who works in a team, manages or administers. Raises Forbidden, Invalid.
    """
    if who is not None and who.is_person and not who.teams and not oversees(who):
        raise Forbidden("Only teams, managers and admins see the rules.")
    check_service(service)
    code = _postcode(postcode)
    before: list[Considered] = []
    for one in _consider(service, kind, code):
        if one.unfit is None:
            return one.leads, before
        before.append(one)
    return Route(FALLBACK), before


def teams_of(services: list[str]) -> list[str]:
    """The teams that any of `services` is routed to, sorted; the fallback for those that no rule names."""
    rows = db.session.execute(
        select(RoutingRule.service, RoutingRule.team_slug).where(RoutingRule.service.in_(services))
    )
    routed = {(row.service, row.team_slug) for row in rows}
    unrouted = set(services) - {service for service, _ in routed}
    return sorted({team for _, team in routed} | ({FALLBACK} if unrouted else set()))


def _consider(service: str | None, kind: str, postcode: str | None) -> Iterator[Considered]:
    """Every rule in its turn; whoever asks stops at the first that fits."""
    # Columns, not objects: every ticket that comes in looks at them.
    columns = (RoutingRule.team_slug, RoutingRule.id, RoutingRule.service, RoutingRule.kind, RoutingRule.area)
    query = select(*columns, RoutingRule.position).order_by(*IN_TURN)
    for row in db.session.execute(query):
        leads = Route(*row)
        why = _why_not(leads, service, kind, postcode)
        yield Considered(leads, *(why or (None, None)))


def _why_not(rule: Route, service: str | None, kind: str, postcode: str | None) -> tuple[str, Message] | None:
    """The first condition that does not fit, and why; None where all do."""
    if rule.service is not None and rule.service != service:
        return "service", Message("It is for {wanted}, not {given}.", wanted=rule.service, given=service or "-")
    if rule.kind is not None and rule.kind != kind:
        return "kind", Message("It is for {wanted}, not {given}.", wanted=rule.kind, given=kind)
    if rule.area is None or (postcode is not None and areas.covers(rule.area, postcode)):
        return None
    if postcode is None:
        return "area", Message("It is for {area}, and no postcode was given.", area=rule.area)
    return "area", Message("{postcode} does not lie in {area}.", postcode=postcode, area=rule.area)


def _postcode(text: str | None) -> str | None:
    try:
        return normalise(text, config().country) if text else None
    except NotAPostcode as error:
        raise Invalid(error.message, pointer="/postcode") from None
