"""Words as they are looked up: folded, stemmed in Dutch, English and Arabic, compounds taken apart; pure, no database.

Both databases keep these same terms, so both find the same. A term is two letters and a text: `p` public or `i`
internal; `w` a word as it stands, `s` its stem, `n` a number's end. `xt` and `xr` are a ticket's team and reporter.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

import snowballstemmer  # type: ignore[import-untyped]  # the library has no types

from backend.tickets.search.compounds import parts

LONGEST_WORD = 60
SHORTEST_END = 4
"""So many last digits of a phone number find it."""

_NATIONAL = 9
"""Digits of a number without trunk zero, as most countries have them; more may begin with a calling code."""

_SIGNS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Scripts without spaces between words: each sign counts as one."""
_WORD = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")
_NUMBER = re.compile(r"\+?\d(?:[\s().\-/]*\d){3,}")
_CALLING_CODES = {"NL": "31", "BE": "32", "DE": "49", "GB": "44", "FR": "33", "US": "1"}
_STEMMERS = {name: snowballstemmer.stemmer(name) for name in ("dutch", "english", "arabic")}
_ONE_AT_A_TIME = threading.Lock()


def folded(text: str) -> str:
    """Without case, accents, vowel signs and tatweel: `Één` is `een`."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c != "\u0640")


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded(text))]


@lru_cache(100_000)
def stems(word: str) -> frozenset[str]:
    """The stems of a folded word, in each language that writes as it is written; a number stays as it is."""
    if not word.isalpha():
        return frozenset({word})
    arabic = "\u0600" <= word[0] <= "\u06ff"
    # The stemmers keep what they work on in themselves.
    with _ONE_AT_A_TIME:
        found = {_STEMMERS[name].stemWord(word) for name in (("arabic",) if arabic else ("dutch", "english"))}
    if arabic:
        # The stemmer takes an article off, and also the end of a word that has none.
        found.add(word.removeprefix("\u0627\u0644"))
    return frozenset(stem[:LONGEST_WORD] for stem in found if stem) or frozenset({word})


def numbers(text: str, country: str) -> Iterator[str]:
    """Phone numbers and the like, as bare digits without trunk zero or the country's own calling code."""
    for found in _NUMBER.findall(unicodedata.normalize("NFKC", text)):
        yield bare(found, country)


def bare(number: str, country: str) -> str:
    """`06-12345678`, `+31 6 12345678` and `0031612345678` are all `612345678`."""
    digits = "".join(str(unicodedata.digit(c)) for c in number if c.isdigit())
    abroad = number.startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00") if digits.startswith("00") else digits
    code = _CALLING_CODES.get(country, "")
    if code and abroad and digits.startswith(code):
        digits = digits[len(code) :].removeprefix("0")
    return digits.lstrip("0")[:LONGEST_WORD]


def spellings(number: str, country: str) -> list[str]:
    """What a typed number may stand for: bare, and without the calling code where it begins with that by chance."""
    digits, code = bare(number, country), _CALLING_CODES.get(country, "")
    found = [digits, digits.removeprefix(code)] if len(digits) > _NATIONAL else [digits]
    return [text for text in dict.fromkeys(found) if len(text) >= SHORTEST_END]


def ends(digits: str) -> Iterator[str]:
    """All ends of a number that find it."""
    yield from (digits[start:] for start in range(max(1, len(digits) - SHORTEST_END + 1)))


def of_text(text: str, visibility: str, country: str) -> Iterator[str]:
    """The terms of what somebody wrote; `visibility` is `p` or `i`."""
    for word in dict.fromkeys(words(text)):
        yield f"{visibility}w{word}"
        for stem in chain(stems(word), *(stems(part) for part in parts(word))):
            yield f"{visibility}s{stem}"
    for number in numbers(text, country):
        yield f"{visibility}n{number}"


def of_codes(codes: Iterable[str]) -> Iterator[str]:
    """The terms of references and ids: their parts, and all of it together as people also type it."""
    for code in codes:
        found = words(code)
        for start in range(len(found)):
            for word in (found[start], "".join(found[start:])[:LONGEST_WORD]):
                yield f"pw{word}"
                yield f"ps{word}"


def of_postcode(postcode: str) -> Iterator[str]:
    """The terms of a kept postcode: whole, and its digits."""
    for word in {postcode.lower(), "".join(c for c in postcode if c.isdigit())} - {""}:
        yield f"pw{word}"
        yield f"ps{word}"


def of_phone(phone: str, country: str) -> Iterator[str]:
    """The terms of a phone number, by which any of its last digits find it."""
    yield from (f"pn{end}" for end in ends(bare(phone.strip(), country)) if end)


def of_team(slug: str) -> str:
    """The term of a ticket's team."""
    return f"xt{slug.lower()}"


def of_reporter(person_id: str) -> str:
    """The term of a ticket's reporter."""
    return f"xr{person_id.lower()}"
