"""Who works in a team."""

from sqlalchemy import func, select

from backend import audit, db
from backend.accounts import services as accounts
from backend.accounts.models import Person, membership
from backend.errors import Invalid, NotFound
from backend.teams.services.permission import Keeper, check_keeps, check_runs
from backend.teams.services.teams import check_team


def check_member(team: str, person_id: str) -> Person:
    """The active member of `team`; raises Invalid."""
    person = db.session.get(Person, person_id)
    if person is None or not person.active or team not in {t.slug for t in person.teams}:
        raise Invalid("The assignee is no member of the team.", pointer="/assignee")
    return person


def list_members(who: Keeper, team: str) -> list[Person]:
    """The team's members by name, those whose account is closed too; raises NotFound."""
    check_keeps(who, team)
    rows = select(Person).join(membership).where(membership.c.team_slug == team).order_by(Person.name, Person.id)
    return list(db.session.scalars(rows))


def member_counts() -> dict[str, int]:
    """How many members each team has, of those that have any."""
    rows = db.session.execute(select(membership.c.team_slug, func.count()).group_by(membership.c.team_slug))
    return {row[0]: row[1] for row in rows}


def add_member(who: Keeper, team: str, email: str) -> Person:
    """Makes the account of an e-mail address a member; raises NotFound, Forbidden, Invalid."""
    check_runs(who, team)
    person = accounts.find_person(email)
    if person is None or not person.active:
        raise Invalid("Nobody has an account with {email}.", email=email, pointer="/email")
    return _join(who, team, person)


def put_member(who: Keeper, team: str, person_id: str) -> Person:
    """Makes an account a member, once however often; raises NotFound, Forbidden."""
    check_runs(who, team)
    person = db.session.get(Person, person_id)
    if person is None or not person.active:
        raise NotFound
    return _join(who, team, person)


def remove_member(who: Keeper, team: str, person_id: str) -> Person:
    """Ends a membership, and with it the access to the team's tickets at once; raises NotFound, Forbidden.

    What the person had in hand is released by `tickets.release_all`, in the same transaction.
    """
    check_runs(who, team)
    person = db.session.get(Person, person_id)
    if person is None or not accounts.leave_team(person, check_team(team)):
        raise NotFound
    audit.record(who, "member.removed", f"person:{person.id}", team=team, changes={"name": {"from": person.name}})
    return person


def _join(who: Keeper, team: str, person: Person) -> Person:
    if accounts.join_team(person, check_team(team)):
        audit.record(who, "member.added", f"person:{person.id}", team=team, changes={"name": {"to": person.name}})
    db.session.flush()
    return person
