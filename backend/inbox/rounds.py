"""The worker's part of mail that comes in, in a thread of its own: reading a large mail must delay no webhook."""

import imaplib
import threading
import time
from contextlib import suppress

import structlog
from flask import Flask
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from backend import db
from backend.config import Config
from backend.errors import DomainError, Unavailable
from backend.inbox import mailbox, services

LOOK_EVERY = 1.0
MAILBOX_EVERY = 30.0
log = structlog.get_logger()


class InboxThread:
    """Handles what was kept, and looks into the mailbox where INBOUND_MAIL names one, until stopped."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._config: Config = app.extensions["doorgeven.config"]
        self._stop = threading.Event()
        self._mailbox_at = float("-inf")
        self._thread = threading.Thread(target=self._run, name="inbox", daemon=True)

    def start(self) -> None:
        """Begins; does nothing where no mail comes in."""
        if self._config.inbound is not None:
            self._thread.start()

    def stop(self) -> None:
        """Ends it, when what is under way is done."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(30)

    def _run(self) -> None:
        with self._app.app_context():
            while not self._stop.is_set():
                if not self._round():
                    self._stop.wait(LOOK_EVERY)

    def _round(self) -> bool:
        try:
            self._look_into_mailbox()
            return handle_all(self._config, self._stop) > 0
        except Exception:
            # The outermost edge: the thread must last as long as its worker.
            db.session.rollback()
            log.exception("inbox round")
            return False

    def _look_into_mailbox(self) -> None:
        settings = self._config.inbound
        if settings is None or settings.listens or time.monotonic() - self._mailbox_at < MAILBOX_EVERY:
            return
        self._mailbox_at = time.monotonic()
        try:
            mailbox.look(settings, lambda raw, to, path: db.write(lambda: services.keep(raw, to, path)))
        except (OSError, imaplib.IMAP4.error, SQLAlchemyError, DomainError) as error:
            log.warning("mailbox", error=f"{type(error).__name__} {error}"[:200])


def handle_all(config: Config, stop: threading.Event | None = None) -> int:
    """Handles what nobody has looked at, each by itself; how many. What breaks off is tried again, then kept."""
    try:
        waiting = services.next_ones()
    except SQLAlchemyError as error:
        log.error("database", error=type(error).__name__)  # noqa: TRY400 - away for a minute is no traceback
        waiting = []
    db.session.rollback()
    for mail_id in waiting:
        if stop is not None and stop.is_set():
            break
        _handle(mail_id, config)
    return len(waiting)


def _handle(mail_id: str, config: Config) -> None:
    try:
        if db.write(lambda: services.begin(mail_id)):
            services.handle(mail_id, config)
    except (OperationalError, InterfaceError, NoConnection, Unavailable) as error:
        db.session.rollback()
        log.error("mail", error=type(error).__name__)  # noqa: TRY400 - the database, or the disk: not the mail's fault
        with suppress(SQLAlchemyError, DomainError):
            db.write(lambda: services.not_its_fault(mail_id))
        time.sleep(1)
    except Exception:
        # The outermost edge: whatever a mail holds, the next one must come.
        db.session.rollback()
        log.exception("mail", id=mail_id)
