"""From the contract's outages to the pieces that screens show."""

import datetime as dt
from collections.abc import Iterator

from mobile.core.outage_check import Check, Finding
from mobile.core.readings import JSON
from mobile.presenters.notices import Notice, Say
from mobile.presenters.values import EstimateView, Localised, OutageAnswer, OutageView, Term, UpdateView
from mobile.presenters.views import Services, moment, moment_or_none, service_view
from shared.lifecycle import OUTAGE_ENDED
from shared.vocabulary import Impact, OutageKind, OutageStatus


def outage_view(outage: JSON, services: Services, as_of: dt.datetime | None = None) -> OutageView:
    """One outage or planned work; `as_of` is when the copy it comes from was last known to be right."""
    # What came to the contract later is asked for: a server of before does not have it.
    return OutageView(
        id=outage["id"],
        kind=Term.of(OutageKind, outage["kind"]),
        status=Term.of(OutageStatus, outage["status"]),
        impact=Term.of(Impact, outage["impact"]),
        ended=_over(outage),
        title=_text(outage, "title") or Localised("", ""),
        advice=_text(outage, "advice"),
        services=tuple(s for s in (service_view(slug, services) for slug in outage["services"]) if s),
        areas=tuple(outage["areas"]),
        started_at=moment(outage["started_at"]),
        expected_end_at=moment_or_none(outage["expected_end_at"]),
        next_update_at=moment_or_none(outage["next_update_at"]),
        resolved_at=moment_or_none(outage["resolved_at"]),
        updates=tuple(_update_view(update) for update in outage["updates"]),
        where=Localised.of(outage.get("where")),
        overdue=_promise_broken(outage, "next_update_at", as_of) or (bool(outage.get("overdue")) and not _over(outage)),
        late=_promise_broken(outage, "expected_end_at", as_of),
        estimates=_earlier_estimates(outage),
        postmortem=_text(outage, "postmortem"),
        merged_into=outage.get("merged_into"),
        share_text=Localised.of(outage.get("share_text")),
        evidence=_evidence(outage),
    )


def outage_answer(check: Check, services: Services) -> OutageAnswer:
    """What the outage check found, with the line that tells it."""
    outages = tuple(outage_view(outage, services, check.as_of) for outage in check.outages)
    return OutageAnswer(check.finding, outages, check.as_of, check.fresh, _outage_notice(check))


def _update_view(update: JSON) -> UpdateView:
    return UpdateView(
        id=update["id"],
        at=moment(update["at"]),
        status=Term.of(OutageStatus, update["status"]),
        text=_text(update, "text"),
        next_update_at=moment_or_none(update["next_update_at"]),
        expected_end_at=moment_or_none(update["expected_end_at"]),
    )


def _text(of: JSON, name: str) -> Localised | None:
    return Localised.of(of.get(name), of.get(f"{name}_in"))


def _evidence(outage: JSON) -> Localised | None:
    suspicion = outage.get("suspicion")
    return Localised.of(suspicion["text"]) if suspicion and outage["status"] == OutageStatus.SUSPECTED else None


def _over(outage: JSON) -> bool:
    return outage["status"] in OUTAGE_ENDED


def _promise_broken(outage: JSON, name: str, as_of: dt.datetime | None) -> bool:
    """Only where the copy is newer than the promise: an old copy does not know what was told since."""
    promised = moment_or_none(outage[name])
    return not _over(outage) and promised is not None and as_of is not None and promised <= as_of


def _earlier_estimates(outage: JSON) -> tuple[EstimateView, ...]:
    said = outage.get("estimates")
    if said is None:
        return tuple(_changed_ones(outage))
    return tuple(EstimateView(moment(one["at"]), moment(one["expected_end_at"])) for one in said)


def _changed_ones(outage: JSON) -> Iterator[EstimateView]:
    """From the updates alone, of a server of before: each estimate that differs from the one after it, when first told.

    Walks back from the newest.
    """
    held = outage["expected_end_at"]
    told: list[tuple[str, str]] = []
    for update in outage["updates"]:
        estimate = update["expected_end_at"]
        if estimate is None:
            continue
        if told and told[-1][1] == estimate:
            told[-1] = update["at"], estimate
        else:
            told.append((update["at"], estimate))
    for at, estimate in told:
        if estimate != held:
            yield EstimateView(moment(at), moment(estimate))
        held = estimate


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
