"""From the contract's JSON to the pieces that screens show."""

import datetime as dt
from collections.abc import Iterable, Mapping

from mobile.core.readings import JSON
from mobile.presenters.values import HandlingView, Localised, ServiceView, Term
from shared.vocabulary import HandlingAnswer

Services = Mapping[str, ServiceView]
"""By slug, in the order in which to show them."""

_UNKNOWN_ICON = "help-circle-outline"


def moment(text: str) -> dt.datetime:
    """A time of the contract, in UTC."""
    return dt.datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> dt.datetime | None:
    """A time that may be missing."""
    return moment(text) if text else None


def services_view(services: Iterable[JSON]) -> dict[str, ServiceView]:
    """The services, by slug."""
    return {s["slug"]: ServiceView(s["slug"], Localised(**s["title"]), s["icon"], _questions(s)) for s in services}


def _questions(service: JSON) -> tuple[Localised, ...]:
    """Those that this version can read: a later server may ask in other ways too."""
    texts = (question.get("text") for question in service.get("questions", ()))
    return tuple(Localised(text.get("nl"), text.get("en")) for text in texts if isinstance(text, dict))


def service_view(slug: str | None, services: Services) -> ServiceView | None:
    """One service; one that is no longer, or not yet, among them is shown by its slug."""
    return services.get(slug, ServiceView(slug, Localised(slug, slug), _UNKNOWN_ICON)) if slug else None


def handling_view(ticket: JSON) -> HandlingView:
    """The answer to "is it being handled?" of a ticket."""
    handling = ticket["handling"]
    return HandlingView(
        answer=Term.of(HandlingAnswer, handling["answer"]),
        team=ticket["team_name"],
        since=moment(handling["since"]),
        last_human_action_at=moment_or_none(handling["last_human_action_at"]),
        next_update_by=moment_or_none(handling["next_update_by"]),
        by=ticket["assignee_name"],
        # A server of before does not have them.
        waits_for=ticket.get("held_for") or "",
        waits_until=moment_or_none(ticket.get("held_until")),
    )
