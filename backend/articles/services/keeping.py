"""Keeping help: a team's solvers and programs for its services, managers and admins for all."""

import datetime as dt
from typing import Any

from sqlalchemy import func, select, update

from backend import audit, db
from backend.accounts.caller import Caller
from backend.articles import present
from backend.articles.models import HelpArticle
from backend.articles.services.reading import find_article
from backend.clock import now
from backend.errors import Forbidden, Invalid
from backend.etags import check_match, etag_of
from backend.ids import new_id
from backend.teams import services as teams

MOST = 500
"""A phone keeps all of them."""
_LAST = 10_000


def own_services(who: Caller) -> dict[str, list[str]]:
    """By team of `who`, the services that it keeps help for: those that a rule sends to it.

    All where a rule names none. For managers and admins every team, with all services.
    """
    every = [service["slug"] for service in teams.list_services()]
    slugs = list(teams.names()) if teams.oversees(who) else sorted(who.teams)
    if teams.oversees(who):
        return dict.fromkeys(slugs, every)
    return {slug: _services_of(slug, every) for slug in slugs}


def add_article(who: Caller, data: dict[str, Any]) -> HelpArticle:
    """A new one (NewHelpSchema, loaded); raises Forbidden, Invalid."""
    service, team = data["service"], data["team"] or _usual_team(who, data["service"])
    _check_keeps(who, team, service)
    count = db.session.scalar(select(func.count()).where(HelpArticle.removed_at.is_(None))) or 0
    if count >= MOST:
        raise Invalid("There are at most {most} articles of help.", most=MOST)
    texts = {name: data[name] for name in ("title", "symptom", "steps", "video_url")}
    place = data.get("position") or _last(service)
    row = HelpArticle(id=new_id(), service=service, team_slug=team, **texts, position=place)
    row.created_at = row.updated_at = now()
    db.session.add(row)
    db.session.flush()
    changes = audit.made({**texts, "service": service, "position": place})
    audit.record(who, "help.added", f"help:{row.id}", team=team, changes=changes)
    return row


def amend_article(who: Caller, article_id: str, data: dict[str, Any], match: str | None) -> HelpArticle:
    """Changes what `data` names; raises NotFound, Forbidden, PreconditionRequired, PreconditionFailed, Invalid."""
    row = find_article(article_id, to_write=True)
    _check_keeps(who, row.team_slug, row.service)
    check_match(match, etag_of(present.article(row)))
    data = {("team_slug" if name == "team" else name): value for name, value in data.items()}
    _check_keeps(who, data.get("team_slug", row.team_slug), data.get("service", row.service))
    changes = audit.amend(row, data)
    if changes:
        row.updated_at = _later(row)
        db.session.flush()
        audit.record(who, "help.changed", f"help:{row.id}", team=row.team_slug, changes=changes)
    return row


def remove_article(who: Caller, article_id: str) -> None:
    """It is shown no more; tickets with which it was tried keep its title. Raises NotFound, Forbidden."""
    row = find_article(article_id, to_write=True)
    _check_keeps(who, row.team_slug, row.service)
    row.removed_at = row.updated_at = _later(row)
    changes = {"title": {"from": row.title}}
    audit.record(who, "help.removed", f"help:{row.id}", team=row.team_slug, changes=changes)


def let_go(service: str) -> None:
    """The service goes: articles that are shown no more are not in its way."""
    gone = HelpArticle.removed_at.is_not(None)
    db.session.execute(update(HelpArticle).where(HelpArticle.service == service, gone).values(service=None))


def _check_keeps(who: Caller, team: str | None, service: str | None) -> None:
    """Raises Forbidden, and Invalid for a team or service that there is none of."""
    if not teams.oversees(who) and not who.teams:
        raise Forbidden("Only teams, managers and admins keep help.")
    if not teams.oversees(who) and team not in who.teams:
        raise Forbidden(
            "Help is kept by its own team, managers and admins.", pointer="/team", allowed=sorted(who.teams)
        )
    if team is not None:
        _check_team(team)
    teams.check_service(service)
    kept = own_services(who).get(team, []) if team else []
    if not teams.oversees(who) and service not in kept:
        raise Forbidden("A team keeps help for its own services.", pointer="/service", allowed=kept)


def _check_team(team: str) -> None:
    known = list(teams.names())
    if team not in known:
        raise Invalid("There is no such team; there are {allowed}.", pointer="/team", allowed=known)


def _usual_team(who: Caller, service: str | None) -> str | None:
    """Whose it is where nobody said: the caller's own team of that service."""
    if teams.oversees(who):
        return None
    of_service = [slug for slug, slugs in own_services(who).items() if service in slugs]
    return next(iter([*of_service, *sorted(who.teams)]), None)


def _services_of(team: str, every: list[str]) -> list[str]:
    named = {rule.service for rule in teams.rules_of(team)}
    return every if None in named or team == teams.FALLBACK else [slug for slug in every if slug in named]


def _later(row: HelpArticle) -> dt.datetime:
    """Another moment than before, whatever the clocks say: phones know by it that something changed."""
    return max(now(), row.updated_at + dt.timedelta(microseconds=1))


def _last(service: str | None) -> int:
    of_service = HelpArticle.service.is_(None) if service is None else HelpArticle.service == service
    last = db.session.scalar(select(func.max(HelpArticle.position)).where(of_service, HelpArticle.removed_at.is_(None)))
    return min(_LAST, (last or 0) + 1)
