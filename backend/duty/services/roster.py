"""The duty list: which managers are told, and in which order."""

from typing import Any

from sqlalchemy import select

from backend import audit, db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.duty import present
from backend.duty.models import DutyList
from backend.errors import Forbidden, Invalid
from backend.etags import check_match, etag_of
from shared.vocabulary import Role

_THE_ONE = 1


def read(caller: Caller) -> dict[str, Any]:
    """DutySchema; raises Forbidden."""
    _check_keeps(caller)
    return _show()


def change(caller: Caller | None, people: list[str], match: str | None) -> dict[str, Any]:
    """Puts `people` (ids) in place of who was on duty; the alerts that are open go on with them.

    For a command (`caller` None) no ETag is asked for. Raises Forbidden, PreconditionRequired, PreconditionFailed,
    Invalid.
    """
    if caller is not None:
        _check_keeps(caller)
    row = db.session.get_one(DutyList, _THE_ONE, with_for_update=True)
    if caller is not None:
        check_match(match, tag(_show()))
    _check(people)
    if row.people != people:
        audit.record(caller, "duty.changed", "duty:list", changes={"people": {"from": row.people, "to": people}})
        row.people = list(people)
        db.session.flush()
    return _show()


def tag(shown: dict[str, Any]) -> str:
    """The list's ETag: of who is on it, so that a new manager in the company is no conflict."""
    return etag_of(shown["people"])


def on_duty() -> list[Person]:
    """Who is told, in order: those of the list who are still there and still managers."""
    wanted = db.session.get_one(DutyList, _THE_ONE).people
    known = {person.id: person for person in managers()}
    return [known[one] for one in wanted if one in known]


def first_told() -> list[Person]:
    """Who hears at once of what is told now: the first on duty, or all managers where nobody is."""
    return on_duty()[:1] or managers()


def managers() -> list[Person]:
    """All managers, by name."""
    rows = select(Person).where(Person.role == Role.MANAGER, Person.active).order_by(Person.name, Person.id)
    return list(db.session.scalars(rows))


def _show() -> dict[str, Any]:
    return present.duty(on_duty(), managers())


def _check(people: list[str]) -> None:
    known = {person.id for person in managers()}
    for index, one in enumerate(people):
        if one not in known:
            raise Invalid("Only managers with an account are on duty.", pointer=f"/people/{index}")
        if one in people[:index]:
            raise Invalid("Nobody stands on the list twice.", pointer=f"/people/{index}")


def _check_keeps(caller: Caller) -> None:
    if caller.role not in (Role.MANAGER, Role.ADMIN):
        raise Forbidden("Only managers and admins see and set who is on duty.")
