"""What belongs to teams, as the API shows them."""

from typing import TYPE_CHECKING, Any

from backend.accounts.models import ApiKey, Person
from backend.teams.models import Endpoint, ResponseTemplate, RoutingRule, Service, Team
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from backend.teams.services.routing import Route


def team(row: Team) -> dict[str, Any]:
    """TeamSchema."""
    return {"slug": row.slug, "name": row.name, "language": row.language}


def service(row: Service) -> dict[str, Any]:
    """ServiceSchema."""
    return {name: getattr(row, name) for name in ("slug", "title", "icon", "questions", "sets", "position")}


def endpoint(row: Endpoint) -> dict[str, Any]:
    """EndpointSchema, without the secret."""
    return {
        "id": row.id,
        "team": row.team_slug,
        "url": row.url,
        "email": row.email,
        "active": row.disabled_at is None,
        "disabled_reason": row.disabled_reason,
        "created_at": rfc3339(row.created_at),
    }


def template(row: ResponseTemplate) -> dict[str, Any]:
    """TemplateSchema; `missing` are the languages that fall back to the other."""
    return {
        "id": row.id,
        "team": row.team_slug,
        "slug": row.slug,
        "title": row.title,
        "body": row.body,
        "missing": [language for language in LANGUAGES if not row.body.get(language)],
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def member(row: Person) -> dict[str, Any]:
    """MemberSchema."""
    return {name: getattr(row, name) for name in ("id", "name", "email", "role", "language", "active")}


def key(row: ApiKey) -> dict[str, Any]:
    """KeySchema, without the secret."""
    return {
        "id": row.id,
        "team": row.team_slug,
        "name": row.name,
        "rights": row.rights,
        "created_at": rfc3339(row.created_at),
        "last_used_at": rfc3339(row.last_used_at) if row.last_used_at else None,
        "revoked_at": rfc3339(row.revoked_at) if row.revoked_at else None,
    }


def conditions(row: RoutingRule) -> dict[str, Any]:
    """What a rule asks of a ticket, and its place among the others."""
    return {"service": row.service, "kind": row.kind, "area": row.area, "position": row.position}


def rule(row: RoutingRule) -> dict[str, Any]:
    """RuleSchema."""
    return {"id": row.id, "team": row.team_slug, **conditions(row)}


def leads(route: "Route") -> dict[str, Any]:
    """RuleSchema, of a rule that was looked at."""
    facts = route.reason()
    return {"id": facts.pop("rule"), "team": route.team, **facts}
