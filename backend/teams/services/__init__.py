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
from backend.teams.services.templates import (
    add_template,
    amend_template,
    find_template,
    list_templates,
    remove_template,
    template_called,
)

__all__ = [
    "FALLBACK",
    "Route",
    "active_endpoints",
    "add_endpoint",
    "add_rule",
    "add_team",
    "add_template",
    "amend_template",
    "check_keeps",
    "check_member",
    "check_service",
    "check_team",
    "disable_endpoint",
    "expand",
    "find_endpoint",
    "find_template",
    "list_endpoints",
    "list_services",
    "list_teams",
    "list_templates",
    "names",
    "remove_template",
    "rotate_secret",
    "route",
    "teams_of",
    "template_called",
]
