"""Who keeps what belongs to a team."""

from backend import db
from backend.accounts.caller import Caller
from backend.errors import NotFound
from backend.teams.models import Team
from shared.vocabulary import Role


def check_keeps(caller: Caller, team: str) -> None:
    """The team's own, managers and admins keep its endpoints; to others the team does not exist."""
    may = team in caller.teams or caller.role in (Role.MANAGER, Role.ADMIN)
    if not may or db.session.get(Team, team) is None:
        raise NotFound
