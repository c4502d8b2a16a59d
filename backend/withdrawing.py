"""`DELETE /services/{slug}`: here, not with the teams, as it looks at all that may name a service."""

from collections.abc import Iterator

from flask import Response
from sqlalchemy import ColumnElement, Text, cast, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from backend import db
from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.articles import services as articles
from backend.articles.models import HelpArticle
from backend.errors import Conflict
from backend.following.models import FeedLink, Subscription
from backend.http import Answer, Blueprint, change
from backend.outages.behind.models import Affected
from backend.outages.models import Outage
from backend.teams import services as teams
from backend.teams.models import RoutingRule
from backend.tickets.models import Ticket
from shared.messages import Listed, Message
from shared.schemas.base import EmptySchema

blueprint = Blueprint("withdrawing", __name__, description="What the company no longer delivers.")


@blueprint.delete("/services/<id:slug>")
@people
@blueprint.response(200, EmptySchema)
def remove_service(who: Caller, slug: str) -> Response:
    """Take a service away that nothing names; one in use stays, and the answer says by what it is used."""

    def remove() -> Answer:
        withdraw(who, slug)
        return Answer({})

    return change(remove)


def withdraw(who: Caller, slug: str) -> None:
    """Takes a service away that nothing names; raises Forbidden, NotFound, Conflict. Runs inside `db.write`."""
    # Locked before it is looked for: a ticket that comes in meanwhile waits, and then finds no such service.
    row = teams.find_service(who, slug, to_write=True)
    used_by = list(_used_by(slug))
    if used_by:
        raise Conflict("It is in use, and stays; it is named by: {uses}.", uses=Listed(used_by), allowed=[])
    articles.let_go(slug)
    teams.remove_service(who, row)


def _used_by(slug: str) -> Iterator[str]:
    looks: tuple[tuple[str, ColumnElement[bool]], ...] = (
        (Message("tickets"), exists().where(Ticket.service == slug)),
        (Message("help"), exists().where(HelpArticle.service == slug, HelpArticle.removed_at.is_(None))),
        (Message("rules"), exists().where(RoutingRule.service == slug)),
        (Message("outages"), exists().where(_names(Outage.services, slug))),
        (Message("customers behind an outage"), exists().where(Affected.service == slug)),
        (Message("what people follow"), exists().where(_names(Subscription.services, slug))),
        (Message("feeds"), exists().where(_names(FeedLink.services, slug))),
    )
    for name, condition in looks:
        if db.session.scalar(select(condition)):
            yield name


def _names(column: InstrumentedAttribute[list[str]], slug: str) -> ColumnElement[bool]:
    """Whether a list kept as JSON holds the slug; without quotes in it, it is the only text of its kind."""
    held: ColumnElement[bool] = cast(column, Text).contains(f'"{slug}"', autoescape=True)
    return held
