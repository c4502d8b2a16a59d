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

_SEPARATED = r"(?:[\s.\-/_~]|[,:'](?=\d{6}))"
"""What people put between the groups of a number, folded (see `_folded`)."""
_STREET = (
    r"straat|str\.|laan|weg|plein|kade|gracht|singel|dijk|hof|steeg|pad|dreef|plantsoen|baan|ring|markt|boulevard|allee"
    r"|lei|park|wal|erf|oord|veld|weide|akker|horst|kamp|brink|haven|sluis|vaart|poort|burg|daal|bos|hage|tuin|zoom"
)
_NUMBER = r"\d{1,5}(?:[ \-]?(?:bis|hs|huis|zw|rd|[a-z]|[ivx]{1,4}|\d{1,4})\b)?"
"""A house number and what is added to it: `12`, `12a`, `12-3`, `12 bis`."""
_DATE = (
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])[\-/.](?:0?[1-9]|1[0-2])[\-/.](?:19|20)\d\d(?![ .\-/]?\d\d[ .\-/]?\d\d)"
    r"|(?:19|20)\d\d[\-/.](?:0?[1-9]|1[0-2])[\-/.](?:0?[1-9]|[12]\d|3[01])(?!\d))"
)


class _Kind(NamedTuple):
    """By which word what is found is covered."""

    word: str
    found: re.Pattern[str]


