"""The one hook of every change to an outage: who hears of it, and who reacts to it."""

import datetime as dt
from collections.abc import Callable

from flask import current_app

from backend import db
from backend.clock import now
from backend.forwarding import services as forwarding
from backend.outages import alarms, present
from backend.outages.behind.services import rounds
from backend.outages.happened import Before, Happened, What
from backend.outages.merged import with_merged
from backend.outages.models import Outage, OutageUpdate
from backend.outages.story import recording
from backend.teams import services as teams
from backend.tickets.journal import Actor
from shared.vocabulary import EventType, OutageStatus

Reaction = Callable[[Happened], None]
"""What reacts to a change, in the change's own transaction: quick, and with no effect outside the database."""

ABOVE = "doorgeven.hear_of_outages"
"""Where the app keeps the reactions of features above outages (`HEAR_OF_OUTAGES` in backend/app.py)."""

_TICK = dt.timedelta(microseconds=1)


def tell(
    outage: Outage,
    actor: Actor,
    what: What,
    before: Before | None = None,
    *,
    update: OutageUpdate | None = None,
    into: Outage | None = None,
) -> Happened:
    """Marks it as changed now and tells whom it concerns; `before` is None for a new one. Runs inside `db.write`.

    While it is only suspected managers alone hear of it, and so they do where a suspicion is dismissed. Teams whose
    service it no longer is are told along with those whose it is.
    """
    # Later than the last change even within one tick of the clock: each change makes a new version, and a new ETag.
    outage.updated_at = max(now(), outage.updated_at + _TICK) if before else now()
    db.session.flush()
    db.session.refresh(outage, ["kept"])
    happened = Happened(what, outage, actor, before, update, into)
    _tell_phones(happened)
    _tell_teams(happened)
    _react(happened)
    return happened


def _tell_phones(happened: Happened) -> None:
    removed = happened.outage.status == OutageStatus.DISMISSED
    audience = "managers" if happened.hidden else "all"
    forwarding.record_change("outage", happened.outage.id, [audience], removed=removed)
    # What may be passed on of one that went into this one is what may be of this one.
    _, *gone_into = with_merged([happened.outage.id])[happened.outage.id]
    for outage_id in gone_into:
        forwarding.record_change("outage", outage_id, [audience])


def _tell_teams(happened: Happened) -> None:
    # That an update is overdue the teams are told as what it is (`alarms.py`): nothing of the outage has changed.
    if happened.hidden or happened.what is What.OVERDUE:
        return
    before, outage = happened.before, happened.outage
    event = EventType.OUTAGE_DECLARED if before is None or before.suspected else EventType.OUTAGE_UPDATED
    told = {"outage": present.for_team(outage), "actor": happened.actor.told()}
    for team in teams.teams_of(sorted({*outage.services, *(before.services if before else ())})):
        forwarding.emit(event, team, told)


def _react(happened: Happened) -> None:
    """One call for each who reacts, to a module of its own; first those of this feature, then those above it."""
    recording.record(happened)
    alarms.follow(happened)
    rounds.react(happened)
    above: tuple[Reaction, ...] = current_app.extensions[ABOVE]
    for reaction in above:
        reaction(happened)
