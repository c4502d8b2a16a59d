"""Who works in a team."""

from backend import db
from backend.accounts.models import Person
from backend.errors import Invalid


def check_member(team: str, person_id: str) -> Person:
    """The active member of `team`; raises Invalid."""
    person = db.session.get(Person, person_id)
    if person is None or not person.active or team not in {t.slug for t in person.teams}:
        raise Invalid("The assignee is no member of the team.", pointer="/assignee")
    return person
