"""Handing mail to the company's server: connections are kept open for a while, and no answer of its raises.

Where the server is away nobody was asked, so that costs no attempt: all that waits goes on waiting, and the server is
asked again after a pause that grows up to a minute.
"""

import contextlib
import random
import smtplib
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.errors import MessageError
from email.message import EmailMessage

import structlog

from backend.mail.settings import STARTTLS, TLS, MailServer, is_address
from backend.outgoing import LONGEST_ANSWER, Reply

CONNECT_WITHIN = 10.0
"""Seconds until the server greets."""
ANSWER_WITHIN = 60.0
"""Seconds for each of its answers: one that is given up after the last dot may be a mail that went out."""
IDLE_FOR = 30.0
"""Seconds that a connection is kept for the next mail."""
LONGEST_PAUSE = 60.0
TAKEN = 250
TOO_LARGE = 552
log = structlog.get_logger()


@dataclass
class _Line:
    smtp: smtplib.SMTP
    used_at: float = field(default_factory=time.monotonic)


class Postman:
    """Hands mail to one server, from any number of threads."""

    def __init__(self, server: MailServer | None) -> None:
        self.server = server
        self._idle: list[_Line] = []
        self._lock = threading.Lock()
        self._failures = 0
        self._paused_until = float("-inf")

    @property
    def ready(self) -> bool:
        """Whether there is a server, and it is not being left alone for a while."""
        return self.server is not None and time.monotonic() >= self._paused_until

    def send(self, sender: str, to: str, write: Callable[[], EmailMessage]) -> Reply:
        """Hands over what `write` composes, for `to` alone; `sender` is where a bounce goes. Never raises."""
        if self.server is None:
            return Reply(None, error="SMTP_URL is not set", away=True)
        if not is_address(to):
            return Reply(None, error="not an e-mail address", refused=True)
        try:
            content = _written(write(), utf8=not (sender.isascii() and to.isascii()))
        except (MessageError, ValueError, LookupError) as error:
            return Reply(None, error=f"cannot be written as a mail: {type(error).__name__}", refused=True)
        try:
            line = self._line(self.server)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            return self._away(error)
        return self._hand_over(line, sender, to, content)

    def hang_up(self, *, idle_for: float = 0.0) -> None:
        """Ends the connections that nothing went over for `idle_for` seconds."""
        with self._lock:
            until = time.monotonic() - idle_for
            old = [line for line in self._idle if line.used_at <= until]
            self._idle = [line for line in self._idle if line.used_at > until]
        for line in old:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                line.smtp.quit()

    def _line(self, server: MailServer) -> _Line:
        """A connection that answers: one that is kept, or a new one."""
        self.hang_up(idle_for=IDLE_FOR)
        while True:
            with self._lock:
                line = self._idle.pop() if self._idle else None
            if line is None:
                return _Line(_dial(server))
            # Asked first: a server that hung up meanwhile must not look as if it had broken off in a mail.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                if line.smtp.noop()[0] == TAKEN:
                    return line
            line.smtp.close()

    def _hand_over(self, line: _Line, sender: str, to: str, content: bytes) -> Reply:
        try:
            reply = _transact(line.smtp, sender, to, content)
        except smtplib.SMTPSenderRefused as error:
            line.smtp.close()
            # Its word on us, not on this mail: a wrong MAIL_FROM must not make dead letters of all that waits.
            if error.smtp_code != TOO_LARGE:
                return self._away(error)
            return _answered(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            # It broke off in this very mail, which might be why: that counts, or one mail would hold up all others.
            line.smtp.close()
            return Reply(None, error=_told(error))
        self._failures = 0
        line.used_at = time.monotonic()
        with self._lock:
            self._idle.append(line)
        return reply

    def _away(self, error: Exception) -> Reply:
        """Nobody was asked; those who ask next wait for a while."""
        with self._lock:
            if time.monotonic() >= self._paused_until:
                pause = min(LONGEST_PAUSE, 2.0**self._failures) * random.uniform(1, 1.2)  # noqa: S311 - spreads load
                self._failures = min(self._failures + 1, 10)
                self._paused_until = time.monotonic() + pause
                log.warning("mail server away", error=_told(error)[:200], seconds=round(pause, 1))
        return Reply(None, error=f"mail server away: {_told(error)}"[:LONGEST_ANSWER], away=True)


def _dial(server: MailServer) -> smtplib.SMTP:
    """A connection that is greeted, private where the setting says so, and signed in."""
    if server.security == TLS:
        tls = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=CONNECT_WITHIN, context=tls)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=CONNECT_WITHIN)
    try:
        if server.security == STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
        if server.user is not None:
            smtp.login(server.user, server.password or "")
        if smtp.sock is not None:
            smtp.sock.settimeout(ANSWER_WITHIN)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _written(message: EmailMessage, *, utf8: bool) -> bytes:
    """Seven bits wide, but for addresses that take more (SMTPUTF8)."""
    return message.as_bytes(policy=policy.SMTP.clone(cte_type="7bit", utf8=utf8))


def _transact(smtp: smtplib.SMTP, sender: str, to: str, content: bytes) -> Reply:
    options = []
    if not (sender.isascii() and to.isascii()):
        if not smtp.has_extn("smtputf8"):
            return Reply(None, error="the mail server takes no addresses beyond ASCII", refused=True)
        options = ["SMTPUTF8"]
    try:
        smtp.sendmail(sender, [to], content, mail_options=options)
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(*error.recipients[to])
    except smtplib.SMTPDataError as error:
        return _answered(error.smtp_code, error.smtp_error)
    return Reply(TAKEN)


def _answered(code: int, text: bytes | str) -> Reply:
    """4xx: later; 5xx: never (RFC 5321, 4.2.1)."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    said = "".join(c if c.isprintable() or c == "\n" else " " for c in said)
    return Reply(code, text=said[:LONGEST_ANSWER], refused=code >= 500)  # noqa: PLR2004 - SMTP's own bound


def _told(error: Exception) -> str:
    """What went wrong, without a password: smtplib's errors hold what the server said."""
    code = getattr(error, "smtp_code", None)
    said = getattr(error, "smtp_error", b"")
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{type(error).__name__} {code} {text}".strip() if code else f"{type(error).__name__} {error}".strip()
