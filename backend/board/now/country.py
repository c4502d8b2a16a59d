"""The map of the country's provinces, drawn on the server: shapes from @svg-maps/netherlands (CC BY 4.0).

Only the Netherlands have one; a region that the map does not know stands in the table alone.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import structlog

from backend.areas import netherlands
from backend.board.files import package

log = structlog.get_logger()

COUNTRY, KIND = "NL", "province"
VIEW = "0 0 613 724"
CREDIT = "https://github.com/VictorCazanave/svg-maps"
_FILE = "@svg-maps/netherlands/index.js"
_SUBPATH, _NUMBER = re.compile(r"m ([^mz]*)"), re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
Point = tuple[float, float]


class Shape(NamedTuple):
    """A province's shape: its id in the map's file, and where its number is written."""

    id: str
    at: Point


class Drawn(NamedTuple):
    """One province as it is drawn; `region` is the summary's (BoardRegionSchema)."""

    shape: Shape
    region: dict[str, Any]


def drawn(summary: dict[str, Any]) -> list[Drawn]:
    """The regions of a summary (SummarySchema) that the map knows; none in another country."""
    if summary["country"] != COUNTRY or summary["region_kind"] != KIND:
        return []
    known = shapes()
    return [Drawn(known[one["name"]], one) for one in summary["regions"] if one["name"] in known]


def shapes() -> dict[str, Shape]:
    """Our name of each province -> its shape; none where the map's package is not installed."""
    path = package(_FILE)
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> dict[str, Shape]:
    text = path.read_text("utf-8").removeprefix("export default ").strip().removesuffix(";")
    try:
        found = orjson.loads(text)["locations"]
        return {str(netherlands.province(one["id"])): Shape(one["id"], _middle(one["path"])) for one in found}
    except (orjson.JSONDecodeError, KeyError, TypeError):
        log.exception("map unreadable", file=_FILE)
        return {}


def _middle(path: str) -> Point:
    """The centre of the largest of a path's outlines; all of them are of relative lines (`m x,y dx,dy ... z`)."""
    largest, middle, at = 0.0, (0.0, 0.0), (0.0, 0.0)
    for outline in _SUBPATH.findall(path):
        points = list(_points(outline, at))
        at = points[0]
        size, centre = _centre(points)
        if size > largest:
            largest, middle = size, centre
    return round(middle[0], 1), round(middle[1], 1)


def _points(outline: str, start: Point) -> list[Point]:
    numbers = [float(number) for number in _NUMBER.findall(outline)]
    (x, y), found = start, []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=False):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def _centre(points: list[Point]) -> tuple[float, Point]:
    """Area and centre of a polygon (the shoelace formula)."""
    double = sum_x = sum_y = 0.0
    for (x, y), (next_x, next_y) in zip(points, points[1:] + points[:1], strict=True):
        cross = x * next_y - next_x * y
        double, sum_x, sum_y = double + cross, sum_x + (x + next_x) * cross, sum_y + (y + next_y) * cross
    return abs(double), (sum_x / (3 * double), sum_y / (3 * double)) if double else points[0]
