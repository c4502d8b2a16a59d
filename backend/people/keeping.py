"""What admins do with accounts, one at a time: add, change, invite again, bring back; leaving is in `leaving.py`."""

from typing import Any

from backend import audit, db, letters
from backend.accounts import entering
from backend.accounts import services as accounts
from backend.accounts.leaving import check_not_last_admin
from backend.accounts.memory import changed
from backend.accounts.models import Person
from backend.config import config
from backend.errors import Conflict, Invalid
from backend.etags import check_match
from backend.people.looking import Keeper, check_keeps, find, show, tag
from backend.teams import services as teams
from backend.tickets import services as tickets
from shared.messages import Message
from shared.vocabulary import Role

_FACTS = ("email", "name", "role", "language", "group")


def take_in(who: Keeper, data: dict[str, Any]) -> Person:
    """A new account (NewPersonSchema, loaded), invited where that is asked for; raises Forbidden, Invalid."""
    check_keeps(who)
    slugs = _known(data["teams"])
    person = accounts.add_person(data["email"], data["name"], data["role"], language=data["language"])
    person.group = (data["group"] or "").strip() or None
    db.session.flush()
    made = audit.made({name: getattr(person, name) for name in _FACTS})
    audit.record(who, "person.added", f"person:{person.id}", changes=made)
    for slug in slugs:
        teams.put_member(who, slug, person.id)
    if data["invite"]:
        invite(who, person.id)
    return person


def amend(who: Keeper, person_id: str, data: dict[str, Any], match: str | None) -> Person:
    """Changes what `data` (PatchPersonSchema, loaded) names; what was in hand in a team that is left is released.

    Raises Forbidden, NotFound, PreconditionRequired, PreconditionFailed, Conflict, Invalid.
    """
    person = find(who, person_id, to_write=True)
    check_match(match, tag(show(person)))
    if data.get("role", Role.ADMIN) != Role.ADMIN:
        check_not_last_admin(person)
    old = person.email
    changes = audit.amend(person, _facts(person, data))
    if changes:
        db.session.flush()
        changed()
        audit.record(who, "person.changed", f"person:{person.id}", changes=changes)
    if "email" in changes:
        _tell_old_address(person, old)
    if "teams" in data:
        _move(who, person, _known(data["teams"]))
    return person


def invite(who: Keeper, person_id: str) -> Person:
    """Mails an invitation in place of older ones; raises Forbidden, NotFound, Conflict for who has a password."""
    person = find(who, person_id, to_write=True)
    if not person.active:
        raise Conflict("That account is closed: bring it back first.", allowed=["return"])
    if person.password_hash is not None:
        raise Conflict("They have a password already; who has forgotten it asks for a new one.", allowed=["leave"])
    entering.invite(person)
    audit.record(who, "person.invited", f"person:{person.id}")
    return person


def bring_back(who: Keeper, person_id: str, *, invited: bool) -> Person:
    """Opens a closed account again, in no team and without a password; raises Forbidden, NotFound, Conflict."""
    person = find(who, person_id, to_write=True)
    if person.active:
        raise Conflict("That account is not closed.", allowed=["leave"])
    person.active = True
    db.session.flush()
    changed()
    audit.record(who, "person.returned", f"person:{person.id}", changes={"active": {"from": False, "to": True}})
    return invite(who, person_id) if invited else person


def _facts(person: Person, data: dict[str, Any]) -> dict[str, Any]:
    """What `data` says of the account itself, in the spelling that is kept; raises Invalid."""
    facts = {name: data[name] for name in _FACTS if name in data}
    if "email" in facts:
        facts["email"] = facts["email"].strip().lower()
        holder = accounts.find_person(facts["email"])
        if holder is not None and holder is not person:
            raise Invalid("{email} has an account already.", email=facts["email"], pointer="/email")
    for name in ("name", "group"):
        if name in facts:
            facts[name] = (facts[name] or "").strip() or None
    after = {name: getattr(person, name) for name in _FACTS} | facts
    accounts.check_person(after["email"], after["role"], after["language"], after["name"], after["group"] or "")
    return facts


def _move(who: Keeper, person: Person, wanted: list[str]) -> None:
    before = [team.slug for team in person.teams]
    if wanted and not person.active:
        raise Conflict("That account is closed: bring it back first.", allowed=["return"])
    for slug in before:
        if slug not in wanted:
            teams.remove_member(who, slug, person.id)
            tickets.release_all(who, slug, person)
    for slug in wanted:
        if slug not in before:
            teams.put_member(who, slug, person.id)
    db.session.flush()


def _known(slugs: list[str]) -> list[str]:
    there = teams.names()
    for index, slug in enumerate(slugs):
        if slug not in there:
            known = sorted(there)
            raise Invalid(
                "There is no such team; there are {known}.",
                known=", ".join(known),
                pointer=f"/teams/{index}",
                allowed=known,
            )
    return slugs


def _tell_old_address(person: Person, old: str) -> None:
    lines = [
        Message("Hello {name},", name=person.name),
        Message("From now on you sign in as {email}; this address opens your account no more.", email=person.email),
        Message("Was it not you? Then tell whoever looks after {brand} in your company.", brand=config().brand_name),
    ]
    letters.write(old, person.language, Message("Your account has another address"), lines, about=person.id)
