"""Which of the outages that go on comes first: pure. No database."""

from typing import Any

from shared.vocabulary import Impact, OutageKind, OutageStatus

_IMPACT = {str(impact): rank for rank, impact in enumerate(reversed(list(Impact)))}
_SEEMS_OVER = OutageStatus.MONITORING


def rank(item: dict[str, Any]) -> tuple[Any, ...]:
    """The sort key of an outage (OutageSchema): the worst first.

    What fails before what is planned, what seems to be over last; then impact, then what waits for a decision, then a
    broken promise, then how many are behind it, then how long it lasts.
    """
    behind = item["behind"] or {}
    return (
        item["kind"] != OutageKind.OUTAGE,
        item["status"] == _SEEMS_OVER,
        _IMPACT.get(item["impact"], len(_IMPACT)),
        item["status"] != OutageStatus.SUSPECTED,
        not item["overdue"],
        -behind.get("customers", 0),
        item["started_at"],
        item["id"],
    )
