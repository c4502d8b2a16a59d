"""What the company delivers: the services there are, and sets of them."""

from typing import Any

from sqlalchemy import bindparam, select

from backend import db
from backend.errors import Invalid
from backend.teams import present
from backend.teams.models import Service
from shared.vocabulary import LANGUAGES

_THERE = select(Service.slug).where(Service.slug == bindparam("slug"))


def list_services() -> list[dict[str, Any]]:
    """All services in the order in which to show them (ServiceSchema)."""
    rows = db.session.scalars(select(Service).order_by(Service.position, Service.slug))
    return [present.service(row) for row in rows]


def titles() -> dict[str, dict[str, str]]:
    """Language -> slug -> title of every service."""
    rows = db.session.execute(select(Service.slug, Service.title)).all()
    return {code: {slug: title.get(code) or slug for slug, title in rows} for code in LANGUAGES}


def check_service(slug: str | None) -> None:
    """Raises Invalid, naming the services there are, where `slug` is none of them."""
    if slug is not None and db.execute(_THERE, {"slug": slug}).first() is None:
        known = list(db.session.scalars(select(Service.slug).order_by(Service.position)))
        raise Invalid(
            "There is no such service; there are {known}.", known=", ".join(known), pointer="/service", allowed=known
        )


def standing_for() -> dict[str, frozenset[str]]:
    """Each service and each set of them by name, with the services that it stands for."""
    rows = list(db.session.scalars(select(Service)))
    found = {row.slug: {row.slug} for row in rows}
    for row in rows:
        for name in row.sets:
            found.setdefault(name, set()).add(row.slug)
    return {name: frozenset(slugs) for name, slugs in found.items()}


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
