"""Importing postcode areas from a CSV file: repeatable, all or nothing."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from backend import db, watch
from backend.areas import netherlands
from backend.areas.listed import of_country
from backend.areas.memory import areas
from backend.areas.models import AreaImport, AreaPostcode
from backend.config import config
from backend.errors import Invalid
from shared.postcodes import compact, is_area

REQUIRED = ("pc4", "place", "municipality", "province")
_TOLD = 10
"""How many bad lines are told; the rest is counted."""
_LONGEST = 50
"""Of a name: a place and what tells it apart fit into an area's 120 characters."""
_MOST_PEOPLE = 10**9


class _Bad(ValueError):
    """What is wrong with one line."""


def import_areas(path: Path) -> int:
    """Adds the file's areas and updates those of the same code; returns how many lines it had. Runs inside `db.write`.

    UTF-8 with a header; columns pc4 (the country's code), place, municipality, province, and where there are such
    area_code, lat, lon, population; others are passed over. Raises Invalid, naming the lines, and then nothing changes.
    """
    rows = _read(path)
    known = set(db.session.scalars(select(AreaPostcode.code)))
    new, changed = ([row for row in rows if (row["code"] in known) is there] for there in (False, True))
    if new:
        db.session.execute(insert(AreaPostcode), new)
    if changed:
        db.session.execute(update(AreaPostcode), changed)
    _count_import()
    watch.notify()
    db.on_commit(areas().reload)
    return len(rows)


def _count_import() -> None:
    counted = db.session.scalar(select(AreaImport))
    if counted is None:
        db.session.add(AreaImport(id=1, version=1))
    else:
        counted.version += 1


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
            if missing:
                raise Invalid("The file lacks the columns {missing}.", missing=", ".join(missing))
            return _checked((reader.line_num, fields) for fields in reader)
    except (UnicodeDecodeError, csv.Error):
        raise Invalid("{name} is not a CSV file in UTF-8.", name=path.name) from None
    except OSError as error:
        raise Invalid("{name} cannot be read ({why}).", name=path.name, why=error.strerror) from None


def _checked(lines: Iterable[tuple[int, dict[str, Any]]]) -> list[dict[str, Any]]:
    country, rows, bad = config().country, dict[str, dict[str, Any]](), list[str]()
    lengths = {len(row.code) for row in of_country(country)}
    for line, fields in lines:
        try:
            row = _row(fields, country, lengths)
            if row["code"] in rows:
                raise _Bad(f"{row['code']} stands in the file twice")
            rows[row["code"]] = row
        except _Bad as error:
            bad.append(f"line {line}: {error}")
    if bad:
        told = "; ".join(_shortened(bad))
        raise Invalid("Nothing was imported: {told}.", told=told)
    if not rows:
        raise Invalid("The file holds no areas.")
    return list(rows.values())


def _shortened(bad: list[str]) -> Iterator[str]:
    yield from bad[:_TOLD]
    if len(bad) > _TOLD:
        yield f"and {len(bad) - _TOLD} more"


def _row(fields: dict[str, Any], country: str, lengths: set[int]) -> dict[str, Any]:
    if None in fields or None in fields.values():
        raise _Bad("not as many fields as the header has")
    code = compact(fields["pc4"])
    if not is_area(code, country) or (lengths and len(code) not in lengths):
        raise _Bad(f"{code[:20] or 'an empty field'} is no postcode area of {country}")
    province = _text(fields, "province")
    row = {
        "code": code,
        "place": _text(fields, "place"),
        "municipality": _text(fields, "municipality"),
        "province": netherlands.province(province) if country == "NL" else province,
        "telephone_area": _text(fields, "area_code", 10),
        "latitude": _number(fields, "lat", 90),
        "longitude": _number(fields, "lon", 180),
        "population": _people(fields),
    }
    if row["place"] is None:
        raise _Bad("place is empty")
    return row


def _text(fields: dict[str, Any], name: str, longest: int = _LONGEST) -> str | None:
    text = str(fields.get(name) or "").strip()
    if len(text) > longest or not text.isprintable():
        raise _Bad(f"{name} is too long, or not plain text")
    return text or None


def _number(fields: dict[str, Any], name: str, most: float) -> float | None:
    text = str(fields.get(name) or "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise _Bad(f"{name} is not a number") from None
    if not abs(number) <= most:
        raise _Bad(f"{name} is not between -{most} and {most}")
    return number


def _people(fields: dict[str, Any]) -> int | None:
    text = str(fields.get("population") or "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > _MOST_PEOPLE:
        raise _Bad("population is not a whole number")
    return int(text)
