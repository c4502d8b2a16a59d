"""Keeping a mail that came in, before its sender is told that it did."""

import hashlib

from sqlalchemy import select

from backend import db
from backend.clock import now
from backend.ids import new_id
from backend.inbox import reading
from backend.inbox.models import RECEIVED, InboundMail

LARGEST = 50 * 1024 * 1024
"""Bytes of one mail: a 30 MB attachment is 41 as mail has it. What is larger is refused while it is being sent."""


def keep(raw: bytes, recipient: str, envelope_from: str | None) -> bool:
    """Keeps it whole; False where the same mail to the same address is there already. Runs inside `db.write`."""
    name = reading.message_id(raw).encode("utf-8", "replace") or hashlib.sha256(raw).digest()
    key = hashlib.sha256(name + b"\0" + recipient.lower().encode("utf-8", "replace")).hexdigest()
    if db.session.scalar(select(InboundMail.id).where(InboundMail.key == key)) is not None:
        return False
    mail = InboundMail(id=new_id(), key=key, received_at=now(), raw=raw, size=len(raw), state=RECEIVED)
    mail.recipient = recipient.replace("\x00", "")[:320]
    mail.envelope_from = None if envelope_from is None else envelope_from.replace("\x00", "")[:320]
    mail.attempts = 0
    db.session.add(mail)
    db.session.flush()
    return True
