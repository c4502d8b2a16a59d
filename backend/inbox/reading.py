"""Reading one mail: pure, of any bytes at all; what cannot be read is left out or replaced, never raised."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.headerregistry import AddressHeader
from email.message import EmailMessage, Message, MIMEPart
from typing import TypeVar

from inscriptis import get_text
from lxml import etree, html

from backend.inbox.cutting import cut
from backend.inbox.parsing import headers, parse
from backend.mail.message import one_line

LONGEST_TEXT = 10_000
LONGEST_HTML = 500_000
"""Characters of a page that are read: some seconds at the worst. What was written is above what it answers."""
LONGEST_PART = 2_000_000
"""Bytes of text that are decoded."""
MOST_FILES = 20
_LOGO = 15_000
"""Bytes: a picture within the text that is smaller is a signature's logo."""
_INTERNAL = re.compile(r"\s*#intern(?:al)?\b[:,.\s]*", re.IGNORECASE)
_QUOTES = (
    "//blockquote[@type='cite']",
    "//*[contains(concat(' ', @class, ' '), ' gmail_quote ')]",
    "//*[contains(concat(' ', @class, ' '), ' gmail_quote_container ')]",
    "//*[contains(concat(' ', @class, ' '), ' moz-cite-prefix ')]",
    "//*[contains(concat(' ', @class, ' '), ' gmail_signature ')]",
    "//*[@id='Signature']",
    "//style|//script|//head",
)
_FROM_HERE = (
    "//*[@id='divRplyFwdMsg']",
    "//*[@id='appendonsend']",
    "//*[@id='mail-editor-reference-message-container']",
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_CHARSETS = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"}
"""Python's own: no mail is written in them, and the first takes for ever."""
_MACHINES = {"bulk", "junk", "list", "auto_reply"}
_AWAY = re.compile(r"(?:automatic reply|automatisch antwoord|out of office|autoreply|afwezigheid\w*)\b", re.IGNORECASE)


P = TypeVar("P")


@dataclass(frozen=True)
class File:
    """Something attached."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Report:
    """What a bounce says (RFC 3464)."""

    failed: bool
    """False where it is only late."""
    text: str


@dataclass(frozen=True)
class Incoming:
    """What matters of a mail."""

    message_id: str
    from_address: str
    """"" where there is no one sender."""
    from_name: str | None
    subject: str
    text: str
    """What was written, without quotes, signature and the word that makes it internal."""
    internal: bool
    automatic: str | None
    """Why it is taken for a machine's, where it is."""
    report: Report | None
    files: tuple[File, ...]
    headers_only: bool = False
    unreadable: bool = False
    """Something of it could not be read, so that a person must look at what it looked like."""


def message_id(raw: bytes) -> str:
    """The Message-ID, "" where there is none; reads the headers alone."""
    return _header(headers(raw), "Message-ID")[:300]


def read(raw: bytes) -> Incoming:
    """All that matters of it."""
    message, whole = parse(raw)
    address, name = _sender(message)
    broken: list[str] = [] if whole else ["parts"]
    text = _tried(lambda: _CONTROLS.sub("", cut(_text(message))).strip(), "", broken)
    no_files: list[File] = []
    files = _tried(lambda: _files(message), no_files, broken)
    report = _tried(lambda: _report(message), None, broken)
    marked = _INTERNAL.match(text)
    return Incoming(
        message_id=_header(message, "Message-ID")[:300],
        from_address=_CONTROLS.sub("", address),
        from_name=name,
        subject=one_line(_header(message, "Subject"))[:400],
        text=(text[marked.end() :] if marked else text)[:LONGEST_TEXT],
        internal=marked is not None,
        automatic=_automatic(message),
        report=report,
        files=tuple(files),
        headers_only=_header(message, "X-Doorgeven-Left") != "",
        unreadable=bool(broken),
    )


def _tried(part: Callable[[], P], otherwise: P, broken: list[str]) -> P:
    """What the library makes of a part of it; `otherwise` where it stumbles, which is noted in `broken`."""
    try:
        return part()
    except Exception as error:  # noqa: BLE001 - hostile bytes make it raise anything at all
        broken.append(type(error).__name__)
        return otherwise


def _header(message: EmailMessage, name: str) -> str:
    return _CONTROLS.sub("", str(message.get(name) or "")).strip()


def _sender(message: EmailMessage) -> tuple[str, str | None]:
    header = message.get("From")
    addresses = header.addresses if isinstance(header, AddressHeader) else ()
    if len(addresses) != 1 or len(message.get_all("From", [])) != 1:
        return "", None
    one = addresses[0]
    name = one_line(_CONTROLS.sub("", one.display_name or ""))[:200]
    return one.addr_spec[:320], name or None


def _automatic(message: EmailMessage) -> str | None:
    submitted = _header(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return f"Auto-Submitted: {submitted[:60]}"
    if _header(message, "Precedence").lower() in _MACHINES:
        return f"Precedence: {_header(message, 'Precedence').lower()}"
    for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id", "List-Unsubscribe", "Feedback-ID"):
        if _header(message, name):
            return name
    return "Subject" if _AWAY.match(_header(message, "Subject")) else None


def _text(message: EmailMessage) -> str:
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    # One with a name is a file that is shown within the mail, not its words.
    text = _flowed(plain, _decoded(plain)) if plain is not None and not _filename(plain) else ""
    if text.strip() or page is None:
        return text
    return _of_html(_decoded(page)[:LONGEST_HTML])


def _decoded(part: MIMEPart) -> str:
    content = part.get_payload(decode=True)
    content = content[:LONGEST_PART] if isinstance(content, bytes) else b""
    said = (part.get_content_charset() or "utf-8").lower()
    for charset in (*([] if said.replace("-", "_") in _NO_CHARSETS else [said]), "utf-8", "cp1252"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("utf-8", "replace")


def _flowed(part: MIMEPart, text: str) -> str:
    """format=flowed (RFC 3676): a line that ends with a space goes on in the next."""
    if part.get_param("format") != "flowed":
        return text
    lines: list[str] = []
    going_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = line.startswith(">")
        if going_on and not quoted and line.strip() != "--":
            lines[-1] += line
        else:
            lines.append(line)
        going_on = line.endswith(" ") and not quoted and line.strip() != "--"
    return "\n".join(lines)


def _of_html(page: str) -> str:
    """Text of a page, without what its client marked as quoted."""
    try:
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
        _drop_quotes(tree)
        return str(get_text(html.tostring(tree, encoding="unicode")))
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return re.sub(r"<[^<>]{0,2000}>", " ", page[:LONGEST_TEXT])


def _drop_quotes(tree: html.HtmlElement) -> None:
    for path in _FROM_HERE:
        for found in tree.xpath(path):
            for later in list(found.itersiblings()):
                later.getparent().remove(later)
            _drop(found)
    for path in _QUOTES:
        for found in tree.xpath(path):
            _drop(found)


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _files(message: EmailMessage) -> list[File]:
    found: list[File] = []
    for number, part in enumerate(_parts(message)):
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not content:
            # A mail within the mail, as forwarding makes it.
            content = part.as_bytes() if part.get_content_maintype() == "message" else b""
        if part.get("Content-ID") and part.get_content_disposition() != "attachment" and len(content) < _LOGO:
            continue
        name = _filename(part)
        if content and len(found) < MOST_FILES:
            found.append(File(one_line(_CONTROLS.sub("", name or f"attachment-{number + 1}"))[:200], content))
    return found


def _filename(part: Message) -> str | None:
    try:
        return part.get_filename()
    except Exception:  # noqa: BLE001 - a name is not worth a file
        return None


def _parts(message: Message) -> Iterator[Message]:
    """The parts that are files: not the words themselves, and not what a mail within the mail holds."""
    if not message.is_multipart() or message.get_content_maintype() == "message":
        attached = message.get_content_disposition() == "attachment" or _filename(message)
        if attached or message.get_content_maintype() != "text":
            yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part)


def _report(message: EmailMessage) -> Report | None:
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            parts = [block for block in blocks if isinstance(block, Message)] if isinstance(blocks, list) else []
            fields = [one for block in parts for one in block.items()]
            of = {name.lower(): one_line(str(value)) for name, value in fields}
            text = " ".join(of[name] for name in ("status", "diagnostic-code") if name in of)
            return Report(of.get("action", "failed").lower() == "failed", text[:1000] or "failed")
    return None
