"""Keeping what the company delivers: for managers and admins; `backend/withdrawing.py` takes away what is not used."""

from typing import Any

from sqlalchemy import func, select

from backend import audit, db
from backend.errors import Forbidden, Invalid, NotFound
from backend.etags import check_match, etag_of
from backend.teams import present
from backend.teams.models import Service
from backend.teams.services.asking import retire, with_ids
from backend.teams.services.offered import list_services
from backend.teams.services.permission import Keeper, oversees
from shared.schemas.services import MOST_SERVICES


def find_service(who: Keeper, slug: str, *, to_write: bool = False) -> Service:
    """One service, to be read by all; locked where it is to be written. Raises Forbidden, NotFound."""
    if to_write:
        _check_keeps(who)
    query = select(Service).where(Service.slug == slug)
    row = db.session.scalar(query.with_for_update() if to_write else query)
    if row is None:
        raise NotFound
    return row


def add_service(who: Keeper, data: dict[str, Any]) -> Service:
    """A new one, shown last (NewServiceSchema, loaded); raises Forbidden, Invalid."""
    _check_keeps(who)
    if db.session.get(Service, data["slug"]) is not None:
        raise Invalid("There is a service {slug} already.", slug=data["slug"], pointer="/slug")
    if (db.session.scalar(select(func.count()).select_from(Service)) or 0) >= MOST_SERVICES:
        raise Invalid("There are at most {most} services.", most=MOST_SERVICES)
    _check_names(data["slug"], data["sets"])
    data = {**data, "questions": with_ids(data["questions"], [])}
    last = db.session.scalar(select(func.max(Service.position))) or 0
    row = Service(**data, retired=[], position=last + 1)
    db.session.add(row)
    db.session.flush()
    audit.record(who, "service.added", f"service:{row.slug}", changes=audit.made(data))
    return row


def amend_service(who: Keeper, slug: str, data: dict[str, Any], match: str | None) -> Service:
    """Changes what `data` names; raises Forbidden, NotFound, PreconditionRequired, PreconditionFailed, Invalid."""
    row = find_service(who, slug, to_write=True)
    check_match(match, etag_of(present.service(row)))
    if "sets" in data:
        _check_names(slug, data["sets"])
    if "questions" in data:
        data = {**data, "questions": with_ids(data["questions"], row.questions)}
        retire(row, data["questions"])
    changes = audit.amend(row, data)
    if changes:
        db.session.flush()
        audit.record(who, "service.changed", f"service:{slug}", changes=changes)
    return row


def order_services(who: Keeper, slugs: list[str], match: str | None) -> list[dict[str, Any]]:
    """Shows them in that order from now on; all must be named. Raises as `amend_service` does."""
    _check_keeps(who)
    rows = list(db.session.scalars(select(Service).order_by(Service.position, Service.slug).with_for_update()))
    check_match(match, etag_of([present.service(row) for row in rows]))
    known = [row.slug for row in rows]
    if sorted(slugs) != sorted(known):
        raise Invalid("Name each service once; there are {allowed}.", pointer="/order", allowed=known)
    for row in rows:
        row.position = slugs.index(row.slug) + 1
    if slugs != known:
        audit.record(who, "services.ordered", "services", changes={"order": {"from": known, "to": slugs}})
    db.session.flush()
    return list_services()


def remove_service(who: Keeper, row: Service) -> None:
    """It is gone, and nothing may name it any more: whoever calls this has looked."""
    _check_keeps(who)
    db.session.delete(row)
    db.session.flush()
    audit.record(who, "service.removed", f"service:{row.slug}", changes={"title": {"from": row.title}})


def _check_names(slug: str, sets: list[str]) -> None:
    """A name stands for one service or for one set of them, never for both; raises Invalid."""
    rows = db.session.execute(select(Service.slug, Service.sets)).all()
    slugs, groups = {row.slug for row in rows} | {slug}, {name for row in rows for name in row.sets}
    if slug in groups:
        raise Invalid("There is a set of services of that name already.", pointer="/slug")
    for index, name in enumerate(sets):
        if name in slugs:
            raise Invalid("There is a service {slug} already.", slug=name, pointer=f"/sets/{index}")


def _check_keeps(who: Keeper) -> None:
    if not oversees(who):
        raise Forbidden("Only managers and admins keep the services.")
