"""Who it is about, read out of a pasted text: `Oma Bep 06-12345678 3511AB 12`, or an address of several lines."""

import re

from shared.postcodes import NotAPostcode, normalise

_LONGEST = 2000
_GAP = " \n "
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DUTCH = re.compile(r"(?<!\w)[1-9]\d{3}[ \t]?(?:[A-Z]{2}|[a-z]{2})(?![A-Za-z\d])")
_NUMBER = r"[1-9]\d{0,4}(?:[ \t]?(?:bis|hs)?[ \t]?[a-zA-Z](?!\w)|[ \t]?(?:bis|hs)|[ \t]?[-/][ \t]?\w{1,4})?(?!\w)"
_AFTER = re.compile(
    rf"[ \t]*[,;|\-]?[ \t]*(?:(?:nr|no|nummer|huisnr|huisnummer|house number)\.?:?[ \t]*)?({_NUMBER})", re.I
)
_BEFORE = re.compile(rf"(?:^|[\n,;|])([^\n,;|]*?)[ \t]*(?<!\w)({_NUMBER})[\s,;|]*$")
_LABEL = re.compile(
    r"^\s*(?:naam|name|klant|customer|tel(?:efoon)?(?:nummer)?|phone|mobiel|mobile|adres|address|postcode|e-?mail"
    r"|huisnummer|woonplaats|city|plaats)\s*(?:[.:]\s*|$)",
    re.I,
)
_GREETING = re.compile(r"(?:hoi|hallo|hey|hi|hello|dag|beste|lieve|dear|goede(?:morgen|middag|navond))\b", re.I)
_HEAD = re.compile(
    r"^[ \t]*(?:\[[\d/.:, \t-]{5,24}(?:[ap]\.?m\.?)?\]|\d[\d/.-]{5,9},?[ \t]+\d{1,2}:\d\d[\d:]{0,3}[ \t]+-)"
    r"[ \t]*([^:\n\[\]]{1,60}):",
    re.I | re.M,
)
"""What a chat puts before a message that is copied with others: when, and who says it."""
_STREET = re.compile(r"(?:straat|weg|laan|plein|gracht|kade|dijk|pad|hof|singel|steeg|street|road|avenue|lane)\b", re.I)
_TOWN = re.compile(r"[^\d\n,;|+]*")
_PHONE = re.compile(r"(?<![\w+])(?:\+|0)[\d ()./\t-]{7,24}\d")
_AMERICAN = re.compile(r"(?<![\w+])\(?[2-9]\d\d\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?!\w)")
_FEWEST, _MOST = 9, 15
_DIGITS = {"NL": 10, "BE": 10, "FR": 10, "GB": 11}
"""How many a number has in its own country, with the 0 before it."""
_DIGITS_ABROAD = {"+31": 11, "+32": 11, "+33": 11, "+44": 12, "+1": 11, "0031": 13, "0032": 13}
"""How many it has with its country: what follows is something else."""
_IN_BRACKETS = re.compile(r"\((\+\d{1,3})\)")
_TRUNK_ZERO = re.compile(r"(\+\d{1,3}[ \t.-]*)\(0\)")
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF])
"""What telephones and chats put around numbers so that they are not turned about."""
_PLAIN = {
    **_UNSEEN,
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-"),
    **dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x0D, 0x2028, 0x2029], "\n"),
    **{first + digit: str(digit) for first in (0x0660, 0x06F0, 0xFF10) for digit in range(10)},
}
_LONGEST_NAME, _MOST_WORDS = 60, 6


def read_person(text: str, country: str) -> dict[str, str]:
    """What could be found of `name`, `phone`, `email`, `postcode` and `house_number`; guesses, to be looked over."""
    # The 0 of "+31 (0)6" is not dialled.
    rest = _TRUNK_ZERO.sub(r"\1", _IN_BRACKETS.sub(r"\1 ", text[:_LONGEST].translate(_PLAIN)))
    rest, said_by = _without_heads(rest)
    found: dict[str, str] = {}
    if email := _EMAIL.search(rest):
        found["email"] = email[0]
        rest = rest.replace(email[0], _GAP)
    # Where postcodes are of digits alone, a part of a number could be one; a Dutch number may stand against a postcode.
    phone = _phone(rest, country) if country != "NL" else None
    before, place, after = _place(rest.replace(phone, _GAP) if phone else rest, country)
    found |= place
    phone = phone or _phone(before, country) or _phone(after, country)
    if phone:
        found["phone"] = re.sub(r"\s+", " ", phone).strip()
        before, after = before.replace(phone, _GAP), after.replace(phone, _GAP)
    # What stands behind a postcode is a town, unless nothing else can be the name.
    if name := _only(said_by) if said_by else _name(before) or _name(after):
        found["name"] = name
    return found


