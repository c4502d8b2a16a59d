"""A mail's bytes made parts and headers: any bytes at all, within bounds of time and memory.

The library parses headers when they are asked for, some in quadratic time and some by recursion, and stumbles over
others that no standard allows.
"""

from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import EmailPolicy, Policy
from typing import Any

import structlog

LONGEST_HEADER = 4_000
"""Characters of one that are looked at; the longest that means anything here is an address with its name."""
LONGEST_HEADERS = 100_000
"""Bytes of a mail's headers that are read where its parts are not."""
MOST_LINES = 1_500_000
"""What 50 MB of attachments are made of, twice. The library keeps each line for itself."""
MOST_PARTS = 10_000
"""Lines that may begin a part."""
log = structlog.get_logger()


class _Bounded(EmailPolicy):
    """Headers cut where they are too long, and empty where they cannot be read."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The header as an object with what it says."""
        try:
            return super().header_fetch_parse(name, value[:LONGEST_HEADER])
        except Exception:  # noqa: BLE001 - hostile bytes make the library's parsers raise anything at all
            return self.header_factory(name, "")


_POLICY: "Policy[EmailMessage]" = _Bounded(header_factory=HeaderRegistry())  # type: ignore[assignment]


def parse(raw: bytes) -> tuple[EmailMessage, bool]:
    """All of it, and True; the headers alone, and False, of what is made to take for ever, or cannot be parted."""
    if raw.count(b"\n") <= MOST_LINES and raw.count(b"\n--") + raw.count(b"\r--") <= MOST_PARTS:
        try:
            found = BytesParser(policy=_POLICY).parsebytes(raw)
        except Exception as error:  # noqa: BLE001 - a part in a part in a part... ends in a RecursionError
            log.info("mail not parted", error=type(error).__name__)
        else:
            # What says that it has parts, and has none: what was written is somewhere, and not where it should be.
            return found, found.get_content_maintype() != "multipart" or found.is_multipart()
    return headers(raw), False


def headers(raw: bytes) -> EmailMessage:
    """The headers alone."""
    begin = raw[:LONGEST_HEADERS]
    ends = [at for at in (begin.find(b"\r\n\r\n"), begin.find(b"\n\n")) if at >= 0]
    only = begin[: min(ends, default=LONGEST_HEADERS)] + b"\r\n\r\n"
    return BytesHeaderParser(policy=_POLICY).parsebytes(only)
