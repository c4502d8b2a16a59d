"""Sends the outbox, row by row, each under its own key."""

import contextlib
from collections.abc import Callable
from dataclasses import replace

from mobile.core.api import Api
from mobile.core.backoff import LONGEST_ROW_SECONDS, wait_seconds
from mobile.core.errors import Conflict, Offline, OfflineWhy, Refused
from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.push_behind import ABOUT_OUTAGES, GONE, PushBehind
from mobile.core.put_back import put_back_without_answer, refusal
from mobile.core.readings import JSON
from mobile.core.session import Session
from mobile.core.store import Store
from shared.vocabulary import Status

_PRECONDITION = 412
_LOOKS = 3
_AWAY_ENOUGH = 3
_LOST_ENOUGH = _STRANGE_ENOUGH = 2
_STRANGE = frozenset({OfflineWhy.NOT_OUR_SERVER, OfflineWhy.UNREADABLE})
"""What can be about one row alone: a firewall on the way that does not like its words."""
_MAY_GO_ON = frozenset({OfflineWhy.SERVER_AWAY, OfflineWhy.NO_ANSWER}) | _STRANGE
_LEADS_TO = {
    OutboxKind.CONFIRM: Status.CLOSED,
    OutboxKind.REOPEN: Status.IN_PROGRESS,
    OutboxKind.CANCEL: Status.CANCELLED,
}
_ABOUT_TICKETS = {*_LEADS_TO, OutboxKind.MESSAGE, OutboxKind.CORRECT_CUSTOMER, OutboxKind.RATE}


