"""An event as a mail to a team's mailbox: handed to the mail server, with a way to answer and links to act by."""

import datetime as dt
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import orjson

from backend.config import Config
from backend.forwarding import wording
from backend.i18n import say
from backend.mail import inbound
from backend.mail.links import RESOLVE, TAKE_UP, Link, sign
from backend.mail.message import Brand, Mail, compose, one_line
from backend.mail.smtp import Postman
from backend.outgoing import Reply
from shared import lifecycle
from shared.messages import Message
from shared.vocabulary import Status

_LONGEST_GIST = 70
"""Characters of the description in a subject."""
_ANSWER = Message(
    "Reply to this mail to answer: the one who passed it on reads it. Begin your reply with #internal to write to your "
    "own team only."
)
_TAKES_UP = Message("Your first reply takes the ticket up.")
_ENDED = Message(
    "This ticket has ended: the one who passed it on does not get a reply to this mail. What begins with #internal is "
    "noted for your own team."
)
_ACTIONS = ((TAKE_UP, Message("Take it up")), (RESOLVE, Message("Resolve it")))


@dataclass(frozen=True)
class Addressee:
    """The mailbox, and what its mail needs beside the event."""

    endpoint_id: str
    email: str
    language: str
    services: dict[str, str]
    """Slug -> title in the team's language."""


def post(addressee: Addressee, seq: int, event_id: str, body: bytes, postman: Postman, config: Config) -> Reply:
    """Hands one event over as a mail; never raises for what the mail server does, and touches no database."""
    bounces_to = config.mail_from.address
    if config.inbound:
        bounces_to = config.inbound.address(inbound.bounce_token(config.secret_key, f"d{seq}"))

    def write() -> EmailMessage:
        brand = Brand.of(config.brand_name, config.brand_color)
        return compose(mail_of(addressee, event_id, orjson.loads(body), config), config.mail_from, brand)

    return postman.send(bounces_to, addressee.email, write)


def mail_of(addressee: Addressee, event_id: str, event: dict[str, Any], config: Config) -> Mail:
    """The mail of an event; its Message-ID is the event's, and all of one ticket follow the same root."""
    told = wording.Told(event, addressee.language, addressee.services, config.timezone)
    about = told.about or event_id
    root = f"{about}.{addressee.endpoint_id}@{config.mail_from.domain}"
    # The first of a ticket is its root, so that the thread has a beginning that exists.
    own = root if told.begins else f"{event_id}.{addressee.endpoint_id}@{config.mail_from.domain}"
    answers = bool(config.inbound and told.ticket_id and told.whole)
    return Mail(
        to=addressee.email,
        language=addressee.language,
        subject=_subject(told),
        message_id=own,
        at=dt.datetime.fromisoformat(event["timestamp"]),
        paragraphs=(told.headline, *([told.advice] if told.advice else [])),
        quote=told.quote,
        facts=tuple(told.facts()),
        links=tuple(_links(told, addressee, config)),
        footer=_footer(told, config, answers=answers),
        reply_to=_reply_to(told, addressee, config) if answers else None,
        thread=() if own == root else (root,),
    )


def _subject(told: wording.Told) -> str:
    """The same for all mails of a ticket but for the Re:, as some programs thread by that alone."""
    gist = one_line(told.gist)
    cut = gist if len(gist) <= _LONGEST_GIST else gist[: _LONGEST_GIST - 1].rstrip() + "…"
    subject = f"[{told.reference}] {cut}" if told.reference else cut
    return subject if told.begins or not told.about else f"Re: {subject}"


def _links(told: wording.Told, addressee: Addressee, config: Config) -> list[tuple[str, str]]:
    allowed = told.ticket.get("allowed") or []
    return [
        (
            say(words, addressee.language),
            f"{config.public_url}/m/{sign(config.secret_key, Link(told.ticket['id'], addressee.endpoint_id, action))}",
        )
        for action, words in _ACTIONS
        if action in allowed and told.whole
    ]


def _reply_to(told: wording.Told, addressee: Addressee, config: Config) -> str | None:
    if config.inbound is None:
        return None
    facts = (told.ticket["reference"], told.ticket["id"], addressee.endpoint_id)
    return config.inbound.address(inbound.reply_token(config.secret_key, *facts))


def _footer(told: wording.Told, config: Config, *, answers: bool) -> str:
    if not answers:
        brand = config.brand_name
        said = [Message("This mail was sent by {brand} by itself; replies to it are not read.", brand=brand)]
    elif told.ticket["status"] in lifecycle.ENDED:
        said = [_ENDED]
    else:
        said = [_ANSWER, *([_TAKES_UP] if told.ticket["status"] == Status.ACKNOWLEDGED else [])]
    return " ".join(say(sentence, told.language) for sentence in said)
