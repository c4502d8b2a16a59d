"""What a press on the board does: the API's own acts, several in one transaction where they belong together."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from backend.accounts.caller import Caller
from backend.clock import now
from backend.config import config
from backend.errors import Conflict
from backend.i18n import say
from backend.outages import services as outages
from backend.outages.models import Outage
from shared.messages import Message
from shared.vocabulary import LANGUAGES, OutageStatus

JSON = dict[str, Any]
_TOLD = ("status", "text", "expected_end_at", "next_update_at")
_QUARTER = dt.timedelta(minutes=15)

FIRST_WORDS = Message("There is an outage. We are looking for the cause.")
NONE_AFTER_ALL = Message("There turned out to be no outage.")


def confirm(caller: Caller, outage_id: str, data: JSON, match: str) -> str:
    """The suspicion is known to all from now on (ConfirmSchema, loaded), under the same id; runs inside `db.write`.

    Raises as `amend` and `post_update` do, and Conflict where it is no suspicion any more.
    """
    _check_suspected(outages.find(caller, outage_id, to_write=True))
    facts = {name: value for name, value in data.items() if name not in _TOLD}
    outages.amend(caller, outage_id, facts, match)
    return outages.post_update(caller, outage_id, {name: data[name] for name in _TOLD if name in data}).id


def dismiss(caller: Caller, outage_id: str, match: str) -> str:
    """The suspicion was none, of which nobody is told; runs inside `db.write`. Raises as `confirm` does."""
    _check_suspected(outages.find(caller, outage_id, to_write=True))
    told = {"status": str(OutageStatus.DISMISSED), "text": both(NONE_AFTER_ALL)}
    return outages.post_update(caller, outage_id, told, match).id


def both(sentence: Message) -> dict[str, str]:
    """A sentence of ours in both languages, to be told or changed first."""
    return {language: say(sentence, language) for language in LANGUAGES}


def in_a_while(hours: float = 1.0) -> dt.datetime:
    """A promise that can be kept: so much later, at a whole quarter."""
    at = now() + dt.timedelta(hours=hours)
    return at + (dt.datetime.min.replace(tzinfo=dt.UTC) - at) % _QUARTER


def moved(data: JSON, outage: Outage, *names: str) -> JSON:
    """`data` without the times that read as they were: a form shows no seconds, nor which of two hours in October."""
    return {name: value for name, value in data.items() if name not in names or not _same(value, getattr(outage, name))}


def _same(value: dt.datetime | None, kept: dt.datetime | None) -> bool:
    if value is None or kept is None:
        return value is kept
    return _shown(value) == _shown(kept)


def _shown(at: dt.datetime) -> dt.datetime:
    """As a form's field has it."""
    return at.astimezone(ZoneInfo(config().timezone)).replace(tzinfo=None, second=0, microsecond=0)


def _check_suspected(outage: Outage) -> None:
    if outage.status != OutageStatus.SUSPECTED:
        raise Conflict("Somebody has decided on it already.", allowed=[])
