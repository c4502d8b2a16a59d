"""Contact details in free text, covered as people in the Netherlands write them: pure. No database.

What is covered is said by a word in brackets, so that the rest reads on. What merely looks like a contact detail is
covered too: a reader misses nothing by it.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from backend.tickets.contact import phone_key

Say = Callable[[str], str]

_SEPARATED = r"[ \u00a0.\-\u2010-\u2015/]"
"""What people put between the groups of a number."""
_STREET = (
    r"straat|str\.|laan|weg|plein|kade|gracht|singel|dijk|hof|steeg|pad|dreef|plantsoen|baan|ring|markt|boulevard|allee"
    r"|lei|park|wal|erf|oord|veld|weide|akker|horst|kamp|brink|haven|sluis|vaart|poort|burg|daal|bos|hage|tuin|zoom"
)
_NUMBER = r"\d{1,5}(?:[ \-]?(?:bis|hs|huis|zw|rd|[a-z]|[ivx]{1,4}|\d{1,4})\b)?"
"""A house number and what is added to it: `12`, `12a`, `12-3`, `12 bis`."""
_DATE = r"(?:0?[1-9]|[12]\d|3[01])[\-/.](?:0?[1-9]|1[0-2])[\-/.](?:19|20)\d\d(?![ .\-/]?\d\d[ .\-/]?\d\d)"


class _Kind(NamedTuple):
    """By which word what is found is covered."""

    word: str
    found: re.Pattern[str]


_EMAIL = re.compile(
    r"""(?<![\w.+\-])[\w.+\-]+\s?
    (?:@|\s?[(\[{]\s?(?:at|a|@|apenstaartje)\s?[)\]}]\s?|\sapenstaartje\s)
    \s?[\w\-]{1,63}(?:\s?(?:\.|[(\[{]\s?(?:dot|punt)\s?[)\]}]|\s(?:punt|dot)\s)\s?[\w\-]{2,63}){1,4}
    |(?<![\w.+\-])[\w.+\-]+\sat\s[\w\-]{1,63}(?:\s(?:punt|dot)\s[\w\-]{2,63}){1,4}""",
    re.IGNORECASE | re.VERBOSE,
)
_IBAN = re.compile(
    rf"\b(?:NL{_SEPARATED}?\d\d{_SEPARATED}?[A-Z]{{4}}(?:{_SEPARATED}?\d){{10}}"
    rf"|[A-Z]{{2}}\d\d(?:{_SEPARATED}?\d{{4}}){{3,6}}(?:{_SEPARATED}?\d{{1,4}})?|[A-Z]{{2}}\d\d[A-Z0-9]{{11,30}})\b",
    re.IGNORECASE,
)
_HOUSE = rf"\s{{0,2}}[,\-]?\s{{0,2}}(?:(?:huis)?(?:nr\.?|nummer|no\.?)\s?)?{_NUMBER}"
_SMALL_WORDS = (
    r"aa[nl]|af|al|am|an|as|at|be|by|cm|da|de|do|dp|en|er|ga|gb|go|he|if|ik|in|is|it|ja|je|kb|km|kw|mb|me|mm|ms|my|na|no"
    r"|nu|of|om|on|op|or|pm|so|te|to|tv|up|us|uw|we|ze|zo"
)
"""After a space these are words of the sentence (`2024 in`), unless a house number follows."""
_POSTCODE = re.compile(
    rf"(?<![\w])(?<!\d[/.\-])[1-9]\d{{3}}(?:"
    rf"\s?(?!(?:{_SMALL_WORDS})\b)[A-Z]{{2}}(?=\b|\d){_HOUSE}"
    rf"|\s(?:{_SMALL_WORDS})\s\d{{1,3}}(?:[ \-]?[a-z]\b)?(?![\w/.\-])"
    rf"|[A-Z]{{2}}\b|\s(?-i:[A-Z]{{2}})\b|\s(?!(?:{_SMALL_WORDS})\b)[A-Z]{{2}}\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    rf"(?<![\w.'\u2019\-])[^\W\d_][\w.'\u2019\-]{{1,60}}(?:{_STREET})\s{{1,2}}(?:(?:nr\.?|nummer)\s)?{_NUMBER}\b"
    rf"|\b(?:huisnummer|huisnr\.?|house\snumber)\s?:?\s?{_NUMBER}\b"
    rf"|\b(?:straat|laan|weg|plein|kade|dijk|park)\s(?:[\w\-]{{1,30}}\s){{1,3}}{_NUMBER}\b",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"""(?<![\w.])(?!{_DATE})
    (?:(?:\+|00)[ ]?\d{{1,3}}{_SEPARATED}{{0,2}}(?:\(0\){_SEPARATED}?)?
    |(?:\([0oO]\d{{1,3}}\)|[0oO]\d{{1,3}}){_SEPARATED}{{0,3}}|6{_SEPARATED}{{1,3}})
    (?:(?:\(\d{{1,4}}\)|\d{{1,4}}){_SEPARATED}{{0,3}}){{1,8}}(?<=\d)(?!\w)""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"(?<![\w.])\d{9,24}(?!\w)|(?<![\w.])\d\d[. ]\d\d[. ]\d\d[. ]\d{3}(?!\w)")
_FEWEST, _MOST = 8, 15
"""Digits of a phone number, with the country's code; 0900-1234 has eight."""

_A_NAME = 3
"""Letters from which a part of a name is one by itself."""

_BY_SHAPE = (
    _Kind("[e-mail address]", _EMAIL),
    _Kind("[account number]", _IBAN),
    _Kind("[address]", _POSTCODE),
    _Kind("[phone number]", _PHONE),
    _Kind("[number]", _DIGITS),
    _Kind("[address]", _ADDRESS),
)
WORDS = ("[e-mail address]", "[account number]", "[address]", "[phone number]", "[number]", "[name]")
"""What stands in place of what is covered; translated where it is shown."""


class Known(NamedTuple):
    """What the ticket says of its customer: covered wherever it stands in the text, however it looks."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None


_NOTHING = Known()


def masked(text: str, known: Known = _NOTHING, say: Say = str) -> str:
    """`text` without phone numbers, e-mail and bank accounts, addresses, long numbers, and what is `known`."""
    for word, found in (*_of(known), *_BY_SHAPE):
        text = found.sub(partial(_cover, word, say), text)
    return text


def _cover(word: str, say: Say, match: re.Match[str]) -> str:
    found = match.group()
    if word == "[phone number]" and not _FEWEST <= sum(char.isdigit() or char in "oO" for char in found) <= _MOST:
        return found
    return say(word)


def _of(known: Known) -> Iterable[_Kind]:
    if known.email and known.email.strip():
        yield _Kind("[e-mail address]", _literal(known.email.strip()))
    key = phone_key(known.phone)
    if key:
        digits = rf"{_SEPARATED}{{0,3}}".join(re.escape(digit) for digit in key)
        yield _Kind("[phone number]", re.compile(rf"(?<!\w)(?:[+\d][\d \-()]{{0,8}})?{digits}(?!\d)"))
    if name := " ".join((known.name or "").split()):
        yield _Kind("[name]", _literal(name))
        # `Jansen` of `Mevrouw A. Jansen` too, as it is written; small words and initials are no name.
        parts = [re.escape(part) for part in name.split() if len(part) >= _A_NAME and part[:1].isupper()]
        if parts:
            yield _Kind("[name]", re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"))


def _literal(text: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, text.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
