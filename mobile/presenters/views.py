"""From the contract's JSON to the pieces that screens show."""

import datetime as dt
from collections.abc import Iterable, Mapping

from mobile.core.outage_check import Check, Finding
from mobile.core.readings import JSON
from mobile.presenters.notices import Notice, Say
from mobile.presenters.values import (
    HandlingView,
    Localised,
    OutageAnswer,
    OutageView,
    ServiceView,
    Term,
    UpdateView,
)
from shared.lifecycle import OUTAGE_ENDED
from shared.vocabulary import HandlingAnswer, Impact, OutageKind, OutageStatus

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
    return {s["slug"]: ServiceView(s["slug"], Localised(**s["title"]), s["icon"]) for s in services}


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


def outage_view(outage: JSON, services: Services) -> OutageView:
    """One outage or planned work."""
    return OutageView(
        id=outage["id"],
        kind=Term.of(OutageKind, outage["kind"]),
        status=Term.of(OutageStatus, outage["status"]),
        impact=Term.of(Impact, outage["impact"]),
        ended=outage["status"] in OUTAGE_ENDED,
        title=Localised(**outage["title"]),
        advice=Localised.of(outage["advice"]),
        services=tuple(s for s in (service_view(slug, services) for slug in outage["services"]) if s),
        areas=tuple(outage["areas"]),
        started_at=moment(outage["started_at"]),
        expected_end_at=moment_or_none(outage["expected_end_at"]),
        next_update_at=moment_or_none(outage["next_update_at"]),
        resolved_at=moment_or_none(outage["resolved_at"]),
        updates=tuple(_update_view(update) for update in outage["updates"]),
    )


def _update_view(update: JSON) -> UpdateView:
    return UpdateView(
        id=update["id"],
        at=moment(update["at"]),
        status=Term.of(OutageStatus, update["status"]),
        text=Localised(**update["text"]),
        next_update_at=moment_or_none(update["next_update_at"]),
        expected_end_at=moment_or_none(update["expected_end_at"]),
    )


def outage_answer(check: Check, services: Services) -> OutageAnswer:
    """What the outage check found, with the line that tells it."""
    outages = tuple(outage_view(outage, services) for outage in check.outages)
    return OutageAnswer(check.finding, outages, check.as_of, check.fresh, _outage_notice(check))


def _outage_notice(check: Check) -> Notice | None:
    match check.finding:
        case Finding.COVERED:
            return Notice(Say.KNOWN_OUTAGE, {"count": len(check.outages), "as_of": check.as_of})
        case Finding.PARTLY:
            return Notice(Say.OUTAGE_IN_PART, {"count": len(check.outages), "as_of": check.as_of})
        case Finding.NONE_KNOWN:
            key = Say.NO_KNOWN_OUTAGE if check.fresh else Say.NO_KNOWN_OUTAGE_OLD_COPY
            return Notice(key, {"as_of": check.as_of})
        case Finding.NEVER_READ:
            return Notice(Say.OUTAGES_NEVER_READ)
        case _:
            return None
