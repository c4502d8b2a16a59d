"""Who it is about, read out of a pasted text: `Oma Bep 06-12345678 3511AB 12`, or an address of several lines."""

import re

from shared.postcodes import NotAPostcode, normalise

_LONGEST = 2000
_GAP = " \n "
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DUTCH = re.compile(r"(?<!\w)[1-9]\d{3}[ \t]?(?:[A-Z]{2}|[a-z]{2})(?![A-Za-z\d])")
_NUMBER = r"[1-9]\d{0,4}(?:[ \t]?[a-zA-Z](?!\w)|[ \t]?[-/][ \t]?\w{1,4})?(?!\w)"
_AFTER = re.compile(rf"[ \t]*[,\-]?[ \t]*(?:(?:nr|no|nummer|huisnummer|house number)\.?:?[ \t]*)?({_NUMBER})", re.I)
_BEFORE = re.compile(rf"(?:^|[\n,;|])([^\n,;|]*?)[ \t]*(?<!\w)({_NUMBER})[\s,;|]*$")
_LABEL = re.compile(
    r"^\s*(?:naam|name|klant|customer|tel(?:efoon)?(?:nummer)?|phone|mobiel|mobile|adres|address|postcode|e-?mail"
    r"|huisnummer|woonplaats|city|plaats)\s*[.:]\s*",
    re.I,
)
_STREET = re.compile(r"(?:straat|weg|laan|plein|gracht|kade|dijk|pad|hof|singel|steeg|street|road|avenue|lane)\b", re.I)
_PHONE = re.compile(r"(?<![\w+])(?:\+|0)[\d ()./\t-]{7,24}\d")
_FEWEST, _MOST = 9, 15
_LONGEST_NAME, _MOST_WORDS = 60, 6


def read_person(text: str, country: str) -> dict[str, str]:
    """What could be found of `name`, `phone`, `email`, `postcode` and `house_number`; guesses, to be looked over."""
    rest = text[:_LONGEST].replace("\r", "\n").replace("\xa0", " ")
    found: dict[str, str] = {}
    if email := _EMAIL.search(rest):
        found["email"] = email[0]
        rest = rest.replace(email[0], _GAP)
    before, place, after = _place(rest, country)
    found |= place
    phone = _phone(before, country) or _phone(after, country)
    if phone:
        found["phone"] = re.sub(r"\s+", " ", phone).strip()
        before, after = before.replace(phone, _GAP), after.replace(phone, _GAP)
    # What stands behind a postcode is a town, unless nothing else can be the name.
    if name := _name(before) or _name(after):
        found["name"] = name
    return found


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
    for match in _PHONE.finditer(text):
        said = _as_long_as_a_number(match[0], country)
        if _FEWEST <= sum(c.isdigit() for c in said) <= _MOST:
            return said
    return None


def _as_long_as_a_number(said: str, country: str) -> str:
    """A Dutch number has ten digits (+31 and nine): what follows is something else."""
    digits = re.sub(r"\D", "", said)
    most = 10 if country == "NL" and digits.startswith("0") and not digits.startswith("00") else _MOST
    most = 11 if country == "NL" and said.startswith("+31") else most
    count = 0
    for place, letter in enumerate(said):
        count += letter.isdigit()
        if count == most and letter.isdigit():
            return said[: place + 1]
    return said


def _name(text: str) -> str | None:
    """The first part that reads as a name."""
    for part in re.split(r"[\n,;|\t]+", text):
        said = " ".join(_LABEL.sub("", part).split()).strip(" -:·•.")
        wordy = any(c.isalpha() for c in said) and not any(c.isdigit() for c in said)
        if wordy and len(said) <= _LONGEST_NAME and len(said.split()) <= _MOST_WORDS and not _STREET.search(said):
            return said
    return None
