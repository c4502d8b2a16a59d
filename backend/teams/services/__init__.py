"""Teams and what they look after: services, routing, members, keys, templates, and where a team receives."""

from backend.teams.services.coverage import falls_back
from backend.teams.services.endpoints import (
    REMOVED,
    active_endpoints,
    add_endpoint,
    disable_endpoint,
    enable_endpoint,
    find_endpoint,
    list_endpoints,
    rotate_secret,
)
from backend.teams.services.keys import add_key, list_keys, revoke_key
from backend.teams.services.members import add_member, check_member, list_members, put_member, remove_member
from backend.teams.services.offered import check_service, expand, list_services
from backend.teams.services.permission import Keeper, check_keeps, check_runs, oversees
from backend.teams.services.routing import FALLBACK, Route, route, teams_of, try_route
from backend.teams.services.rules import add_rule, amend_rule, find_rule, keep_rule, list_rules, remove_rule, rules_of
from backend.teams.services.teams import (
    add_team,
    all_teams,
    amend_team,
    check_team,
    find_team,
    list_teams,
    make_team,
    names,
    set_facts,
)
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
    "REMOVED",
    "Keeper",
    "Route",
    "active_endpoints",
    "add_endpoint",
    "add_key",
    "add_member",
    "add_rule",
    "add_team",
    "add_template",
    "all_teams",
    "amend_rule",
    "amend_team",
    "amend_template",
    "check_keeps",
    "check_member",
    "check_runs",
    "check_service",
    "check_team",
    "disable_endpoint",
    "enable_endpoint",
    "expand",
    "falls_back",
    "find_endpoint",
    "find_rule",
    "find_team",
    "find_template",
    "keep_rule",
    "list_endpoints",
    "list_keys",
    "list_members",
    "list_rules",
    "list_services",
    "list_teams",
    "list_templates",
    "make_team",
    "names",
    "oversees",
    "put_member",
    "remove_member",
    "remove_rule",
    "remove_template",
    "revoke_key",
    "rotate_secret",
    "route",
    "rules_of",
    "set_facts",
    "teams_of",
    "template_called",
    "try_route",
]