def _without_heads(text: str) -> tuple[str, set[str]]:
    """The messages of a chat alone, and who wrote them; somebody without a name, by number, is left in the text."""
    said_by = {" ".join(head[1].split()) for head in _HEAD.finditer(text)}
    numbers = {one for one in said_by if not any(c.isalpha() for c in one)}
    rest = _HEAD.sub(lambda head: f"\n{head[1]}\n" if " ".join(head[1].split()) in numbers else "\n", text)
    return rest, said_by


def _only(said_by: set[str]) -> str | None:
    """Who it is about where one person wrote all of it: of two, one is the reporter."""
    named = [one for one in said_by if any(c.isalpha() for c in one)]
    return named[0] if len(named) == 1 else None


def _place(text: str, country: str) -> tuple[str, dict[str, str], str]:
    """The text before and after the postcode, which is taken out with the house number."""
    span = _postcode(text, country)
    if span is None:
        return text, {}, ""
    start, end = span
    before, after = text[:start], text[end:]
    found = {"postcode": " ".join(text[start:end].upper().split())}
    if number := _AFTER.match(after):
        return before, {**found, "house_number": number[1]}, after[number.end() :]
    if number := _BEFORE.search(before):
        found["house_number"] = number[2]
        street = number[1].strip()
        earlier = before[: number.start()]
        # A street, unless it is all there is to be a name.
        before = earlier if _STREET.search(street) or _name(earlier) else f"{earlier}\n{street}"
        if _STREET.search(street):
            after = after[_TOWN.match(after).end() :]  # type: ignore[union-attr] # it fits anything
    return before, found, after


def _postcode(text: str, country: str) -> tuple[int, int] | None:
    if country == "NL":
        spans = [match.span() for match in _DUTCH.finditer(text)]
        # Capitals first: "2023 op" may stand in a sentence.
        spans.sort(key=lambda span: not text[span[0] : span[1]].isupper())
        return next((span for span in spans if _is_one(text[slice(*span)], country)), None)
    words = list(re.finditer(r"[^\s,;|]+", text))
    for length in (2, 1):
        for first, last in zip(words, words[length - 1 :], strict=False):
            said = text[first.start() : last.end()]
            if "\n" not in said and any(c.isdigit() for c in said) and _is_one(said, country):
                return first.start(), last.end()
    return None


def _is_one(text: str, country: str) -> bool:
    try:
        return bool(normalise(text, country))
    except NotAPostcode:
        return False


def _phone(text: str, country: str) -> str | None:
    if country in ("US", "CA") and (american := _AMERICAN.search(text)):
        return american[0]
    for match in _PHONE.finditer(text):
        said = _as_long_as_a_number(match[0], country)
        if _FEWEST <= sum(c.isdigit() for c in said) <= _MOST:
            return said
    return None


def _as_long_as_a_number(said: str, country: str) -> str:
    """As many digits as a number of that country has: what follows is something else."""
    plain = re.sub(r"[^\d+]", "", said)
    most = next((count for begins, count in _DIGITS_ABROAD.items() if plain.startswith(begins)), None)
    if most is None:
        most = _DIGITS.get(country, _MOST) if plain.startswith("0") and not plain.startswith("00") else _MOST
    count = 0
    for place, letter in enumerate(said):
        count += letter.isdigit()
        if count == most and letter.isdigit():
            return said[: place + 1]
    return said


def _name(text: str) -> str | None:
    """The first part that reads as a name."""
    for part in re.split(r"[\n,;|\t]+", text):
        said = " ".join(_LABEL.sub("", part).split()).strip(" -:·•.()")
        wordy = any(c.isalpha() for c in said) and not any(c.isdigit() for c in said)
        short = len(said) <= _LONGEST_NAME and len(said.split()) <= _MOST_WORDS
        if wordy and short and not _STREET.search(said) and not _GREETING.match(said):
            return said
    return None
