"""What somebody wrote in a reply: without what they quote, and without their signature.

Line by line, so that no text takes long. English and Dutch, as Gmail, Outlook, Apple Mail and Thunderbird write them.
Where it is not sure that a line begins a quotation it stays: too much is better than a word lost.
"""

import re

LONGEST = 200_000
"""Characters that are looked at."""

_WROTE = re.compile(r"(?:on|op)\s.{4,300}?\b(?:wrote|schreef|geschreven)\b[^:]{0,150}:", re.IGNORECASE)
_WROTE_TOO = re.compile(
    r"[^<>]{1,120}<[^<>\s]+@[^<>\s]+>\s+(?:wrote|schreef)\b[^:]{0,80}(?::\d\d)?[^:]{0,20}:", re.IGNORECASE
)
_FROM = re.compile(r"[*\s]*(?:from|van)\s*:[*\s]*\S", re.IGNORECASE)
_HEADER = re.compile(
    r"[*\s]*(?:sent|verzonden|date|datum|to|aan|subject|onderwerp|cc|beantwoorden aan|reply-to)\s*:", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"-{2,}\s*(?:original message|oorspronkelijk bericht|forwarded message|doorgestuurd bericht)\s*-{2,}", re.IGNORECASE
)
_RULE = re.compile(r"[_-]{20,}")
_SENT_FROM = re.compile(
    r"(?:sent from (?:my|outlook|mail|proton|yahoo)|(?:verzonden|verstuurd) (?:vanaf|met|via|van)|get outlook for"
    r"|outlook voor (?:ios|android|mac) (?:downloaden|ophalen)|download outlook)\b.{0,120}",
    re.IGNORECASE,
)
_REGARDS = re.compile(
    r"(?:(?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en|jes)?|groet(?:en|jes)?|m\.?v\.?g\.?|kind regards"
    r"|best regards|warm regards|regards|best wishes|best|cheers)[,.! ]*",
    re.IGNORECASE,
)
_WHEN_OR_WHO = re.compile(r"\d{1,2}[:.]\d{2}|@")
"""What every program puts into that line, and "On the bill you wrote:" lacks."""
_AFTERTHOUGHT = re.compile(r"p\.?\s?s\.?\b", re.IGNORECASE)
_WROTE_OVER = 4
"""Lines that "On ... wrote:" may be broken over."""
_HEADERS_WITHIN = 6
_SIGNATURE_LINES = 10
"""A sign-off with more than this after it is none."""


def cut(text: str) -> str:
    """The reply's own words."""
    lines = [line.replace("\xa0", " ").rstrip() for line in text[:LONGEST].replace("\r\n", "\n").split("\n")]
    return "\n".join(_without_signature(_without_quotes(lines))).strip()


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith(">"):
            at += 1
            continue
        length = _wrote(lines, at)
        if length:
            if not _quoted_follows(lines, at + length):
                # Not marked by > (Outlook, or HTML made text): where the quotation ends cannot be told.
                break
            at += length
            continue
        if _SEPARATOR.fullmatch(line) or _headers(lines, at):
            break
        kept.append(lines[at])
        at += 1
    return kept


def _wrote(lines: list[str], at: int) -> int:
    """How many lines an "On ... wrote:" takes that begins here; 0 where there is none."""
    joined = ""
    for length in range(1, _WROTE_OVER + 1):
        if at + length > len(lines) or not lines[at + length - 1].strip():
            return 0
        joined = f"{joined} {lines[at + length - 1].strip()}".strip()
        if (_WROTE.fullmatch(joined) or _WROTE_TOO.fullmatch(joined)) and _WHEN_OR_WHO.search(joined):
            return length
        if length == 1 and not re.match(r"(?:on|op)\s|.*<", joined, re.IGNORECASE):
            return 0
    return 0


def _quoted_follows(lines: list[str], at: int) -> bool:
    return next((line.strip().startswith(">") for line in lines[at:] if line.strip()), False)


def _headers(lines: list[str], at: int) -> bool:
    """Whether Outlook's block of From, Sent, To, Subject begins here, with or without a rule above it."""
    here = lines[at].strip()
    rest = [line.strip() for line in lines[at + 1 : at + 1 + _HEADERS_WITHIN] if line.strip()]
    if _RULE.fullmatch(here):
        return bool(rest) and _FROM.match(rest[0]) is not None and _count(rest[1:])
    return _FROM.match(here) is not None and _count(rest)


def _count(lines: list[str]) -> bool:
    return sum(_HEADER.match(line) is not None for line in lines) >= 2  # noqa: PLR2004 - one alone may be a sentence


def _without_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if line.strip() == "--" and at > 0:
            return lines[:at]
    last = [at for at, line in enumerate(lines) if line.strip()][-_SIGNATURE_LINES:]
    if any(_AFTERTHOUGHT.match(lines[at].strip()) for at in last):
        return lines
    for at in last:
        text = lines[at].strip()
        if at > 0 and (_REGARDS.fullmatch(text) or (_SENT_FROM.fullmatch(text) and at in last[-3:])):
            return lines[:at]
        if at == 0 and _SENT_FROM.fullmatch(text):
            return []
    return lines
