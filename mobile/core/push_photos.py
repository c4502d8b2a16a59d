"""Sends photos in pieces, so that a lost link costs one piece, and whatever else is to be sent goes in between."""

import time
from collections.abc import Callable
from http import HTTPStatus

from mobile.core.api import Api, Upload
from mobile.core.backoff import wait_seconds
from mobile.core.errors import Conflict, Offline, OfflineWhy, Refused, TooManyRequests
from mobile.core.outbox_row import OutboxRow
from mobile.core.put_back import put_back_without_answer, refusal
from mobile.core.readings import JSON
from mobile.core.session import Session
from mobile.core.store import Store
from shared.schemas.base import rfc3339
from shared.vocabulary import ActorKind, EntryType, Visibility

SMALLEST_PIECE = 16 * 1024
FIRST_PIECE = 64 * 1024
_QUICK_SECONDS = 1.0
"""A piece that took no longer may be followed by one of twice the size."""
_TURN_SECONDS = 5.0
"""After so long the app looks for news before it goes on."""
_OFTEN_ANEW = 3
_WRONG_DIGEST = "/sha256"
_LET_GO = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
FILE_IS_GONE = 0
"""The status of a failure that is not the server's: the photo is no longer on this phone."""


class PushPhotos:
    """One person's photos to the server; only one thread at a time may call `run`."""

    def __init__(self, api: Api, session: Session, store: Store, told: Callable[[], None]) -> None:
        """`told()` is called after each piece."""
        self._api = api
        self._session = session
        self._store = store
        self._told = told
        self._piece = FIRST_PIECE
        self._until = 0.0

    def run(self, *, eager: bool = False) -> bool:
        """Sends for some seconds, or until something else is to be sent; whether there is more of it to send now.

        Raises what ends the pass, with the photo put back and what the server has of it kept.
        """
        self._until = time.monotonic() + _TURN_SECONDS
        tried: set[str] = set()
        while row := self._store.outbox.claim_next(tried, eager=eager, photos=True):
            tried.add(row.id)
            if not self._send(row):
                return True
        return False

    def _send(self, row: OutboxRow) -> bool:
        """Whether the server's word on it is here, rather than the turn over."""
        with put_back_without_answer(self._store.outbox, row):
            try:
                came = self._go_on(row)
            except Refused as error:
                self._refused(row, error)
                return True
            except TooManyRequests as error:
                # So many files at a time: whatever else the app does need not wait for that.
                self._store.outbox.put_back(row.id, error.retry_after)
                return True
        if came is None:
            self._store.outbox.put_back(row.id)
            return False
        self._store.settle_photo(row, self._entry(row, came))
        return True

    def _entry(self, row: OutboxRow, came: Upload) -> JSON | None:
        """What the conversation shows of it until the feed brings the server's own; None where it was cancelled."""
        if came.attachment is None or came.entry_id is None:
            return None
        actor = {"kind": ActorKind.REPORTER.value, "name": self._session.person["name"]}
        told = {"type": EntryType.MESSAGE.value, "visibility": Visibility.PUBLIC.value, "actor": actor, "body": None}
        at = rfc3339(self._store.clock())
        return {"id": came.entry_id, "ticket_id": row.ticket_id, "at": at, "attachments": [came.attachment], **told}

    def _go_on(self, row: OutboxRow) -> Upload | None:
        """The upload once it is whole, or given up; None where the turn is over before."""
        content = self._content(row)
        if content is None:
            raise Refused(FILE_IS_GONE)
        upload = self._upload(row)
        while not upload.whole:
            if self._store.outbox.get(row.id) is None:
                # Cancelled while its answer was under way: whoever did that may not have known of this upload.
                self._store.outbox.give_up_upload(upload.id)
                return upload
            upload = self._send_piece(row, upload, content)
            self._told()
            if not upload.whole and self._turn_is_over():
                return None
        return upload

    def _content(self, row: OutboxRow) -> bytes | None:
        photo = self._store.photos.find(row.id)
        try:
            return photo.path.read_bytes() if photo else None
        except OSError:
            return None

    def _upload(self, row: OutboxRow) -> Upload:
        if row.upload:
            return self._session.call(lambda token: self._api.upload(token, str(row.upload)))
        key = f"{row.id}.{row.begun_anew}" if row.begun_anew else row.id
        begun = self._session.call(lambda token: self._api.begin_upload(token, key, row.ticket_id, row.body))
        self._store.outbox.came(row.id, begun.id, begun.offset)
        # An answer that was kept for this key tells how it stood then.
        return begun if row.attempts <= 1 else self._session.call(lambda token: self._api.upload(token, begun.id))

    def _send_piece(self, row: OutboxRow, upload: Upload, content: bytes) -> Upload:
        size = min(self._piece, upload.piece_bytes)
        # All of it is there and yet not the ticket's: the server broke off in between, and the last piece mends that.
        at = upload.offset if upload.offset < len(content) else max(0, len(content) - size)
        begun = time.monotonic()
        try:
            after = self._session.call(
                lambda token: self._api.send_piece(token, upload.id, at, content[at : at + size])
            )
        except Conflict:
            # A gap: the server has less, or more, than this phone thought. Else the refusal stands.
            after = self._session.call(lambda token: self._api.upload(token, upload.id))
            if after.offset == upload.offset and not after.whole:
                raise
        except Offline:
            self._piece = max(SMALLEST_PIECE, self._piece // 2)
            raise
        if after.offset == upload.offset and not after.whole:
            # Asked on and on, that would drain the battery.
            raise Offline(OfflineWhy.UNREADABLE)
        if time.monotonic() - begun <= _QUICK_SECONDS:
            self._piece = min(upload.piece_bytes, self._piece * 2)
        self._store.outbox.came(row.id, after.id, after.offset)
        return after

    def _turn_is_over(self) -> bool:
        return time.monotonic() >= self._until or self._store.outbox.is_waiting((), eager=False)

    def _refused(self, row: OutboxRow, error: Refused) -> None:
        now = self._store.outbox.get(row.id)
        upload = now.upload if now else None
        let_go, garbled = error.status in _LET_GO, _WRONG_DIGEST in error.errors
        if upload and (let_go or garbled):
            # Also where it fails now: sent again by hand, it must not ask for what is gone.
            self._store.outbox.begin_anew(row.id, upload if garbled else None)
            if row.begun_anew < _OFTEN_ANEW:
                self._store.outbox.put_back(row.id, wait_seconds(row.begun_anew + 1))
                return
        self._store.outbox.fail(row.id, refusal(error))
