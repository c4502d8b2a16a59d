"""The outbox: events written with what they tell of, handed to each endpoint of a team until it takes them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypedDict

import orjson
from sqlalchemy import ColumnElement, Select, false, func, insert, literal, or_, select, union_all, update

from backend import audit, db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.forwarding.feed import record_change
from backend.forwarding.models import Delivery, DeliveryAttempt, Event
from backend.forwarding.worth import worth_a_mail
from backend.ids import new_id
from backend.teams import services as teams
from backend.teams.models import Endpoint
from shared.schemas.base import rfc3339
from shared.vocabulary import EventType, Role

__all__ = [
    "Backlog",
    "attempts",
    "backlog",
    "backlogs",
    "bounced",
    "bury",
    "emit",
    "find_delivery",
    "list_deliveries",
    "reads_content",
    "record_change",
    "redeliver",
    "redeliver_dead",
    "remove_endpoint",
    "send_test",
    "url_of",
]

PENDING, DELIVERED, DEAD, RESENT = "pending", "delivered", "dead", "resent"
"""`resent` is a dead letter that was sent again, as a delivery of its own."""
_ADD_EVENT, _ADD_DELIVERIES = insert(Event), insert(Delivery)
_MOST_PLACES = 100
"""Endpoints that are looked at one by one; a statement has room for only so many."""
MOST_AT_ONCE = 500
"""Dead letters that one call puts into the outbox again."""


def emit(
    event_type: str, team: str, data: Mapping[str, Any], *, ticket_id: str | None = None, acting: str | None = None
) -> None:
    """Puts an event into the outbox, with a delivery for each endpoint that the team has now; runs inside `db.write`.

    For an endpoint that is off since its 410 it is a dead letter at once, to be sent when it is on again.
    `data` is told as it is at this moment, `{"ticket": ..., "entry": ..., "actor": ...}`. A mailbox gets what a human
    wants to know, and nothing of what came from itself (`acting`): that would go round in a circle.
    """
    # Rows, not objects: everybody who writes waits for this.
    db.session.flush()
    event = _event(event_type, team, data, ticket_id)
    db.execute(_ADD_EVENT, event)
    deliveries = [
        _delivery(event, one.id, event["at"], missed=one.paused)
        for one in teams.receiving(team)
        if one.paused or one.email is None or (one.id != acting and worth_a_mail(event_type, data))
    ]
    if deliveries:
        db.execute(_ADD_DELIVERIES, deliveries)


def list_deliveries(
    caller: Caller,
    *,
    team: str | None,
    endpoint_id: str | None,
    status: str | None,
    ticket_id: str | None,
    before: int | None,
    limit: int,
) -> list[tuple[Delivery, Event]]:
    """What teams got, newest first; the caller's own teams', or everybody's for managers and admins."""
    query = _scoped(caller, select(Delivery, Event).join(Event, Event.id == Delivery.event_id), team)
    if status and status not in (PENDING, DELIVERED, DEAD, RESENT):
        words = (PENDING, DELIVERED, DEAD, RESENT)
        raise Invalid("Must be one of: {choices}.", choices=", ".join(words), pointer="/query/status", allowed=words)
    # In the statement itself: what waits and what is dead has an index that only then is seen to fit.
    wanted = [Delivery.status == literal(status, literal_execute=True)] if status else []
    wanted += [Delivery.ticket_id == ticket_id] if ticket_id else []
    wanted += [Delivery.seq < before] if before is not None else []
    places = _places(caller, team, endpoint_id)
    if status in (PENDING, DEAD) or ticket_id or places is None or len(places) > _MOST_PLACES:
        # By its text, so that the index of what waits and is dead is read, and not all that ever went there.
        query = query.where(*wanted, *([Delivery.endpoint_id.concat("").in_(places)] if places is not None else []))
    else:
        query = query.where(Delivery.seq.in_(_newest(places, wanted, limit)))
    # Few wait, are dead, or are of one ticket: those are put in order as they are, not looked for in the order of all.
    order = Delivery.seq + 0 if status in (PENDING, DEAD) or ticket_id else Delivery.seq
    rows = db.session.execute(query.order_by(order.desc()).limit(limit))
    return [(delivery, event) for delivery, event in rows]


def _places(caller: Caller, team: str | None, endpoint_id: str | None) -> list[str] | None:
    """The endpoints, those that are gone too, whose deliveries are asked for; None: all there are."""
    if endpoint_id:
        return [endpoint_id]
    if team is None and _sees_all(caller):
        return None
    of_teams = [team] if team is not None else sorted(caller.teams)
    return list(db.session.scalars(select(Endpoint.id).where(Endpoint.team_slug.in_(of_teams))))


