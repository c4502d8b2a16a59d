"""A team's routes, a module for each thing that it keeps."""

from backend.teams.routes import endpoints, keys, members, rules, services, teams, templates
from backend.teams.routes.blueprint import blueprint

__all__ = ["blueprint", "endpoints", "keys", "members", "rules", "services", "teams", "templates"]
