"""Signing in and out, who a token belongs to, and keeping accounts."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from backend import db
from backend.accounts import failures, passwords, tokens
from backend.accounts.caller import Caller
from backend.accounts.memory import callers, changed
from backend.accounts.models import AccessToken, ApiKey, Person, TokenFamily
from backend.clock import now
from backend.errors import Invalid, NotFound, Unauthorized
from backend.ids import new_id, new_token
from backend.watch import watch
from shared.messages import Message
from shared.vocabulary import LANGUAGES, Role

if TYPE_CHECKING:
    from backend.teams.models import Team

API_KEY_PREFIX = "dgk_"
LONGEST_NAME = 200
LONGEST_GROUP = 80
_TOO_MANY = Message("Too many wrong passwords; try again in {seconds} seconds.")
KEY_REMEMBERED = dt.timedelta(minutes=15)
"""How long a key is remembered without asking again; its end is noticed long before."""


def check_password(email: str, password: str) -> Person | None:
    """The account that the password opens, or None; raises TooManyRequests after repeated failures.

    Unknown accounts are locked and take as long as known ones, so that neither answer nor time tells them apart.
    """
    failures.refuse_if_locked("email", email, _TOO_MANY)
    person = find_person(email)
    kept = person.password_hash if person and person.active else None
    return person if passwords.matches(password, kept) else None


def note_failure(email: str) -> None:
    """Counts one failed sign-in; runs inside `db.write`."""
    failures.note("email", email)


def sign_in(person_id: str) -> tuple[Person, tokens.Pair]:
    """A new session for an account whose password was right; runs inside `db.write`."""
    person = db.session.get_one(Person, person_id)
    failures.forget("email", person.email)
    return person, tokens.begin_family(person)


def refresh(refresh_token: str, secret: str) -> tuple[Person, tokens.Pair] | None:
    """The next pair of tokens; None where the reuse of an old one has ended the session."""
    rotated = tokens.rotate(refresh_token, secret)
    if rotated is None:
        return None
    person = db.session.get_one(Person, rotated[0])
    if not person.active:
        raise Unauthorized("Your session has ended: sign in again.")
    return person, rotated[1]


def identify(token: str) -> Caller:
    """The caller that an access token or API key belongs to; raises Unauthorized."""
    memory, token_hash = callers(), tokens.digest(token)
    trusted = watch().fresh
    known = memory.find(token_hash) if trusted else None
    if known is not None:
        return known
    generation = memory.generation
    found = _key_holder(token_hash) if token.startswith(API_KEY_PREFIX) else _token_holder(token_hash)
    if found is None:
        raise Unauthorized("Your token is not valid, or no longer: sign in again.")
    if trusted:
        memory.remember(token_hash, *found, generation)
    return found[0]


def find_person(email: str) -> Person | None:
    """The account of an e-mail address, whatever its case."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def check_person(email: str, role: str, language: str, name: str = "", group: str = "") -> None:
    """Raises Invalid naming what is wrong with an account's facts."""
    if "@" not in email.strip("@") or len(email) > 254 or not email.isprintable():  # noqa: PLR2004 - RFC 5321
        raise Invalid("{email} is no e-mail address.", email=email[:254], pointer="/email")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise Invalid("A name has at most {longest} characters, all of them printable.", longest=LONGEST_NAME)
    if len(group) > LONGEST_GROUP or not group.isprintable():
        raise Invalid("A group has at most {longest} characters, all of them printable.", longest=LONGEST_GROUP)
    if role not in list(Role):
        raise Invalid("{role} is no role; take one of {roles}.", role=role, roles=", ".join(Role), pointer="/role")
    if language not in LANGUAGES:
        raise Invalid("{language} is no language of ours; take nl or en.", language=language, pointer="/language")


def add_person(email: str, name: str, role: str, *, language: str = "nl", password: str | None = None) -> Person:
    """A new account; raises Invalid naming what is wrong."""
    email = email.strip().lower()
    check_person(email, role, language, name)
    if find_person(email):
        raise Invalid("{email} has an account already.", email=email, pointer="/email")
    person = Person(id=new_id(), email=email, name=name.strip() or email, role=role, language=language)
    person.active, person.created_at = True, now()
    person.password_hash = passwords.hash_password(password) if password else None
    db.session.add(person)
    db.session.flush()
    return person


def make_api_key(team_slug: str, name: str, rights: list[str], secret: str | None = None) -> tuple[ApiKey, str]:
    """A key for a team's program, and its secret (default: a new one), which is not kept."""
    secret = secret or API_KEY_PREFIX + new_token()
    key = ApiKey(
        id=new_id(), hash=tokens.digest(secret), name=name, team_slug=team_slug, rights=rights, created_at=now()
    )
    db.session.add(key)
    db.session.flush()
    return key, secret


def key_of(team_slug: str, secret: str) -> ApiKey:
    """The team's key of that secret; raises NotFound."""
    key = db.session.scalar(select(ApiKey).where(ApiKey.hash == tokens.digest(secret), ApiKey.team_slug == team_slug))
    if key is None:
        raise NotFound
    return key


def join_team(person: Person, team: "Team") -> bool:
    """Makes a person a member of a team; says whether that is new."""
    new = team not in person.teams
    if new:
        person.teams.append(team)
        changed()
    return new


def leave_team(person: Person, team: "Team") -> bool:
    """Ends a membership, and what it opens, at once; says whether there was one."""
    was = team in person.teams
    if was:
        person.teams.remove(team)
        changed()
    return was


def describe(person: Person) -> dict[str, Any]:
    """An account as its owner sees it (PersonSchema)."""
    return {
        "id": person.id,
        "email": person.email,
        "name": person.name,
        "role": person.role,
        "language": person.language,
        "teams": [{"slug": team.slug, "name": team.name} for team in person.teams],
    }


def _token_holder(token_hash: str) -> tuple[Caller, dt.datetime] | None:
    found = db.session.execute(
        select(Person, AccessToken.family_id, AccessToken.expires_at)
        .join(TokenFamily, TokenFamily.person_id == Person.id)
        .join(AccessToken, AccessToken.family_id == TokenFamily.id)
        .where(AccessToken.hash == token_hash, AccessToken.expires_at > now())
        .where(TokenFamily.ended_at.is_(None), Person.active)
    ).first()
    if found is None:
        return None
    person, family_id, expires_at = found
    teams = frozenset(team.slug for team in person.teams)
    return Caller(person.id, person.name, person.language, Role(person.role), teams, family_id=family_id), expires_at


def _key_holder(token_hash: str) -> tuple[Caller, dt.datetime] | None:
    key = db.session.scalar(select(ApiKey).where(ApiKey.hash == token_hash, ApiKey.revoked_at.is_(None)))
    if key is None:
        return None
    return Caller(
        key.id, key.name, "en", None, frozenset({key.team_slug}), frozenset(key.rights)
    ), now() + KEY_REMEMBERED