def _newest(places: list[str], wanted: list[ColumnElement[bool]], limit: int) -> Select[int]:
    """The newest of each endpoint, by its own index: a quiet team's are not looked for among everybody's."""
    newest = [
        select(Delivery.seq).where(Delivery.endpoint_id == place, *wanted).order_by(Delivery.seq.desc()).limit(limit)
        for place in places
    ]
    if not newest:
        return select(Delivery.seq).where(false())
    return select(union_all(*(select(one.subquery().c.seq) for one in newest)).subquery().c.seq)


def find_delivery(caller: Caller, delivery_id: str) -> tuple[Delivery, Event]:
    """One delivery in the caller's scope; raises NotFound."""
    row = db.session.execute(
        select(Delivery, Event).join(Event, Event.id == Delivery.event_id).where(Delivery.id == delivery_id)
    ).first()
    if row is None or not (_sees_all(caller) or row[1].team_slug in caller.teams):
        raise NotFound
    return row[0], row[1]


def redeliver(caller: Caller, delivery_id: str) -> tuple[Delivery, Event]:
    """Sends a delivered or dead event again, under the same event id; raises NotFound, Conflict."""
    delivery, event = find_delivery(caller, delivery_id)
    endpoint = db.session.get_one(Endpoint, delivery.endpoint_id)
    if delivery.status == PENDING:
        raise Conflict("It is being sent already.", allowed=[])
    if endpoint.disabled_at is not None:
        raise Conflict("That endpoint is turned off.", allowed=[])
    return _again(delivery, event), event


def redeliver_dead(caller: Caller, team: str | None, endpoint_id: str | None) -> tuple[int, int]:
    """Sends the dead letters in scope again, the oldest first; `(how many, how many are left)`. Raises Forbidden."""
    query = _scoped(caller, select(Delivery, Event).join(Event, Event.id == Delivery.event_id), team)
    query = query.join(Endpoint, Endpoint.id == Delivery.endpoint_id)
    query = query.where(Delivery.status == DEAD, Endpoint.disabled_at.is_(None))
    if endpoint_id:
        query = query.where(Delivery.endpoint_id == endpoint_id)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = db.session.execute(query.order_by(Delivery.seq).limit(MOST_AT_ONCE).with_for_update(of=Delivery)).all()
    for delivery, event in rows:
        _again(delivery, event)
    return len(rows), total - len(rows)


def bury(endpoint_id: str) -> None:
    """What waits for an endpoint that is turned off becomes dead letters: nothing more goes there."""
    waiting = (Delivery.endpoint_id == endpoint_id, Delivery.status == PENDING)
    db.session.execute(update(Delivery).where(*waiting).values(status=DEAD, next_attempt_at=None))


def bounced(seq: int, text: str, *, failed: bool) -> str | None:
    """Notes that a mail came back after its server had taken it: it is a dead letter then, and its log says why.

    One that is only late is noted. The ticket that it was about; runs inside `db.write`.
    """
    delivery = db.session.scalar(select(Delivery).where(Delivery.seq == seq).with_for_update())
    if delivery is None:
        return None
    said = f"bounced: {text}" if failed else f"late: {text}"
    attempt = DeliveryAttempt(delivery_seq=seq, at=now(), seconds=0.0, error=said[:2000])
    attempt.status_code = attempt.answer = None
    db.session.add(attempt)
    delivery.last_error = said[:2000]
    if failed and delivery.status == DELIVERED:
        delivery.status, delivery.next_attempt_at = DEAD, None
    return delivery.ticket_id


def remove_endpoint(caller: Caller | None, team: str, endpoint_id: str) -> None:
    """Stops sending there at once; what was delivered stays on record. Raises NotFound."""
    endpoint = teams.find_endpoint(caller, team, endpoint_id)
    if endpoint.disabled_reason == teams.REMOVED:
        return
    endpoint.disabled_reason = None
    teams.disable_endpoint(endpoint, teams.REMOVED)
    audit.record(caller, "endpoint.removed", f"endpoint:{endpoint.id}", team=team)
    bury(endpoint.id)


def attempts(delivery: Delivery) -> list[DeliveryAttempt]:
    """Every time that it was posted, oldest first."""
    rows = select(DeliveryAttempt).where(DeliveryAttempt.delivery_seq == delivery.seq)
    return list(db.session.scalars(rows.order_by(DeliveryAttempt.seq)))


def url_of(delivery: Delivery) -> str:
    """Where it goes: an address of the web, or `mailto:`."""
    endpoint = db.session.get_one(Endpoint, delivery.endpoint_id)
    return endpoint.url or f"mailto:{endpoint.email}"


