"""The teams there are."""

import re

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Forbidden, Invalid
from backend.teams.models import Team
from shared.vocabulary import LANGUAGES, Role

_SLUG = re.compile(r"[a-z0-9][a-z0-9\-]{0,62}")


def list_teams(caller: Caller) -> list[Team]:
    """All teams; for those who work in one, manage or administer."""
    if caller.is_person and not caller.teams and caller.role not in (Role.MANAGER, Role.ADMIN):
        raise Forbidden("Only teams, managers and admins see the teams.")
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


def add_team(slug: str, name: str, language: str = "nl") -> Team:
    """A new team; raises Invalid."""
    if not _SLUG.fullmatch(slug):
        raise Invalid("A team's slug is of small letters, digits and hyphens.", pointer="/slug")
    if len(name) > 200 or not name.isprintable():  # noqa: PLR2004 - the column's length
        raise Invalid("A name has at most {longest} characters, all of them printable.", longest=200, pointer="/name")
    if language not in LANGUAGES:
        raise Invalid("{language} is no language of ours; take nl or en.", language=language, pointer="/language")
    if db.session.get(Team, slug):
        raise Invalid("There is a team {slug} already.", slug=slug, pointer="/slug")
    team = Team(slug=slug, name=name, language=language, created_at=now())
    db.session.add(team)
    db.session.flush()
    return team
