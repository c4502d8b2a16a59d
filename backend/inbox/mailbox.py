"""A mailbox that is looked into (IMAP over TLS): what is unseen is kept, and only then marked as seen."""

import email
import imaplib
import re
import time
from collections.abc import Callable
from email import policy
from email.utils import getaddresses
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from backend.errors import DomainError
from backend.inbox.services import LARGEST
from backend.mail.inbound import Inbound

TIMEOUT = 30.0
MOST_AT_ONCE = 50
AGAIN_AFTER = 3600.0
"""Seconds until a mail that could not be taken in is tried again: those behind it must come."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")

Keep = Callable[[bytes, str, str | None], object]
"""Raw mail, the address of ours that it is for, and where a bounce would go; durable when it returns."""


_left: dict[str, float] = {}
"""The UIDs of mails that could not be taken in, and until when they are left alone."""
log = structlog.get_logger()


def look(settings: Inbound, keep: Keep) -> int:
    """Keeps what is unseen, up to 50 mails; how many. Raises what the server, the database and the disk may raise.

    A mail that cannot be taken in for its own sake stays unseen, and those behind it are taken in.
    """
    with imaplib.IMAP4_SSL(settings.host, settings.port, timeout=TIMEOUT) as box:
        box.login(settings.user or "", settings.password or "")
        _right(box.select(settings.folder), "SELECT")
        found = _right(box.uid("SEARCH", "UNSEEN"), "SEARCH")
        unseen = [number.decode() for number in (found[0] or b"").split()]
        numbers = [number for number in unseen if _left.get(number, 0.0) < time.monotonic()][:MOST_AT_ONCE]
        return sum(_take_in(box, settings, keep, number) for number in numbers)


def _take_in(box: imaplib.IMAP4_SSL, settings: Inbound, keep: Keep, number: str) -> bool:
    try:
        raw = _fetch(box, number)
        if raw is not None:
            keep(raw, _recipient(settings, raw), _return_path(raw))
    except (OSError, imaplib.IMAP4.error, SQLAlchemyError, DomainError):
        raise  # the server's or the database's trouble, not this mail's
    except Exception:
        log.exception("mail not taken in", uid=number)
        raw = None
    if raw is None:
        _left[number] = time.monotonic() + AGAIN_AFTER
        return False
    # Marked once it is kept: killed in between, the same mail is known again by its Message-ID.
    _right(box.uid("STORE", number, "+FLAGS", r"(\Seen)"), "STORE")
    return True


def _fetch(box: imaplib.IMAP4_SSL, number: str) -> bytes | None:
    """The mail; of one that is too large its headers, so that a person learns of it. It stays unread by this."""
    told = _right(box.uid("FETCH", number, "(RFC822.SIZE)"), "FETCH")
    size = _SIZE.search(b" ".join(part if isinstance(part, bytes) else part[0] for part in told if part))
    large = size is not None and int(size[1]) > LARGEST
    parts = _right(box.uid("FETCH", number, "(BODY.PEEK[HEADER])" if large else "(BODY.PEEK[])"), "FETCH")
    raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
    return b"X-Doorgeven-Left: too large\r\n" + raw if raw is not None and large else raw


def _recipient(settings: Inbound, raw: bytes) -> str:
    """The first of its addresses that has a token of ours; else the mailbox itself, which is for no ticket."""
    headers = email.message_from_bytes(raw[:200_000], policy=policy.compat32)
    texts = [str(value) for name in _TO for value in headers.get_all(name, [])]
    for _, address in getaddresses(texts):
        if settings.token(address):
            return address
    return f"{settings.local}@{settings.domain}"


def _return_path(raw: bytes) -> str | None:
    path = email.message_from_bytes(raw[:200_000], policy=policy.compat32).get("Return-Path")
    return None if path is None else str(path).strip().strip("<>")


def _right(answer: tuple[str, list[Any]], command: str) -> list[Any]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"{command}: {status}")
    return data
