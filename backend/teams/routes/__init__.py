"""A team's routes, a module for each thing that it keeps."""

from backend.teams.routes import endpoints, teams, templates
from backend.teams.routes.blueprint import blueprint

__all__ = ["blueprint", "endpoints", "teams", "templates"]
