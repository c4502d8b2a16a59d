"""What a mail is: whose reply to which ticket, a machine's, a bounce, or something that a person must look at."""

import datetime as dt
import hmac
from dataclasses import dataclass

from sqlalchemy import func, select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.config import Config
from backend.inbox import acting
from backend.inbox.models import AUTOMATIC, BOUNCE, KEPT, POSTED, InboundMail
from backend.inbox.reading import Incoming
from backend.mail import inbound
from backend.teams.models import Endpoint
from backend.tickets.models import Ticket
from shared import lifecycle

MOST_AN_HOUR = 30
"""Replies to one ticket from one mailbox: more than people write, and what two machines reach in a minute."""


@dataclass(frozen=True)
class Verdict:
    """What becomes of a mail: a state of `InboundMail`, why, and for a reply whose and of which ticket."""

    state: str
    reason: str | None = None
    ticket_id: str | None = None
    endpoint_id: str | None = None
    caller: Caller | None = None
    bounced: str | None = None


def judge(mail: InboundMail, incoming: Incoming, config: Config) -> Verdict:
    """Reads the database, changes nothing: asked before attachments are taken in, and again where it is posted."""
    token = (config.inbound.token(mail.recipient) if config.inbound else None) or ""
    bounced = inbound.read_bounce(config.secret_key, token)
    if bounced is not None:
        return _bounce(incoming, bounced)
    if incoming.report is not None or mail.envelope_from == "":
        return Verdict(AUTOMATIC, "bounce_of_unknown" if incoming.report else "empty_return_path")
    if incoming.from_address.lower() == config.mail_from.address.lower():
        return Verdict(AUTOMATIC, "our_own")
    if incoming.automatic:
        return Verdict(AUTOMATIC, "automatic")
    found = _find(config.secret_key, token)
    return _reply(*found, incoming) if found else Verdict(KEPT, "unknown_address")


def _bounce(incoming: Incoming, what: str) -> Verdict:
    """News of a mail that we sent; an out-of-office to where bounces go is none."""
    return Verdict(BOUNCE, bounced=what) if incoming.report else Verdict(AUTOMATIC, "automatic")


def _reply(ticket: Ticket, endpoint: Endpoint, incoming: Incoming) -> Verdict:
    """Somebody's answer; the first reason against it is the one that a person is told."""
    caller = acting.sender(endpoint, incoming.from_address, incoming.from_name) if incoming.from_address else None
    against = (
        ("wrong_sender", caller is None),
        ("endpoint_removed", endpoint.disabled_at is not None),
        ("ticket_moved", ticket.team_slug != endpoint.team_slug),
        ("too_large", incoming.headers_only),
        ("unreadable", incoming.unreadable),
        ("no_text", not incoming.text and not incoming.files),
        ("ticket_ended", ticket.status in lifecycle.ENDED and not incoming.internal),
        ("too_many", _lately(ticket.id, endpoint.id) >= MOST_AN_HOUR),
    )
    reason = next((name for name, holds in against if holds), None)
    return Verdict(KEPT if reason else POSTED, reason, ticket.id, endpoint.id, caller)


def _find(secret: str, token: str) -> tuple[Ticket, Endpoint] | None:
    """The ticket and mailbox that an address was made for; None where we never made it."""
    reference = inbound.reference_of(token)
    ticket = db.session.scalar(select(Ticket).where(Ticket.reference == reference)) if reference else None
    if ticket is None or not token.isascii():
        return None
    for endpoint in db.session.scalars(select(Endpoint).where(Endpoint.email.is_not(None))):
        right = inbound.reply_token(secret, ticket.reference, ticket.id, endpoint.id)
        if hmac.compare_digest(right.encode(), token.encode()):
            return ticket, endpoint
    return None


def _lately(ticket_id: str, endpoint_id: str) -> int:
    since = now() - dt.timedelta(hours=1)
    ours = (InboundMail.ticket_id == ticket_id, InboundMail.endpoint_id == endpoint_id)
    query = select(func.count()).where(*ours, InboundMail.handled_at > since, InboundMail.state == POSTED)
    return db.session.scalar(query) or 0
