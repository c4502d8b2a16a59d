"""Teams and what they look after: routing a ticket, and where a team receives."""

import base64
import datetime as dt
import re
import secrets
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.areas import services as areas
from backend.clock import now
from backend.errors import Forbidden, Invalid, NotFound
from backend.ids import new_id
from backend.teams.models import Endpoint, RoutingRule, Service, Team
from shared.vocabulary import LANGUAGES, Kind, Role

FALLBACK = "general"
"""The team that gets what no rule sends elsewhere."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9\-]{0,62}")


@dataclass(frozen=True)
class Route:
    """The team chosen, and the rule that chose it as it was then; `rule` is None where the fallback did."""

    team: str
    rule: str | None = None
    service: str | None = None
    kind: str | None = None
    area: str | None = None
    position: int | None = None

    def reason(self) -> dict[str, Any]:
        """What is kept with the ticket (RoutingSchema)."""
        return {key: value for key, value in asdict(self).items() if key != "team"}


def route(service: str | None, kind: str, postcode: str | None) -> Route:
    """The team for a ticket: the first rule, by position, all of whose conditions fit; else `general`."""
    for rule in db.session.scalars(select(RoutingRule).order_by(RoutingRule.position, RoutingRule.id)):
        if _fits(rule, service, kind, postcode):
            return Route(rule.team_slug, rule.id, rule.service, rule.kind, rule.area, rule.position)
    return Route(FALLBACK)


def list_services() -> list[dict[str, Any]]:
    """All services in the order in which to show them (ServiceSchema)."""
    rows = db.session.scalars(select(Service).order_by(Service.position, Service.slug))
    return [
        {
            "slug": row.slug,
            "title": row.title,
            "icon": row.icon,
            "questions": row.questions,
            "sets": row.sets,
            "position": row.position,
        }
        for row in rows
    ]


def check_service(slug: str | None) -> None:
    """Raises Invalid, naming the services there are, where `slug` is none of them."""
    if slug is not None and db.session.get(Service, slug) is None:
        known = list(db.session.scalars(select(Service.slug).order_by(Service.position)))
        raise Invalid(
            "There is no such service; there are {known}.", known=", ".join(known), pointer="/service", allowed=known
        )


def expand(slugs: list[str], pointer: str = "/services") -> list[str]:
    """Services and names of sets as services, in order, each once; raises Invalid for an unknown one."""
    rows = list(db.session.scalars(select(Service).order_by(Service.position)))
    known = [row.slug for row in rows] + sorted({name for row in rows for name in row.sets})
    for index, slug in enumerate(slugs):
        if slug not in known:
            at = f"{pointer}/{index}"
            raise Invalid(
                "There is no such service; there are {known}.", known=", ".join(known), pointer=at, allowed=known
            )
    return [row.slug for row in rows if row.slug in slugs or set(row.sets) & set(slugs)]


def teams_of(services: list[str]) -> list[str]:
    """The teams that any of `services` is routed to, sorted; the fallback for those that no rule names."""
    rows = db.session.execute(
        select(RoutingRule.service, RoutingRule.team_slug).where(RoutingRule.service.in_(services))
    )
    routed = {(row.service, row.team_slug) for row in rows}
    unrouted = set(services) - {service for service, _ in routed}
    return sorted({team for _, team in routed} | ({FALLBACK} if unrouted else set()))


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


def check_member(team: str, person_id: str) -> Person:
    """The active member of `team`; raises Invalid."""
    person = db.session.get(Person, person_id)
    if person is None or not person.active or team not in {t.slug for t in person.teams}:
        raise Invalid("The assignee is no member of the team.", pointer="/assignee")
    return person


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


def add_rule(
    team: str, *, service: str | None = None, kind: str | None = None, area: str | None = None, position: int = 100
) -> RoutingRule:
    """A new routing rule; raises Invalid where something it names does not exist."""
    check_team(team)
    check_service(service)
    if kind is not None and kind not in list(Kind):
        raise Invalid("Must be one of: {choices}.", choices=", ".join(Kind), pointer="/kind")
    area = areas.normalise(area, "/area") if area else None
    rule = RoutingRule(id=new_id(), position=position, service=service, kind=kind, area=area, team_slug=team)
    db.session.add(rule)
    db.session.flush()
    return rule


def add_endpoint(caller: Caller, team: str, url: str) -> Endpoint:
    """A new place where a team receives, with a secret of its own; nothing is sent. Raises NotFound."""
    _check_keeps(caller, team)
    endpoint = Endpoint(id=new_id(), team_slug=team, url=url, secret=_new_secret(), created_at=now())
    db.session.add(endpoint)
    db.session.flush()
    return endpoint


def list_endpoints(caller: Caller, team: str) -> list[Endpoint]:
    """Where a team receives; raises NotFound."""
    _check_keeps(caller, team)
    rows = select(Endpoint).where(Endpoint.team_slug == team).order_by(Endpoint.created_at, Endpoint.id)
    return list(db.session.scalars(rows))


def find_endpoint(caller: Caller, team: str, endpoint_id: str) -> Endpoint:
    """One of the team's endpoints; raises NotFound."""
    _check_keeps(caller, team)
    endpoint = db.session.get(Endpoint, endpoint_id)
    if endpoint is None or endpoint.team_slug != team:
        raise NotFound
    return endpoint


def rotate_secret(caller: Caller, team: str, endpoint_id: str, overlap: dt.timedelta) -> Endpoint:
    """A new secret; for the time of `overlap` events are signed with the old one too, so that none is refused.

    Raises NotFound.
    """
    endpoint = find_endpoint(caller, team, endpoint_id)
    endpoint.previous_secret, endpoint.previous_secret_until = endpoint.secret, now() + overlap
    endpoint.secret = _new_secret()
    db.session.flush()
    return endpoint


def disable_endpoint(endpoint: Endpoint, reason: str) -> None:
    """Turns an endpoint off, saying why."""
    endpoint.disabled_at = endpoint.disabled_at or now()
    endpoint.disabled_reason = endpoint.disabled_reason or reason


def active_endpoints(team: str) -> list[str]:
    """The ids of the endpoints that a team receives at."""
    rows = select(Endpoint.id).where(Endpoint.team_slug == team, Endpoint.disabled_at.is_(None))
    return list(db.session.scalars(rows))


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _check_keeps(caller: Caller, team: str) -> None:
    """The team's own, managers and admins keep its endpoints; to others the team does not exist."""
    may = team in caller.teams or caller.role in (Role.MANAGER, Role.ADMIN)
    if not may or db.session.get(Team, team) is None:
        raise NotFound


def _fits(rule: RoutingRule, service: str | None, kind: str, postcode: str | None) -> bool:
    if rule.service is not None and rule.service != service:
        return False
    if rule.kind is not None and rule.kind != kind:
        return False
    return rule.area is None or (postcode is not None and areas.covers(rule.area, postcode))
