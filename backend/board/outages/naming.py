"""What acts on an outage and the facts of it are called on its page."""

from collections.abc import Iterable

from flask import Flask

from backend.i18n import say
from backend.outages.happened import What
from shared.messages import Message

_HAPPENED = {
    str(What.SUSPECTED): Message("Suspected"),
    str(What.DECLARED): Message("Declared"),
    str(What.UPDATED): Message("Told how it goes"),
    str(What.MOVED): Message("Another status"),
    str(What.RESOLVED): Message("It works again"),
    str(What.CLOSED): Message("Closed off"),
    str(What.CANCELLED): Message("Called off"),
    str(What.DISMISSED): Message("It was none"),
    str(What.MERGED): Message("Merged into another"),
    str(What.RESCHEDULED): Message("Moved to another time"),
    str(What.ANNOUNCED): Message("Announced"),
    str(What.OVERDUE): Message("A promise was not kept"),
    str(What.AMENDED): Message("Changed"),
    "alert_told": Message("Was told"),
    "alert_acknowledged": Message("Has it"),
}
_FACTS = {
    "status": Message("status"),
    "services": Message("services"),
    "areas": Message("areas"),
    "started_at": Message("start"),
    "expected_end_at": Message("expected end"),
    "next_update_at": Message("next news"),
}


def init_app(app: Flask) -> None:
    """Gives both to the templates."""
    app.jinja_env.globals |= {"happened_name": happened_name, "changed_names": changed_names}


def happened_name(what: str) -> str:
    """An act as people call it; of one that is not known, its own word."""
    found = _HAPPENED.get(what)
    return say(found) if found else what


def changed_names(changes: Iterable[str]) -> str:
    """What of an outage changed."""
    return ", ".join(say(_FACTS[name]) if name in _FACTS else name for name in changes)
