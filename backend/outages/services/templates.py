"""Templates for what people are told of outages often, kept by whoever declares them."""

from typing import Any

from sqlalchemy import select

from backend import audit, db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Forbidden, Invalid, NotFound
from backend.etags import check_match, etag_of
from backend.ids import new_id
from backend.outages import present
from backend.outages.models import OutageTemplate
from backend.outages.permission import may_declare
from backend.outages.wording import PLACEHOLDERS
from backend.teams.placeholders import parse
from shared.vocabulary import Role

MOST = 500
"""Templates that there may be."""


def list_templates(caller: Caller) -> list[OutageTemplate]:
    """All, by slug; raises Forbidden."""
    _check_keeps(caller)
    return list(db.session.scalars(select(OutageTemplate).order_by(OutageTemplate.slug)))


def find_template(caller: Caller, template_id: str, *, to_write: bool = False) -> OutageTemplate:
    """One, locked where it is to be written; raises Forbidden, NotFound."""
    _check_keeps(caller)
    query = select(OutageTemplate).where(OutageTemplate.id == template_id)
    row = db.session.scalar(query.with_for_update() if to_write else query)
    if row is None:
        raise NotFound
    return row


def template_called(slug: str) -> OutageTemplate:
    """That of the slug; raises Invalid, naming those there are."""
    row = db.session.scalar(select(OutageTemplate).where(OutageTemplate.slug == slug))
    if row is None:
        known = list(db.session.scalars(select(OutageTemplate.slug).order_by(OutageTemplate.slug).limit(20)))
        raise Invalid("There is no such template; there are: {allowed}.", pointer="/template", allowed=known)
    return row


def add_template(caller: Caller, data: dict[str, Any]) -> OutageTemplate:
    """A new one (NewOutageTemplateSchema, loaded); raises Forbidden, Invalid."""
    _check_keeps(caller)
    _check(data)
    if len(list_templates(caller)) >= MOST:
        raise Invalid("There are at most {most} templates.", most=MOST)
    at = now()
    row = OutageTemplate(**{"id": new_id(), "status": None, **data, "created_at": at, "updated_at": at})
    db.session.add(row)
    db.session.flush()
    audit.record(caller, "outage-template.added", f"outage-template:{row.id}", changes=audit.made(data))
    return row


def amend_template(caller: Caller, template_id: str, data: dict[str, Any], match: str | None) -> OutageTemplate:
    """Changes what `data` names; what was told with it stays as it was told.

    Raises Forbidden, NotFound, PreconditionRequired, PreconditionFailed, Invalid.
    """
    row = find_template(caller, template_id, to_write=True)
    check_match(match, etag_of(present.template(row)))
    _check(data, row)
    changes = audit.amend(row, data)
    if changes:
        row.updated_at = max(now(), row.updated_at)
        db.session.flush()
        audit.record(caller, "outage-template.changed", f"outage-template:{row.id}", changes=changes)
    return row


def remove_template(caller: Caller, template_id: str) -> None:
    """It is gone; what was told with it stays. Raises Forbidden, NotFound."""
    row = find_template(caller, template_id, to_write=True)
    db.session.delete(row)
    gone = {"slug": {"from": row.slug}}
    audit.record(caller, "outage-template.removed", f"outage-template:{row.id}", changes=gone)


def _check_keeps(caller: Caller) -> None:
    """Whoever declares writes them, and admins, who keep all texts."""
    if not may_declare(caller) and caller.role is not Role.ADMIN:
        raise Forbidden("Only managers, admins, and programs with the right keep the templates of outages.")


def _check(data: dict[str, Any], row: OutageTemplate | None = None) -> None:
    for language, text in (data.get("text") or {}).items():
        if text is not None:
            parse(text, f"/text/{language}", PLACEHOLDERS)
    slug = data.get("slug")
    taken = slug is not None and db.session.scalar(select(OutageTemplate).where(OutageTemplate.slug == slug))
    if taken and taken is not row:
        raise Invalid("There is a template {slug} already.", slug=slug, pointer="/slug")
