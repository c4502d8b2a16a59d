"""The rules that send tickets to a team."""

from backend import db
from backend.areas import services as areas
from backend.errors import Invalid
from backend.ids import new_id
from backend.teams.models import RoutingRule
from backend.teams.services.offered import check_service
from backend.teams.services.teams import check_team
from shared.vocabulary import Kind


def add_rule(
    team: str, *, service: str | None = None, kind: str | None = None, area: str | None = None, position: int = 100
) -> RoutingRule:
    """A new routing rule; raises Invalid where something it names does not exist."""
    check_team(team)
    check_service(service)
    if kind is not None and kind not in list(Kind):
        raise Invalid("Must be one of: {choices}.", choices=", ".join(Kind), pointer="/kind")
    area = areas.normalise(area, "/area") if area else None
    rule = RoutingRule(id=new_id(), position=position, service=service, kind=kind, area=area, team_slug=team)
    db.session.add(rule)
    db.session.flush()
    return rule