class Push:
    """One person's outbox to the server; only one thread at a time may call `run`."""

    def __init__(self, api: Api, session: Session, store: Store) -> None:
        self._api = api
        self._session = session
        self._store = store
        self._behind = PushBehind(api, session, store)
        self._strange: list[OutboxRow] = []

    def run(self, *, eager: bool = False, answered_one: Callable[[], None] = lambda: None) -> int:
        """Sends all that may go out now; how many were answered. Raises what ends the pass, with the row put back.

        `answered_one()` is called after each answer: all of it may take minutes.

        A refusal ends nothing: the row fails, with the server's reason, and the others go on. Neither does a 5xx for
        one row, which may be that row's own: it waits by itself, until several in a row say that the server is away.
        One answer that got lost is no reason to stop either, two in a row are. Nor is one that is not our server's,
        and after two it is for whoever reads next to find out whether all are so.
        """
        # Rows that a full disk kept from being put back; a pass has no rows under way when it begins.
        self._store.outbox.put_back_all()
        tried: set[str] = set()
        self._strange = []
        away = lost = strange = answered = 0
        while row := self._store.outbox.claim_next(tried, eager=eager):
            tried.add(row.id)
            try:
                self._send(row)
            except Offline as error:
                if error.why in _STRANGE:
                    strange += 1
                    self._strange.append(row)
                if strange >= _STRANGE_ENOUGH:
                    break
                away += error.why is OfflineWhy.SERVER_AWAY
                lost += error.why is OfflineWhy.NO_ANSWER
                may_go_on = error.why in _MAY_GO_ON and not error.retry_after
                if not may_go_on or away >= _AWAY_ENOUGH or lost >= _LOST_ENOUGH:
                    raise
            else:
                away, lost, strange, answered = 0, 0, 0, answered + 1
                answered_one()
        return answered

    def let_rest(self) -> None:
        """The server answers others: what was answered in its place, twice, was about that row, which waits."""
        for row in self._strange:
            if row.attempts:
                self._store.outbox.wait(row.id, wait_seconds(row.attempts + 1, longest=LONGEST_ROW_SECONDS))

    def _send(self, row: OutboxRow) -> None:
        with put_back_without_answer(self._store.outbox, row):
            try:
                self._settle(row)
            except Conflict as error:
                self._lost_the_race(row, error)
            except Refused as error:
                self._store.outbox.fail(row.id, refusal(error))

    def _settle(self, row: OutboxRow) -> None:
        call, store, ticket_id = self._session.call, self._store, row.ticket_id
        match row.kind:
            case OutboxKind.SUBMIT:
                store.settle_submission(row, call(lambda token: self._api.submit(token, row.id, row.body)))
            case OutboxKind.JOIN | OutboxKind.WORKS | OutboxKind.WITHDRAW | OutboxKind.SEEN:
                self._behind.settle(row)
            case OutboxKind.SEEN_TICKET | OutboxKind.HELPED | OutboxKind.GIVE_UP_UPLOAD:
                self._settle_quietly(row)
            case OutboxKind.FOLLOW:
                store.settle_following(row, call(lambda token: self._api.follow(token, row.id, row.body)))
            case OutboxKind.UNFOLLOW:
                self._unfollow(row)
            case OutboxKind.FEEDBACK:
                call(lambda token: self._api.feedback(token, row.id, row.body))
                store.settle_quietly(row)
            case OutboxKind.MESSAGE:
                entry = call(lambda token: self._api.message(token, row.id, ticket_id, row.body))
                store.settle_message(row, entry)
            case OutboxKind.CORRECT_CUSTOMER:
                store.settle_action(row, self._correct(row))
            case _:
                ticket = call(lambda token: self._api.act(token, row.id, ticket_id, row.kind.value, row.body))
                store.settle_action(row, ticket)

    def _settle_quietly(self, row: OutboxRow) -> None:
        """Nobody waits for it, and what it is about may be gone meanwhile: a refusal ends it."""
        call, api, about = self._session.call, self._api, row.ticket_id
        with contextlib.suppress(Refused):
            match row.kind:
                case OutboxKind.SEEN_TICKET:
                    self._store.mirror.put_ticket(call(lambda token: api.act(token, row.id, about, "seen", row.body)))
                case OutboxKind.HELPED:
                    call(lambda token: api.helped(token, row.id, about, row.body))
                case _:
                    call(lambda token: api.give_up_upload(token, about))
        self._store.settle_quietly(row)

    def _unfollow(self, row: OutboxRow) -> None:
        try:
            self._session.call(lambda token: self._api.unfollow(token, row.ticket_id))
        except Refused as error:
            if error.status not in GONE:
                raise
        self._store.settle_unfollowing(row)

    def _correct(self, row: OutboxRow) -> JSON:
        """The ticket with the correction in it; Conflict where a field changed since the user saw it."""
        for _ in range(_LOOKS):
            ticket, etag = self._look(row)
            customer = ticket["customer"]
            if all(customer.get(name) == value for name, value in row.body.items()):
                return ticket  # an earlier attempt's answer was lost
            if etag is None:
                raise Offline(OfflineWhy.UNREADABLE)
            if any(customer.get(name) != row.typed["before"].get(name) for name in row.body):
                break
            try:
                return self._patch(row, etag)
            except Conflict as error:
                if error.status != _PRECONDITION:
                    raise
        raise Conflict(_PRECONDITION)

    def _patch(self, row: OutboxRow, etag: str) -> JSON:
        return self._session.call(lambda token: self._api.correct_customer(token, row.ticket_id, etag, row.body))

    def _look(self, row: OutboxRow) -> tuple[JSON, str | None]:
        return self._session.call(lambda token: self._api.ticket(token, row.ticket_id))

    def _lost_the_race(self, row: OutboxRow, error: Conflict) -> None:
        """The server's word stands: kept, and told, unless it is what the user wanted anyway."""
        failure = refusal(error)
        if row.kind in ABOUT_OUTAGES:
            if self._behind.is_so_already(row):
                return
        elif row.kind in _ABOUT_TICKETS:
            ticket, _ = self._look(row)
            if not row.body and ticket["status"] == _LEADS_TO.get(row.kind):
                self._store.settle_action(row, ticket)
                return
            self._store.mirror.put_ticket(ticket)
            failure = replace(failure, now=ticket["status"], theirs=_theirs(row, ticket["customer"]))
        self._store.outbox.fail(row.id, failure)


def _theirs(row: OutboxRow, customer: JSON) -> tuple[tuple[str, str], ...]:
    """What others made of the fields that this person changed too."""
    if row.kind is not OutboxKind.CORRECT_CUSTOMER:
        return ()
    before = row.typed["before"]
    return tuple((name, str(customer.get(name) or "")) for name in row.body if customer.get(name) != before.get(name))
