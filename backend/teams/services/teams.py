"""The teams there are."""

import re
from typing import Any

from sqlalchemy import select

from backend import audit, db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Forbidden, Invalid
from backend.etags import check_match, etag_of
from backend.teams import present
from backend.teams.models import Team
from backend.teams.services.permission import Keeper, check_keeps, check_runs
from shared.vocabulary import LANGUAGES, Role

_SLUG = re.compile(r"[a-z0-9][a-z0-9\-]{0,62}")


def list_teams(caller: Caller) -> list[Team]:
    """All teams; for those who work in one, manage or administer."""
    if caller.is_person and not caller.teams and caller.role not in (Role.MANAGER, Role.ADMIN):
        raise Forbidden("Only teams, managers and admins see the teams.")
    return all_teams()


def find_team(who: Keeper, slug: str) -> Team:
    """The team, for its own, managers and admins; raises NotFound."""
    check_keeps(who, slug)
    return db.session.get_one(Team, slug)


def make_team(who: Keeper, data: dict[str, Any]) -> Team:
    """A new team (NewTeamSchema, loaded); raises Forbidden, Invalid."""
    if who is not None and who.role is not Role.ADMIN:
        raise Forbidden("Only admins make teams.")
    team = add_team(data["slug"], data["name"], data["language"])
    audit.record(who, "team.added", f"team:{team.slug}", team=team.slug, changes=audit.made(present.team(team)))
    return team


def amend_team(who: Keeper, slug: str, data: dict[str, Any], match: str | None) -> Team:
    """Changes name or language; raises NotFound, Forbidden, PreconditionRequired, PreconditionFailed."""
    check_runs(who, slug)
    team = db.session.scalars(select(Team).where(Team.slug == slug).with_for_update()).one()
    check_match(match, etag_of(present.team(team)))
    set_facts(who, slug, data)
    return team


def set_facts(who: Keeper, slug: str, data: dict[str, Any]) -> bool:
    """Sets name or language of a team that may be changed; says whether anything is different. Raises Invalid."""
    if "name" in data:
        check_name(data["name"])
    if "language" in data:
        check_language(data["language"])
    changes = audit.amend(db.session.get_one(Team, slug), data)
    if changes:
        db.session.flush()
        audit.record(who, "team.changed", f"team:{slug}", team=slug, changes=changes)
    return bool(changes)


def all_teams() -> list[Team]:
    """Every team, by slug."""
    return list(db.session.scalars(select(Team).order_by(Team.slug)))


def names() -> dict[str, str]:
    """Slug -> name of every team."""
    return {row.slug: row.name for row in db.session.execute(select(Team.slug, Team.name))}


def check_team(slug: str) -> Team:
    """The team; raises Invalid, naming those there are."""
    team = db.session.get(Team, slug)
    if team is None:
        known = list(db.session.scalars(select(Team.slug).order_by(Team.slug)))
        raise Invalid(
            "There is no such team; there are {known}.", known=", ".join(known), pointer="/team", allowed=known
        )
    return team


def check_name(name: str) -> None:
    """Raises Invalid where a team cannot be called that."""
    if len(name) > 200 or not name.isprintable():  # noqa: PLR2004 - the column's length
        raise Invalid("A name has at most {longest} characters, all of them printable.", longest=200, pointer="/name")


def check_language(language: str) -> None:
    """Raises Invalid where it is none of ours."""
    if language not in LANGUAGES:
        raise Invalid("{language} is no language of ours; take nl or en.", language=language, pointer="/language")


def add_team(slug: str, name: str, language: str = "nl") -> Team:
    """A new team, by whoever may; raises Invalid."""
    if not _SLUG.fullmatch(slug):
        raise Invalid("A team's slug is of small letters, digits and hyphens.", pointer="/slug")
    check_name(name)
    check_language(language)
    if db.session.get(Team, slug):
        raise Invalid("There is a team {slug} already.", slug=slug, pointer="/slug")
    team = Team(slug=slug, name=name, language=language, created_at=now())
    db.session.add(team)
    db.session.flush()
    return team
