"""Whom help helped, and with how many tickets it went along as tried in vain."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from backend import db
from backend.accounts.caller import Caller
from backend.articles.models import HelpArticle, Helped
from backend.articles.services.reading import find_article
from backend.clock import now
from backend.errors import Forbidden
from backend.teams import services as teams
from backend.tickets.models import TriedHelp


def helped(caller: Caller, article_id: str, draft: str) -> None:
    """It helped, so that nothing was passed on: counts once for a person and draft. Raises NotFound.

    Also of an article that is shown no more: a phone may have been without a connection.
    """
    find_article(article_id, removed=True)
    if db.session.get(Helped, (article_id, caller.id, draft)) is None:
        db.session.add(Helped(article_id=article_id, person_id=caller.id, draft=draft, at=now()))
        db.session.flush()


def counts(caller: Caller) -> list[dict[str, Any]]:
    """HelpCountSchema of each article: a team its own, managers and admins all; raises Forbidden."""
    if not teams.oversees(caller) and not caller.teams:
        raise Forbidden("Only teams, managers and admins see what help does.")
    rows = select(HelpArticle).where(HelpArticle.removed_at.is_(None))
    if not teams.oversees(caller):
        rows = rows.where(HelpArticle.team_slug.in_(caller.teams))
    did, did_not = _by_article(Helped.article_id), _by_article(TriedHelp.article_id)
    items = [
        {
            **{name: getattr(row, name) for name in ("id", "service", "title")},
            "team": row.team_slug,
            "helped": did.get(row.id, 0),
            "tried": did_not.get(row.id, 0),
        }
        for row in db.session.scalars(rows.order_by(HelpArticle.position, HelpArticle.id))
    ]
    return sorted(items, key=lambda one: (-one["helped"], -one["tried"]))


def _by_article(article: InstrumentedAttribute[str]) -> dict[str, int]:
    rows = db.session.execute(select(article, func.count()).group_by(article))
    return {article_id: number for article_id, number in rows}  # noqa: C416 - a row is no pair to the types
