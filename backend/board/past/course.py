"""How a period went, as bars: pure."""

import datetime as dt
from typing import Any, NamedTuple

from babel.dates import format_date

from shared.vocabulary import PeriodUnit

HEIGHT = 100


class Bar(NamedTuple):
    """One day's or month's two bars, in the unit of the picture, and what it says."""

    x: float
    wide: float
    came: float
    solved: float
    label: str
    numbers: tuple[int, int]


def bars(course: dict[str, Any], language: str) -> list[Bar]:
    """Of a period's course (CourseSchema), 100 high, each one unit of ten wide."""
    highest = max([1, *course["came"], *course["solved"]])
    rows = zip(course["starts"], course["came"], course["solved"], strict=True)
    form = "MMM y" if course["unit"] == PeriodUnit.MONTH else "EEE d MMM"
    return [
        Bar(
            number * 10.0,
            4.0,
            round(HEIGHT * came / highest, 1),
            round(HEIGHT * solved / highest, 1),
            str(format_date(dt.date.fromisoformat(start), form, locale=language)),
            (came, solved),
        )
        for number, (start, came, solved) in enumerate(rows)
    ]
