"""The answers that a team gives often, in both languages, with placeholders that are filled in as they are sent."""

from typing import Any

from sqlalchemy import Select, select

from backend import audit, db
from backend.clock import now
from backend.errors import Invalid, NotFound
from backend.etags import check_match, etag_of
from backend.ids import new_id
from backend.teams import present
from backend.teams.models import ResponseTemplate
from backend.teams.placeholders import parse
from backend.teams.services.permission import Keeper, check_keeps

MOST = 500
"""Templates of one team."""


def list_templates(who: Keeper, team: str) -> list[ResponseTemplate]:
    """The team's templates, by slug; raises NotFound."""
    check_keeps(who, team)
    return list(db.session.scalars(_of(team).order_by(ResponseTemplate.slug)))


def find_template(who: Keeper, team: str, template_id: str, *, to_write: bool = False) -> ResponseTemplate:
    """One of the team's templates, locked where it is to be written; raises NotFound."""
    check_keeps(who, team)
    query = _of(team).where(ResponseTemplate.id == template_id)
    row = db.session.scalar(query.with_for_update() if to_write else query)
    if row is None:
        raise NotFound
    return row


def template_called(team: str, slug: str, pointer: str) -> ResponseTemplate:
    """The team's template of that slug; raises Invalid, naming those there are."""
    row = db.session.scalar(_of(team).where(ResponseTemplate.slug == slug))
    if row is None:
        known = list(db.session.scalars(_of(team).with_only_columns(ResponseTemplate.slug).order_by("slug").limit(20)))
        raise Invalid("The team has no such template; it has {allowed}.", pointer=pointer, allowed=known)
    return row


def add_template(who: Keeper, team: str, data: dict[str, Any]) -> ResponseTemplate:
    """A new template (NewTemplateSchema, loaded); raises NotFound, Invalid."""
    check_keeps(who, team)
    _check(team, data)
    if len(list_templates(who, team)) >= MOST:
        raise Invalid("A team has at most {most} templates.", most=MOST)
    at = now()
    row = ResponseTemplate(id=new_id(), team_slug=team, **data, created_at=at, updated_at=at)
    db.session.add(row)
    db.session.flush()
    audit.record(who, "template.added", f"template:{row.id}", team=team, changes=audit.made(data))
    return row


def amend_template(
    who: Keeper, team: str, template_id: str, data: dict[str, Any], match: str | None
) -> ResponseTemplate:
    """Changes what `data` names; raises NotFound, PreconditionRequired, PreconditionFailed, Invalid."""
    row = find_template(who, team, template_id, to_write=True)
    check_match(match, etag_of(present.template(row)))
    _check(team, data, row)
    changes = audit.amend(row, data)
    if changes:
        row.updated_at = max(now(), row.updated_at)
        db.session.flush()
        audit.record(who, "template.changed", f"template:{row.id}", team=team, changes=changes)
    return row


def remove_template(who: Keeper, team: str, template_id: str) -> None:
    """The template is gone; messages sent with it stay. Raises NotFound."""
    row = find_template(who, team, template_id, to_write=True)
    db.session.delete(row)
    audit.record(who, "template.removed", f"template:{row.id}", team=team, changes={"slug": {"from": row.slug}})


def _check(team: str, data: dict[str, Any], row: ResponseTemplate | None = None) -> None:
    for language, text in (data.get("body") or {}).items():
        if text is not None:
            parse(text, f"/body/{language}")
    slug = data.get("slug")
    taken = slug is not None and db.session.scalar(_of(team).where(ResponseTemplate.slug == slug))
    if taken and taken is not row:
        raise Invalid("The team has a template {slug} already.", slug=slug, pointer="/slug")


def _of(team: str) -> Select[ResponseTemplate]:
    return select(ResponseTemplate).where(ResponseTemplate.team_slug == team)
