"""The end of an account: nothing opens it any more, and what refers to it stays."""

from sqlalchemy import delete, select, update

from backend import db
from backend.accounts import codes
from backend.accounts.models import Person, membership
from backend.errors import Conflict
from shared.vocabulary import Role


def deactivate(person: Person) -> list[str]:
    """Ends the account's access at once, and its memberships, whose teams are answered. Runs inside `db.write`."""
    slugs = list(db.session.scalars(select(membership.c.team_slug).where(membership.c.person_id == person.id)))
    db.session.execute(update(Person).where(Person.id == person.id).values(active=False, password_hash=None))
    db.session.execute(delete(membership).where(membership.c.person_id == person.id))
    db.session.expire(person)
    codes.end(person.id)
    codes.end_sessions([person.id])
    return sorted(slugs)


def check_not_last_admin(person: Person) -> None:
    """Raises Conflict where nobody would be left to look after the company's settings."""
    # Locked: two admins who close each other's account at once must not both find the other one still there.
    admins = select(Person.id).where(Person.role == Role.ADMIN, Person.active).order_by(Person.id).with_for_update()
    if person.role == Role.ADMIN and person.active and set(db.session.scalars(admins)) <= {person.id}:
        raise Conflict("{email} is the last admin: make another one first.", email=person.email, allowed=[])