def send_test(caller: Caller, team: str, endpoint_id: str) -> tuple[Delivery, Event]:
    """Puts a test event into one endpoint's outbox; raises NotFound, Conflict."""
    endpoint = teams.find_endpoint(caller, team, endpoint_id)
    if endpoint.disabled_at is not None:
        raise Conflict("That endpoint is turned off.", allowed=[])
    event = Event(**_event(EventType.TEST, team, {"endpoint": {"id": endpoint.id}}, None))
    db.session.add(event)
    db.session.flush()
    return _add_delivery(event, endpoint.id, event.at), event


class Backlog(TypedDict):
    """What waits, and for how long (seconds)."""

    pending: int
    oldest_seconds: float
    dead_letters: int


def backlog() -> Backlog:
    """How much waits to be sent, for how long, and how many dead letters there are."""
    found = list(backlogs().values())
    return Backlog(
        pending=sum(one["pending"] for one in found),
        oldest_seconds=max((one["oldest_seconds"] for one in found), default=0.0),
        dead_letters=sum(one["dead_letters"] for one in found),
    )


def backlogs() -> dict[str, Backlog]:
    """The same by team, for each team that there is."""
    found = {slug: Backlog(pending=0, oldest_seconds=0.0, dead_letters=0) for slug in teams.names()}
    # One look for each status: each has an index of its own, and what was ever delivered is not read.
    for team, number, _ in db.session.execute(_waiting(DEAD)):
        found[team]["dead_letters"] = number
    for team, number, since in db.session.execute(_waiting(PENDING)):
        age = round(max(0.0, (now() - since).total_seconds()), 1)
        found[team]["pending"], found[team]["oldest_seconds"] = number, age
    return found


def _waiting(status: str) -> Select[str, int, dt.datetime]:
    """Team, how many, and since when; not what was for an endpoint that was removed: nobody can send that any more."""
    query = select(Event.team_slug, func.count(), func.min(Delivery.created_at))
    query = query.join(Delivery, Delivery.event_id == Event.id).join(Endpoint, Endpoint.id == Delivery.endpoint_id)
    there = or_(Endpoint.disabled_reason.is_(None), Endpoint.disabled_reason != teams.REMOVED)
    return query.where(Delivery.status == status, there).group_by(Event.team_slug)


def _scoped(caller: Caller, query: Select[Delivery, Event], team: str | None) -> Select[Delivery, Event]:
    if not _sees_all(caller):
        if not caller.teams:
            raise Forbidden("Only teams, managers and admins see deliveries.")
        query = query.where(Event.team_slug.in_(caller.teams))
    return query.where(Event.team_slug == team) if team else query


def _again(delivery: Delivery, event: Event) -> Delivery:
    """A delivery of its own, under the same event id; the dead letter is no longer one."""
    if delivery.status == DEAD:
        delivery.status = RESENT
    return _add_delivery(event, delivery.endpoint_id, now())


def _event(event_type: str, team: str, data: Mapping[str, Any], ticket_id: str | None) -> dict[str, Any]:
    """Event's columns."""
    at = now()
    body = orjson.dumps({"type": event_type, "timestamp": rfc3339(at), "data": data})
    names = {"id": "evt_" + new_id(), "type": event_type, "team_slug": team, "ticket_id": ticket_id}
    return {**names, "at": at, "body": body}


def _delivery(event: Mapping[str, Any], endpoint_id: str, at: dt.datetime, *, missed: bool = False) -> dict[str, Any]:
    """Delivery's columns; `missed` where its endpoint takes nothing now, so that it is a dead letter at once."""
    return {
        "id": "dlv_" + new_id(),
        "event_id": event["id"],
        "endpoint_id": endpoint_id,
        "ticket_id": event["ticket_id"],
        "status": DEAD if missed else PENDING,
        "attempts": 0,
        "next_attempt_at": None if missed else at,
        "last_error": "The endpoint was off: it had answered 410." if missed else None,
        "created_at": at,
    }


def _add_delivery(event: Event, endpoint_id: str, at: dt.datetime) -> Delivery:
    delivery = Delivery(**_delivery({"id": event.id, "ticket_id": event.ticket_id}, endpoint_id, at))
    db.session.add(delivery)
    db.session.flush()
    return delivery


def reads_content(caller: Caller, event: Event) -> bool:
    """Whether `caller` may read what was told: admins see where events go, and no tickets."""
    return event.ticket_id is None or caller.is_manager or event.team_slug in caller.teams


def _sees_all(caller: Caller) -> bool:
    return caller.role in (Role.MANAGER, Role.ADMIN)
