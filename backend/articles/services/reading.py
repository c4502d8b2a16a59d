"""Reading help: one article, all of a service, and those in which words are found."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from backend import db
from backend.articles.models import HelpArticle
from backend.articles.searching import best
from backend.errors import NotFound
from backend.teams.models import Service
from shared.schemas.base import rfc3339


def list_articles(service: str | None = None, q: str | None = None) -> Sequence[HelpArticle]:
    """Those of a service and those for all of them, in the order in which to show them; with words the best first."""
    rows = select(HelpArticle).where(HelpArticle.removed_at.is_(None))
    if service is not None:
        rows = rows.where(or_(HelpArticle.service == service, HelpArticle.service.is_(None)))
    rows = rows.outerjoin(Service, Service.slug == HelpArticle.service)
    # What holds for all services comes last.
    first = (Service.position.is_(None), Service.position, HelpArticle.position, HelpArticle.id)
    found = list(db.session.scalars(rows.order_by(*first)))
    return best(found, q) if q else found


def mark() -> str:
    """What changes whenever the list does, and costs less to read."""
    there = select(HelpArticle.id, HelpArticle.updated_at).where(HelpArticle.removed_at.is_(None))
    articles = db.session.execute(there.order_by(HelpArticle.id))
    order = db.session.scalars(select(Service.slug).order_by(Service.position, Service.slug))
    return ",".join([*order, *(f"{name} {rfc3339(at)}" for name, at in articles)])


def find_article(article_id: str, *, removed: bool = False, to_write: bool = False) -> HelpArticle:
    """One, `removed` also where it is shown no more; locked where it is to be written. Raises NotFound."""
    query = select(HelpArticle).where(HelpArticle.id == article_id)
    row = db.session.scalar(query.with_for_update() if to_write else query)
    if row is None or (row.removed_at is not None and not removed):
        raise NotFound
    return row
