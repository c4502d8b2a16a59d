"""Sends what is said of outages: one more customer behind it, whether it works again, that it was looked at."""

import contextlib
from http import HTTPStatus

from mobile.core.api import Api
from mobile.core.errors import Refused
from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.session import Session
from mobile.core.store import Store
from shared.vocabulary import AffectedStatus

ABOUT_OUTAGES = frozenset({OutboxKind.JOIN, OutboxKind.WORKS, OutboxKind.WITHDRAW, OutboxKind.SEEN})
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class PushBehind:
    """Part of `Push`: each raises what its call raises, with nothing kept."""

    def __init__(self, api: Api, session: Session, store: Store) -> None:
        self._api = api
        self._session = session
        self._store = store

    def settle(self, row: OutboxRow) -> None:
        """Send one row of ABOUT_OUTAGES and keep what was answered."""
        call, api, store = self._session.call, self._api, self._store
        match row.kind:
            case OutboxKind.JOIN:
                outage_id = str(row.typed["outage_id"])
                store.settle_joining(row, call(lambda token: api.join(token, row.id, outage_id, row.body)))
            case OutboxKind.SEEN:
                self._seen(row)
            case _:
                answer = call(lambda token: api.act_on_affected(token, row.id, row.ticket_id, row.kind, row.body))
                store.settle_affected(row, answer)

    def is_so_already(self, row: OutboxRow) -> bool:
        """After a Conflict: what the server has is kept, and the row settled where that is what it wanted."""
        if row.kind is OutboxKind.JOIN:
            return False
        said = next((one for one in self._session.call(self._api.affected) if one["id"] == row.ticket_id), None)
        if said is None:
            return False
        if said["status"] in _wanted(row):
            self._store.settle_affected(row, said)
            return True
        self._store.mirror.put_affected(said)
        return False

    def _seen(self, row: OutboxRow) -> None:
        """Of no use once the outage is gone, and nobody waits for it: a refusal ends it."""
        with contextlib.suppress(Refused):
            self._session.call(lambda token: self._api.seen_outage(token, row.id, row.ticket_id, row.body))
        self._store.settle_quietly(row)


def _wanted(row: OutboxRow) -> frozenset[str]:
    if row.kind is OutboxKind.WITHDRAW:
        return frozenset({AffectedStatus.WITHDRAWN})
    works = row.body.get("works")
    return frozenset({AffectedStatus.WORKS, AffectedStatus.CLOSED} if works else {AffectedStatus.STILL_BROKEN})
