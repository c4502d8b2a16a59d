"""What our mail looks like: text and HTML of the same, in the company's name and colour, nothing from outside."""

import datetime as dt
import re
from dataclasses import dataclass, field
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, select_autoescape

from backend.mail.settings import Sender


class Unfolded(UnstructuredHeader):
    """A header with a web address in it: folded, that would become an encoded word, which no mailbox reads."""

    def fold(self, *, policy: Policy) -> str:
        """All of it on one line."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]  # BaseHeader's, mixed in


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("List-Unsubscribe", Unfolded)  # type: ignore[arg-type]  # BaseHeader is mixed in
    return registry


_POLICY = policy.SMTP.clone(cte_type="7bit", header_factory=_headers())
_COLOR = re.compile(r"#[0-9A-Fa-f]{3,8}|[a-zA-Z]{1,30}")
_COLOR_OF_OURS = "#0b57d0"
_PAGES = Environment(
    loader=PackageLoader("backend", "templates/mail"), autoescape=select_autoescape(("html",)), trim_blocks=True
)


@dataclass(frozen=True)
class Brand:
    """The company as its mail shows it."""

    name: str
    color: str

    @classmethod
    def of(cls, name: str, color: str | None) -> "Brand":
        """A colour that is none is left out: what is set there goes into a style."""
        return cls(name, color if color and _COLOR.fullmatch(color) else _COLOR_OF_OURS)


@dataclass(frozen=True)
class Mail:
    """One mail to one address; all texts are in `language` already."""

    to: str
    language: str
    subject: str
    message_id: str
    """Without the angle brackets; the same at each attempt."""
    at: dt.datetime
    paragraphs: tuple[str, ...]
    quote: str | None = None
    """What somebody wrote, shown apart."""
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """What to click on: words and address."""
    footer: str = ""
    reply_to: str | None = None
    thread: tuple[str, ...] = field(default=())
    """Message-IDs that it follows, the root first."""
    automatic: str = "auto-generated"
    unsubscribe: tuple[str, str] | None = None
    """Words, and the address where a POST ends mail of this kind."""


def compose(mail: Mail, sender: Sender, brand: Brand) -> EmailMessage:
    """The message as it goes out; no text of it can add a header, and all of it is 7-bit."""
    message = EmailMessage(_POLICY)
    message["From"] = _named(sender)
    message["To"] = mail.to
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.message_id}>"
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    if mail.thread:
        message["In-Reply-To"] = f"<{mail.thread[-1]}>"
        message["References"] = " ".join(f"<{one}>" for one in mail.thread)
    message["Auto-Submitted"] = mail.automatic
    # Exchange's way to the same end: no out-of-office answers to what a machine sent.
    message["X-Auto-Response-Suppress"] = "All"
    if mail.unsubscribe:
        # RFC 8058: a mailbox shows a button of its own, and posts to the address by itself.
        message["List-Unsubscribe"] = f"<{mail.unsubscribe[1]}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    shown = {"mail": mail, "brand": brand}
    message.set_content(_PAGES.get_template("mail.txt").render(shown))
    message.add_alternative(_PAGES.get_template("mail.html").render(shown), subtype="html")
    # Last: making it of two parts moves what begins with Content- into the first.
    message["Content-Language"] = mail.language
    return message


def one_line(text: str) -> str:
    """`text` with every run of white space and control characters made one space."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _named(sender: Sender) -> Address:
    return Address(display_name=one_line(sender.name), addr_spec=sender.address)
