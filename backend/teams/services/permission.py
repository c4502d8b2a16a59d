"""Who keeps what belongs to a team."""

from backend import db
from backend.accounts.caller import Caller
from backend.errors import Forbidden, NotFound
from backend.teams.models import Team
from shared.vocabulary import Role

Keeper = Caller | None
"""Who acts; None is the command line: whoever has the machine's shell."""


def check_keeps(who: Keeper, team: str) -> None:
    """The team's own, managers and admins keep what is its; to others the team does not exist. Raises NotFound."""
    may = who is None or team in who.teams or oversees(who)
    if not may or db.session.get(Team, team) is None:
        raise NotFound


def check_runs(who: Keeper, team: str) -> None:
    """The same, for people only: who is in a team, and which programs act for it. Raises NotFound, Forbidden."""
    check_keeps(who, team)
    if who is not None and not who.is_person:
        raise Forbidden("Only a person can do this, not a team's program.")


def oversees(who: Keeper) -> bool:
    """Managers, admins and the command line look after every team."""
    return who is None or who.role in (Role.MANAGER, Role.ADMIN)
