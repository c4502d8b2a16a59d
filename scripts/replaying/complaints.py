"""A CSV file of complaints as tickets to pass on; columns are known by their names."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.postcodes import NotAPostcode, normalise

_TEXTS = ("complaint", "description", "text", "problem", "question", "summary", "subject", "issue")
_POSTCODES = ("postcode", "zip", "zipcode", "zip_code", "postal_code", "postalcode", "pc6", "pc4")
_SERVICES = ("service", "product")
_COUNTRY_OF = {"zip": "US", "zipcode": "US", "zip_code": "US"}
_ABOUT = ("city", "place", "state", "received_via", "reported_at")
# The first that fits: what a complaint about "internet and tv" most needs is the line.
_WORDS = (
    ("internet", r"internet|data|speed|throttl|broadband|wi-?fi|modem|net ?neutral|band ?width|caps?\b|usage|download"),
    ("tv", r"\btv\b|television|cable|channel|xfinity|\bhbo\b|video|streaming"),
    ("telephony", r"phone|voip|voice|landline|calls?\b"),
)
_KNOWN_SERVICES = {"internet", "tv", "mobile", "telephony", "other"}


@dataclass(frozen=True)
class Complaint:
    """One row: `typed` is the app's form; `marker` stands in its description and in no other."""

    number: int
    marker: str
    typed: dict[str, Any]


class NotUsable(Exception):
    """The file cannot be read as complaints."""


def country_of(path: Path) -> str:
    """The country whose postcodes the file's columns hold: `zip` is the United States' word."""
    return next((_COUNTRY_OF[name] for name in _columns(path).values() if name in _COUNTRY_OF), "NL")


def read(path: Path, country: str, run: str, limit: int | None = None) -> list[Complaint]:
    """The rows of `path`, at most `limit`; raises NotUsable."""
    columns = _columns(path)
    text = _named(columns, _TEXTS)
    if text is None:
        raise NotUsable(f"{path.name} has no column of texts; one is called {', '.join(_TEXTS[:4])} or the like.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row.get(text) or "").strip()][:limit]
    return [_complaint(number, row, columns, country, run) for number, row in enumerate(rows, start=1)]


def _columns(path: Path) -> dict[str, str]:
    """The file's own name of each column, to its simple name."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            names = next(csv.reader(file), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NotUsable(f"{path} cannot be read as a CSV file in UTF-8 ({type(error).__name__}).") from None
    return {name: re.sub(r"\W+", "_", name.strip().lower()) for name in names}


def _named(columns: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    own = {simple: name for name, simple in columns.items()}
    return next((own[name] for name in wanted if name in own), None)


def _complaint(number: int, row: dict[str, str], columns: dict[str, str], country: str, run: str) -> Complaint:
    text = row[_named(columns, _TEXTS) or ""].strip()
    marker = f"[{run}-{number:05d}]"
    about = [row[name].strip() for name, simple in columns.items() if simple in _ABOUT and (row[name] or "").strip()]
    postcode = _postcode(row.get(_named(columns, _POSTCODES) or "") or "", country)
    typed = {
        # Only a question may do without a postcode.
        "kind": "problem" if postcode else "question",
        "service": _service(row.get(_named(columns, _SERVICES) or "") or "", text),
        "description": f"{text}\n{', '.join(about)} {marker}",
        "severity": None,
        "name": "",
        "phone": "",
        "postcode": postcode,
        "house_number": "",
        "may_contact": False,
    }
    return Complaint(number, marker, typed)


def _service(named: str, text: str) -> str:
    if named.strip().lower() in _KNOWN_SERVICES:
        return named.strip().lower()
    return next((slug for slug, words in _WORDS if re.search(words, text, re.IGNORECASE)), "other")


def _postcode(text: str, country: str) -> str:
    # A spreadsheet takes the leading zeros off American postcodes.
    text = text.strip().zfill(5) if country == "US" and text.strip().isdecimal() else text.strip()
    try:
        return normalise(text, country) if text else ""
    except NotAPostcode:
        return ""
