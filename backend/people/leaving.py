"""Seeing somebody off: access ends at once, and open tickets go to a named colleague or stay with their team."""

from dataclasses import dataclass

from backend import audit, db
from backend.accounts import leaving as accounts
from backend.accounts.models import Person
from backend.accounts.services import find_person
from backend.duty import services as duty
from backend.errors import Invalid
from backend.outages.behind import services as behind
from backend.people.looking import Keeper, find
from backend.tickets import services as tickets


@dataclass(frozen=True)
class Left:
    """What became of a leaver's open tickets: how many they had passed on, and how many had been theirs to solve."""

    reported: int
    released: int


def find_heir(email: str) -> Person:
    """The colleague who takes over; raises Invalid where there is no such active account."""
    person = find_person(email)
    if person is None or not person.active:
        raise Invalid("There is no active account {email}.", email=email, pointer="/tickets_to")
    return person


def see_off(who: Keeper, person_id: str, tickets_to: str | None) -> Left:
    """`leave` for admins, the heir by e-mail address; raises Forbidden, NotFound, Conflict, Invalid."""
    find(who, person_id)
    heir = find_heir(tickets_to) if tickets_to and tickets_to.strip() else None
    return leave(person_id, heir.id if heir else None, who)


def leave(person_id: str, heir_id: str | None, who: Keeper = None) -> Left:
    """Ends the account, and hands its open tickets to `heir_id` or to their teams alone. Runs inside `db.write`.

    Of who has left already, what tickets are still theirs. Raises Conflict for the last admin, Invalid where the heir
    is the leaver.
    """
    if heir_id == person_id:
        raise Invalid("Somebody else must take over the tickets.", pointer="/tickets_to")
    person = db.session.get_one(Person, person_id)
    accounts.check_not_last_admin(person)
    was_active = person.active
    teams = accounts.deactivate(person)
    heir = db.session.get_one(Person, heir_id) if heir_id else None
    released = tickets.release_all(who, None, person)
    reported = tickets.hand_on(person_id, heir)
    affected = behind.hand_on(person_id, heir)
    duty.let_go(person_id)
    if was_active or reported or released or affected:
        changes = {"active": {"from": was_active, "to": False}, "teams": {"from": teams, "to": []}}
        changes |= {"tickets": {"reported": reported, "to": heir_id, "released": released}, "affected": affected}
        audit.record(who, "person.left", f"person:{person_id}", changes=changes)
    return Left(reported, released)
