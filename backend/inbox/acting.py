"""Who acts where something comes back from a team's mailbox: a caller like any other, in that team alone."""

from sqlalchemy import func, select

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.teams.models import Endpoint, Team
from shared.vocabulary import Role


def mailbox(endpoint: Endpoint, name: str | None = None) -> Caller:
    """Whoever sits behind the mailbox: `name` where they gave one, else the team's."""
    team = db.session.get_one(Team, endpoint.team_slug)
    return Caller(endpoint.id, name or team.name, team.language, None, frozenset({team.slug}), endpoint_id=endpoint.id)


def sender(endpoint: Endpoint, address: str, name: str | None) -> Caller | None:
    """Who wrote from `address`: a member of the endpoint's team by name, or its mailbox; None for anybody else."""
    wanted = address.strip().lower()
    person = db.session.scalar(select(Person).where(func.lower(Person.email) == wanted, Person.active))
    teams = frozenset(team.slug for team in person.teams) if person else frozenset()
    if person is not None and endpoint.team_slug in teams:
        return Caller(
            person.id, person.name, person.language, Role(person.role), teams, endpoint_id=_own(endpoint, wanted)
        )
    return mailbox(endpoint, name) if wanted == (endpoint.email or "").lower() else None


def _own(endpoint: Endpoint, address: str) -> str | None:
    """A shared mailbox is told what one of its people wrote from their own address; their own mailbox is not."""
    return endpoint.id if (endpoint.email or "").lower() == address else None
