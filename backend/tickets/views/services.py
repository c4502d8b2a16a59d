"""Keeping views: one's own are nobody else's; a team's are seen and kept by its people and by managers."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from backend import audit, db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.clock import now
from backend.errors import Conflict, Invalid, NotFound
from backend.etags import check_match, etag_of
from backend.ids import new_id
from backend.teams import services as teams
from backend.tickets.services import filters
from backend.tickets.views import present
from backend.tickets.views.models import SavedView
from shared.schemas.views import filters_of

MOST = 50
"""Views of one person, and of one team."""
_SHARED = SavedView.team_slug.is_not(None)


def list_views(who: Caller) -> list[SavedView]:
    """One's own and those of one's teams (for managers of all), by name."""
    return list(db.session.scalars(_seen(who).order_by(func.lower(SavedView.name), SavedView.id)))


def find_view(who: Caller, view_id: str, *, to_write: bool = False) -> SavedView:
    """A view in sight, locked where it is to be written; raises NotFound."""
    query = _seen(who).where(SavedView.id == view_id)
    row = db.session.scalar(query.with_for_update() if to_write else query)
    if row is None:
        raise NotFound
    return row


def save_view(who: Caller, data: dict[str, Any]) -> SavedView:
    """A new view (NewViewSchema, loaded); raises Invalid, and Conflict beyond 50."""
    _check(who, data)
    # One after the other, or two at once would be one too many.
    db.session.execute(select(Person.id).where(Person.id == who.id).with_for_update())
    _check_room(who, data["team"])
    at = now()
    row = SavedView(
        id=new_id(),
        person_id=who.id,
        team_slug=data["team"],
        name=data["name"].strip(),
        query=data["query"],
        created_at=at,
        updated_at=at,
    )
    db.session.add(row)
    db.session.flush()
    if row.team_slug:
        audit.record(who, "view.added", f"view:{row.id}", team=row.team_slug, changes=audit.made(_told(row)))
    return row


def amend_view(who: Caller, view_id: str, data: dict[str, Any], match: str | None) -> SavedView:
    """Changes what `data` names; raises NotFound, PreconditionRequired, PreconditionFailed, Invalid, Conflict."""
    row = find_view(who, view_id, to_write=True)
    check_match(match, etag_of(present.view(row, who)))
    _check(who, data)
    team = data.get("team", row.team_slug)
    if team != row.team_slug:
        _check_room(who, team)
    values = {"team_slug": team, "query": data.get("query", row.query)}
    changes = audit.amend(row, {**values, "name": data.get("name", row.name).strip()})
    if changes:
        row.updated_at = max(now(), row.updated_at)
        if team is None:
            row.person_id = who.id
        db.session.flush()
        for of in {team, changes.get("team_slug", {}).get("from", team)} - {None}:
            audit.record(who, "view.changed", f"view:{row.id}", team=of, changes=changes)
    return row


def remove_view(who: Caller, view_id: str) -> None:
    """The view is gone, for all who saw it; raises NotFound."""
    row = find_view(who, view_id, to_write=True)
    db.session.delete(row)
    if row.team_slug:
        audit.record(who, "view.removed", f"view:{row.id}", team=row.team_slug, changes={"name": {"from": row.name}})


def _seen(who: Caller) -> Select[SavedView]:
    own: ColumnElement[bool] = and_(SavedView.person_id == who.id, SavedView.team_slug.is_(None))
    shared = _SHARED if who.is_manager else SavedView.team_slug.in_(who.teams)
    return select(SavedView).where(or_(own, shared))


def _check(who: Caller, data: dict[str, Any]) -> None:
    """That its filters can be asked for, and its team is one's own to share with; raises Invalid."""
    if data.get("team") and not (data["team"] in who.teams or (who.is_manager and data["team"] in teams.names())):
        raise Invalid("You share a view with a team of your own.", pointer="/team", allowed=sorted(who.teams))
    if "query" in data:
        # What is wrong stands at `/query/...`, here as in an address.
        filters.check(who, filters_of(data["query"]))


def _check_room(who: Caller, team: str | None) -> None:
    own = and_(SavedView.person_id == who.id, SavedView.team_slug.is_(None))
    of = own if team is None else SavedView.team_slug == team
    if (db.session.scalar(select(func.count()).select_from(SavedView).where(of)) or 0) >= MOST:
        raise Conflict("No more than {most} views.", most=MOST, allowed=[])


def _told(row: SavedView) -> dict[str, Any]:
    return {"name": row.name, "query": row.query}
