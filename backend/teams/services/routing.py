"""Which team a ticket goes to, and why."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import bindparam, or_, select

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
# Columns, not objects: every ticket that comes in looks at them.
_COLUMNS = ("team_slug", "id", "service", "kind", "area", "position")
_ALL = select(*(getattr(RoutingRule, name).label(name) for name in _COLUMNS)).order_by(*IN_TURN)
# What another service's or kind's rule says is not even read: this is asked while others wait to write.
_THAT_MAY_FIT = _ALL.where(
    or_(RoutingRule.service.is_(None), RoutingRule.service == bindparam("of_service")),
    or_(RoutingRule.kind.is_(None), RoutingRule.kind == bindparam("of_kind")),
)


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
    """A rule that was looked at: where it would lead, the first condition that does not fit, and why."""

    leads: Route
    unfit: str
    why: Message


def route(service: str | None, kind: str, postcode: str | None) -> Route:
    """The team for a ticket: the first rule, by position, all of whose conditions fit; else `general`."""
    looked = _in_turn(service, kind, postcode, may_fit=True)
    return next((leads for leads, unfit in looked if unfit is None), Route(FALLBACK))


def try_route(who: Keeper, service: str | None, kind: str, postcode: str | None) -> tuple[Route, list[Considered]]:
    """Where such a ticket would go now, and the rules looked at before that one; makes no ticket.

    For who works in a team, manages or administers. Raises Forbidden, Invalid.
    """
    if who is not None and who.is_person and not who.teams and not oversees(who):
        raise Forbidden("Only teams, managers and admins see the rules.")
    check_service(service)
    code = _postcode(postcode)
    before: list[Considered] = []
    for leads, unfit in _in_turn(service, kind, code):
        if unfit is None:
            return leads, before
        before.append(Considered(leads, unfit, _why(leads, unfit, service, kind, code)))
    return Route(FALLBACK), before


def teams_of(services: list[str]) -> list[str]:
    """The teams that any of `services` is routed to, sorted; the fallback for those that no rule names."""
    rows = db.session.execute(
        select(RoutingRule.service, RoutingRule.team_slug).where(RoutingRule.service.in_(services))
    )
    routed = {(row.service, row.team_slug) for row in rows}
    unrouted = set(services) - {service for service, _ in routed}
    return sorted({team for _, team in routed} | ({FALLBACK} if unrouted else set()))


def _in_turn(
    service: str | None, kind: str, postcode: str | None, *, may_fit: bool = False
) -> Iterator[tuple[Route, str | None]]:
    """The rules in their turn, each with the first condition that does not fit; whoever asks stops where all do.

    `may_fit` leaves out those of other services and kinds.
    """
    covers = areas.covering(postcode) if postcode is not None else None
    wanted = {"of_service": service, "of_kind": kind}
    for row in db.execute(_THAT_MAY_FIT, wanted) if may_fit else db.execute(_ALL):
        leads = Route(*row)
        yield leads, _unfit(leads, service, kind, covers)


def _unfit(rule: Route, service: str | None, kind: str, covers: Callable[[str], bool] | None) -> str | None:
    if rule.service is not None and rule.service != service:
        return "service"
    if rule.kind is not None and rule.kind != kind:
        return "kind"
    return None if rule.area is None or (covers is not None and covers(rule.area)) else "area"


def _why(rule: Route, unfit: str, service: str | None, kind: str, postcode: str | None) -> Message:
    if unfit == "service" and service is None:
        return Message("It is for {wanted}, and no service was given.", wanted=rule.service)
    if unfit == "service":
        return Message("It is for {wanted}, not {given}.", wanted=rule.service, given=service)
    if unfit == "kind":
        return Message("It is for {wanted}, not {given}.", wanted=rule.kind, given=kind)
    if postcode is None:
        return Message("It is for {area}, and no postcode was given.", area=rule.area)
    return Message("{postcode} does not lie in {area}.", postcode=postcode, area=rule.area)


def _postcode(text: str | None) -> str | None:
    try:
        return normalise(text, config().country) if text else None
    except NotAPostcode as error:
        raise Invalid(error.message, pointer="/postcode") from None