_AT = r"apenstaart(?:je)?|apestaart(?:je)?"
_MAILBOXES = (
    r"gmail|googlemail|hotmail|outlook|icloud|yahoo|proton(?:mail)?|ziggo|kpnmail|hetnet|casema|upcmail|xs4all|telfort"
    r"|solcon|zeelandnet|chello|quicknet"
)
_EMAIL = re.compile(
    rf"""(?<![\w.+\-])[\w.+\-]+\s?
    (?:@{{1,2}}|\s?[(\[{{<]\s?(?:at|a|@|{_AT})\s?[)\]}}>]\s?|\s(?:{_AT})\s)
    \s?[\w\-]{{1,63}}(?:\s?(?:\.|,(?=(?:nl|be|com)\b)|[(\[{{<]\s?(?:dot|punt)\s?[)\]}}>]|\s(?:punt|dot)\s)\s?[\w\-]{{2,63}}){{1,4}}
    |(?<![\w.+\-])[\w.+\-]+\sat\s[\w\-]{{1,63}}(?:(?:\s(?:punt|dot)\s|[.])[\w\-]{{2,63}}){{1,4}}
    |(?<![\w.+\-])[\w.+\-]+[_\-](?:at|{_AT})[_\-][\w\-]{{1,63}}?[_\-](?:dot|punt)[_\-]\w{{2,63}}
    |(?<![\w.+\-])[\w.+\-]+(?:\s?@\s?|\s(?:at|{_AT})\s)(?:{_MAILBOXES})\b
    |(?<![\w.+\-])[\w.+\-]*[^\W\d_][\w.+\-]*@[\w\-]{{2,63}}""",
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
    rf"(?<![\w.'\u2019\-])[^\W\d_][\w.'\u2019\-]{{1,60}}(?:{_STREET})\s{{0,2}}(?:(?:nr\.?|nummer)\s)?{_NUMBER}\b"
    rf"|\b(?:huisnummer|huisnr\.?|house\snumber)\s?:?\s?{_NUMBER}\b"
    rf"|\b(?:straat|laan|weg|plein|kade|dijk|park)\s(?:[\w\-]{{1,30}}\s){{1,3}}{_NUMBER}\b",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"""(?P<date>{_DATE})
    |(?:(?<!\d)(?<!\d\.)(?:\((?:\+|00)\s?\d{{1,3}}\)|(?:\+|(?<![^\W_])00)\s?\d{{1,3}}){_SEPARATED}{{0,2}}(?:\(0\){_SEPARATED}?)?
    |(?<![^\W_])(?<!\d\.)(?:(?:\([0oO]\d{{1,3}}\)|[0oO]\d{{1,3}}){_SEPARATED}{{0,5}}|(?:nul|0)\s?-?(?:zes|6){_SEPARATED}{{0,3}}
      |6{_SEPARATED}{{1,3}})
    |(?<=[^\W\d_])0[1-9][ .\-]?(?=\d{{8}}(?!\d)))
    (?:\(\d{{1,4}}\)|\d++)(?:{_SEPARATED}{{0,5}}+(?:\(\d{{1,4}}\)|\d++))*+""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.])\d{9,24}(?!\w)|(?<![\w.])(?:\d\d[. ]\d\d[. ]\d\d|\d{3}[. ]\d{3})[. ]\d{3}(?![\w.]\d)")
_FEWEST = 8
"""Digits of a phone number; 0900-1234 has eight. There may be several in a row."""
_SPELLED = re.compile("nul|zes", re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00b7\u2022\u2024\u2027\u30fb\uff0e", "."),
        **dict.fromkeys("\u2019\u2032", "'"),
        **{chr(nought + n): str(n) for nought in (0x660, 0x6F0, 0xFF10) for n in range(10)},
        **{"\uff20": "@", "\ufe6b": "@", "\uff0b": "+", "\uff08": "(", "\uff09": ")", "\uff0f": "/", "\u2044": "/"},
    }
)
"""Signs that look like another one, and stand for it."""

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
        text = _without(text, found, partial(_cover, word, say))
    return text


def _without(text: str, found: re.Pattern[str], cover: Callable[[re.Match[str]], str | None]) -> str:
    """`text` with what is found in it covered; what cannot be seen in it hides nothing, and all else stays as it is."""
    folded, places = _folded(text)
    parts, done = list[str](), 0
    for match in found.finditer(folded):
        covered = cover(match)
        if covered is not None:
            first, last = (
                (match.start(), match.end() - 1) if places is None else (places[match.start()], places[match.end() - 1])
            )
            parts += [text[done:first], covered]
            done = last + 1
    return "".join([*parts, text[done:]])


def _folded(text: str) -> tuple[str, list[int] | None]:
    """`text` in its plainest signs, without those that cannot be seen, and where each stood (None: where it stands)."""
    if text.isascii():
        return text, None
    alike = text.translate(_ALIKE)
    seen = alike.translate(_UNSEEN)
    if len(seen) == len(alike):
        return alike, None
    return seen, [place for place, sign in enumerate(alike) if ord(sign) not in _UNSEEN]


def _cover(word: str, say: Say, match: re.Match[str]) -> str | None:
    """By what it is covered; None for what only begins like a phone number."""
    found = match.group()
    if word == "[phone number]" and (match.groupdict().get("date") or _digits(found) < _FEWEST):
        return None
    return say(word)


def _digits(found: str) -> int:
    """How many there are, an `o` for a nought among them, and those that are written out."""
    spelled = _SPELLED.sub("0", found)
    return sum(sign.isdigit() or sign in "oO" for sign in spelled)


def _of(known: Known) -> Iterable[_Kind]:
    if email := _folded(known.email or "")[0].strip():
        yield _Kind("[e-mail address]", _literal(email))
    key = phone_key(_folded(known.phone or "")[0])
    if key:
        digits = rf"{_SEPARATED}{{0,3}}".join(re.escape(digit) for digit in key)
        yield _Kind("[phone number]", re.compile(rf"(?<!\w)(?:[+\d][\d \-()]{{0,8}})?{digits}(?!\d)"))
    if name := " ".join(_folded(known.name or "")[0].split()):
        yield _Kind("[name]", _literal(name))
        # `Jansen` of `Mevrouw A. Jansen` too, as it is written; small words and initials are no name.
        parts = [re.escape(part) for part in name.split() if len(part) >= _A_NAME and part[:1].isupper()]
        if parts:
            yield _Kind("[name]", re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"))


def _literal(text: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, text.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
