"""Telling people how an outage goes."""

from typing import Any

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Invalid
from backend.etags import check_match, etag_for
from backend.outages import wording, words
from backend.outages.facts import set_facts
from backend.outages.happened import Before, what_a_move_is
from backend.outages.models import Outage
from backend.outages.permission import check_may_declare
from backend.outages.reading import find
from backend.outages.services.moving import allowed, move
from backend.outages.services.noting import note
from backend.outages.services.templates import template_called
from backend.outages.telling import tell
from backend.tickets.journal import Actor
from shared import lifecycle
from shared.vocabulary import OutageStatus, UpdateKind

_TOLD_ALONG = ("next_update_at", "expected_end_at", "postmortem")


def post_update(caller: Caller, outage_id: str, data: dict[str, Any], match: str | None = None) -> Outage:
    """Tells people how it goes (NewUpdateSchema, loaded).

    Without a status it stays as it is, which an ended one cannot. An absent time stays as it was while it lies ahead,
    null takes it away; the update keeps what was told. A template (slug) stands for the text, and for a status that is
    not sent. `match` (If-Match), where given, keeps two who write at once apart. Raises NotFound, Forbidden,
    PreconditionFailed, Conflict, Invalid, in this order.
    """
    outage = find(caller, outage_id, to_write=True)
    check_may_declare(caller)
    if match:
        check_match(match, etag_for(outage.version))
    before, actor = Before.of(outage), Actor.solving(caller, None)
    text = _bring(outage, data)
    told = note(outage, actor, UpdateKind.UPDATE, text)
    tell(outage, actor, what_a_move_is(OutageStatus(outage.status), before), before, update=told)
    return outage


def preview_update(caller: Caller, outage_id: str, data: dict[str, Any]) -> tuple[Outage, words.Words]:
    """The outage as it would be after that update, and what people would be told; nothing is kept.

    Raises as `post_update` does.
    """
    outage = find(caller, outage_id)
    check_may_declare(caller)
    # Out of the session: what is tried on it ends in no database.
    db.session.expunge(outage)
    return outage, _bring(outage, data)


def _bring(outage: Outage, data: dict[str, Any]) -> words.Words:
    """Brings the outage to what the update says, and gives the words for it."""
    template = template_called(data["template"]) if "template" in data else None
    wanted = allowed(outage, data.get("status") or (template.status if template else None))
    if "postmortem" in data and wanted not in lifecycle.OUTAGE_EXPLAINED:
        raise Invalid("A post-mortem is of what is over.", pointer="/postmortem")
    set_facts(outage, {name: data[name] for name in _TOLD_ALONG if name in data})
    move(outage, wanted)
    _keep_promise(outage)
    text: words.Words = wording.filled(outage, template) if template else data["text"]
    return text


def _keep_promise(outage: Outage) -> None:
    """The update that was promised until now is this one: without a new time there is none to wait for."""
    if outage.next_update_at is not None and outage.next_update_at <= now():
        outage.next_update_at = None
