"""Where no team's rule reaches: what falls to `general`."""

from sqlalchemy import or_, select

from backend import db
from backend.areas import services as areas
from backend.teams.models import RoutingRule, Service
from shared.vocabulary import Kind


def falls_back() -> dict[str, list[str]]:
    """By service, the areas at which a problem with it is sent to `general` because no rule fits; few, not each code.

    Where every postcode has a rule, the service is not named.
    """
    fits = or_(RoutingRule.kind.is_(None), RoutingRule.kind == str(Kind.PROBLEM))
    rules = db.session.execute(select(RoutingRule.service, RoutingRule.area).where(fits)).all()
    found: dict[str, list[str]] = {}
    for service in db.session.scalars(select(Service.slug).order_by(Service.position, Service.slug)):
        reached = [rule.area for rule in rules if rule.service in (None, service)]
        if None not in reached:
            found[service] = areas.uncovered([area for area in reached if area])
    return {service: left for service, left in found.items() if left}
