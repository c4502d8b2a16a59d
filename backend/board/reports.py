"""`/csp-report`: where browsers tell what our content policy stopped; the last ones are kept in memory, and logged."""

import time
from collections import deque

import orjson
import structlog
from flask import Blueprint, Response, current_app, request

log = structlog.get_logger()
blueprint = Blueprint("csp_reports", __name__)
LARGEST = 20_000
KEPT = 100
_LOGGED = 20
"""In a minute: anybody can send reports, and a log must not fill up with them."""
_FIELDS = (
    "effectiveDirective",
    "effective-directive",
    "violated-directive",
    "blockedURL",
    "blocked-uri",
    "documentURL",
)


@blueprint.post("/csp-report")
def report() -> Response:
    """Takes one report, or a list of them, as browsers send them; answers 204 whatever it is."""
    request.max_content_length = LARGEST
    for one in _read(request.get_data(cache=False)[:LARGEST]):
        told = {name: str(one[name])[:300] for name in _FIELDS if name in one}
        received().append(told)
        if _may_log():
            log.warning("csp report", **{name.replace("-", "_"): value for name, value in told.items()})
    return Response(status=204)


def received() -> "deque[dict[str, str]]":
    """What came in last, in this process."""
    kept: deque[dict[str, str]] = current_app.extensions.setdefault("doorgeven.csp_reports", deque(maxlen=KEPT))
    return kept


def _may_log() -> bool:
    minute = int(time.monotonic() // 60)
    counted: dict[int, int] = current_app.extensions.setdefault("doorgeven.csp_logged", {})
    if minute not in counted:
        counted.clear()
    counted[minute] = counted.get(minute, 0) + 1
    return counted[minute] <= _LOGGED


def _read(body: bytes) -> list[dict[str, object]]:
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        return []
    found = []
    for one in parsed[:10] if isinstance(parsed, list) else [parsed]:
        inner = one.get("csp-report", one.get("body", one)) if isinstance(one, dict) else None
        if isinstance(inner, dict):
            found.append(inner)
    return found
