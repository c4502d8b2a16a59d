"""`/metrics`: what a monitoring system watches, in Prometheus' text format, read from the database at each look.

So that it is the same whichever of the server's processes answers; it holds counts only, nothing personal.
"""

from collections.abc import Iterable

from flask import Blueprint, Flask, Response
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from backend import posting
from backend.duty import services as duty
from backend.forwarding import services as forwarding
from backend.inbox import services as inbox
from backend.outages import services as outages

blueprint = Blueprint("metrics", __name__)
_OUTBOX = {
    "pending": "Deliveries that wait to be sent.",
    "oldest_seconds": "Seconds that the oldest of them has waited.",
    "dead_letters": "Deliveries that were given up and can be sent again.",
}
_INBOX = {
    "waiting": "Mails that came in and were not looked at yet.",
    "kept": "Mails that came in and are kept for a person (GET /inbox).",
}
_ALERTS = {
    "open": "Alerts that nobody on duty has said to have.",
    "oldest_seconds": "Seconds that the oldest of them has been there.",
}
_DETECTION = {
    "behind_seconds": "Seconds since the oldest change that detection of outages has not looked at; 0 for none.",
    "learned_seconds": "Seconds since it was learned what is usual; -1 where it never was.",
    "suspected": "Outages that are suspected and wait for a manager.",
}
_LETTERS = {
    "pending": "Letters to people that wait to be sent.",
    "oldest_seconds": "Seconds that the oldest of them has waited.",
    "dead_letters": "Letters that were given up; `flask letters` shows them.",
}


def init_app(app: Flask) -> None:
    """Serves it from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/metrics")
def metrics() -> Response:
    """503 where the database does not answer: a monitoring system shows that as down, not as nothing waiting."""
    registry = CollectorRegistry(auto_describe=False)
    try:
        registry.register(_Outbox(forwarding.backlogs()))
        registry.register(_Letters(posting.waiting()))
        registry.register(_Inbox(inbox.counts()))
        registry.register(_Alerts(duty.waiting()))
        registry.register(_Detection(outages.detection_stands()))
    except SQLAlchemyError:
        return Response("The database does not answer.\n", 503, mimetype="text/plain")
    answer = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class _Outbox:
    """By team, so that an alarm names the one whose system does not take what it is sent."""

    def __init__(self, backlogs: dict[str, forwarding.Backlog]) -> None:
        self._backlogs = backlogs

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges; a team for which nothing waits is there with zeros."""
        for name, meaning in _OUTBOX.items():
            gauge = GaugeMetricFamily(f"doorgeven_outbox_{name}", meaning, labels=["team"])
            for team, backlog in self._backlogs.items():
                gauge.add_metric([team], backlog[name])  # type: ignore[literal-required]
            yield gauge


class _Inbox:
    """Mail that came in: what no worker has looked at, and what is kept for a person."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        for name, meaning in _INBOX.items():
            yield GaugeMetricFamily(f"doorgeven_inbox_{name}", meaning, value=self._counts[name])


class _Alerts:
    """What those on duty were told and nobody has: where mail goes nowhere, this still shows it."""

    def __init__(self, waiting: duty.Waiting) -> None:
        self._waiting = waiting

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        for name, meaning in _ALERTS.items():
            value = self._waiting[name]  # type: ignore[literal-required]
            yield GaugeMetricFamily(f"doorgeven_alerts_{name}", meaning, value=value)


class _Detection:
    """How far detection of outages is behind: where no worker runs, it grows."""

    def __init__(self, stands: dict[str, float]) -> None:
        self._stands = stands

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        for name, meaning in _DETECTION.items():
            yield GaugeMetricFamily(f"doorgeven_detection_{name}", meaning, value=self._stands[name])


class _Letters:
    """Mail to people: where nobody set SMTP_URL, or its server is away, they only wait."""

    def __init__(self, waiting: posting.Waiting) -> None:
        self._waiting = waiting

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        for name, meaning in _LETTERS.items():
            yield GaugeMetricFamily(
                f"doorgeven_letters_{name}",
                meaning,
                value=self._waiting[name],  # type: ignore[literal-required]
            )
