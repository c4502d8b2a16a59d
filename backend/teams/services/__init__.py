"""Teams and what they look after: the services there are, routing a ticket, members, and where a team receives."""

from backend.teams.services.endpoints import (
    active_endpoints,
    add_endpoint,
    disable_endpoint,
    find_endpoint,
    list_endpoints,
    rotate_secret,
)
from backend.teams.services.members import check_member
from backend.teams.services.offered import check_service, expand, list_services
from backend.teams.services.permission import check_keeps
from backend.teams.services.routing import FALLBACK, Route, route, teams_of
from backend.teams.services.rules import add_rule
from backend.teams.services.teams import add_team, check_team, list_teams, names

__all__ = [
    "FALLBACK",
    "Route",
    "active_endpoints",
    "add_endpoint",
    "add_rule",
    "add_team",
    "check_keeps",
    "check_member",
    "check_service",
    "check_team",
    "disable_endpoint",
    "expand",
    "find_endpoint",
    "list_endpoints",
    "list_services",
    "list_teams",
    "names",
    "rotate_secret",
    "route",
    "teams_of",
]
