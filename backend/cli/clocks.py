"""`flask team clocks`: the hours that count and how long tickets may take, shown and set."""

import re
from collections.abc import Iterable
from typing import Any

import click
import orjson

from backend import db
from backend.cli.team import team_group
from backend.cli.telling import told
from backend.deadlines import services
from backend.errors import Invalid
from backend.problems import faults
from shared.schemas.clocks import PRIORITIES, WEEKDAYS, ClocksSchema
from shared.vocabulary import Clock, ClockHours

_UNITS = {"m": 1, "h": 60, "d": 24 * 60}
_TIME = re.compile(r"(\d{1,6})([mhd]?)", re.ASCII)
_SHORT = [day[:3] for day in WEEKDAYS]


@team_group.command("clocks")
@click.argument("slug", required=False)
@click.option("--response", multiple=True, metavar="PRIORITY=TIME", help="As 1=30m, 2=4h:always, 3=none, 4=inherit.")
@click.option("--resolution", multiple=True, metavar="PRIORITY=TIME", help="The same for the resolution.")
@click.option("--hours", multiple=True, metavar="DAYS SPANS", help="As 'mon-fri 08:00-18:00'; replaces the week.")
@click.option("--holidays", metavar="REGION", help="A country as NL, a part of one as DE-BY, or none.")
@click.option("--worked", multiple=True, help="A public holiday that is no day off, by name; replaces those set.")
@click.option("--closed", multiple=True, help="A day off, as 2026-12-24, or 12-24 for every year; replaces those set.")
@click.option("--opened", multiple=True, help="A day that is none, in the same way; replaces those set.")
@click.option("--untouched", metavar="TIME", help="Business time until an untouched ticket nudges; 0 for never.")
@click.option("--managers-after", metavar="TIME", help="From running out until managers are told.")
@click.option("--inherit", is_flag=True, help="Forget what was set before.")
@told
def team_clocks(slug: str | None, inherit: bool, **given: Any) -> None:
    """Shows a team's clocks as JSON, after setting what is given; without a team, the company's."""

    def change() -> dict[str, Any]:
        document = {} if inherit else dict(services.set_by(slug))
        return services.change(None, slug, _checked(_with(document, slug, given)), None)

    shown = db.write(change) if inherit or any(given.values()) else services.show(slug)
    click.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())


def _with(document: dict[str, Any], slug: str | None, given: dict[str, Any]) -> dict[str, Any]:
    targets = {str(clock): dict((document.get("targets") or {}).get(str(clock), {})) for clock in Clock}
    for clock in Clock:
        for text in given[str(clock)]:
            _set_target(targets[str(clock)], text)
    document = {**document, "targets": targets}
    if given["hours"]:
        document["hours"] = _week(given["hours"])
    if given["holidays"] or any(given[name] for name in ("worked", "closed", "opened")):
        document["holidays"] = _days_off(services.show(slug)["effective"]["holidays"], given)
    for name, field in (("untouched", "untouched_minutes"), ("managers_after", "managers_after_minutes")):
        if given[name] is not None:
            document[field] = _minutes(given[name])
    return document


def _checked(document: dict[str, Any]) -> dict[str, Any]:
    """As a request's body is checked; raises Invalid with the first thing that is wrong."""
    schema = ClocksSchema()
    for fault in faults(schema.validate(document), ""):
        raise Invalid("{what} {where}", what=fault["detail"], where=fault["pointer"])
    loaded: dict[str, Any] = schema.load(document)
    return loaded


def _set_target(cells: dict[str, Any], text: str) -> None:
    priority, _, time = text.partition("=")
    if priority not in PRIORITIES or not time:
        raise Invalid("Write a target as PRIORITY=TIME, such as 1=30m, 2=4h:always or 3=none; not {text}.", text=text)
    if time == "inherit":
        cells.pop(priority, None)
        return
    amount, _, hours = time.partition(":")
    target = {"minutes": _minutes(amount), "hours": hours or str(ClockHours.BUSINESS)} if time != "none" else None
    cells[priority] = target


def _minutes(text: str) -> int:
    found = _TIME.fullmatch(text)
    if found is None:
        raise Invalid("Write a time as 30m, 4h or 2d; not {text}.", text=text)
    return int(found[1]) * _UNITS[found[2] or "m"]


def _week(lines: Iterable[str]) -> dict[str, list[str]]:
    week: dict[str, list[str]] = {day: [] for day in WEEKDAYS}
    for line in lines:
        days, *spans = line.replace(",", " ").split() or [""]
        first, _, last = days.lower().partition("-")
        if first not in _SHORT or (last or first) not in _SHORT or not spans:
            raise Invalid("Write hours as 'mon-fri 08:00-18:00' or 'sat 10:00-12:00'; not {text}.", text=line)
        for day in WEEKDAYS[_SHORT.index(first) : _SHORT.index(last or first) + 1]:
            week[day] += spans
    return week


def _days_off(now: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    found = {**now, **{name: list(given[name]) for name in ("worked", "closed", "opened") if given[name]}}
    if given["holidays"] is not None:
        none = given["holidays"].lower() == "none"
        found["region"] = None if none else given["holidays"]
        # The names of one country's holidays are not another's.
        found["worked"] = list(given["worked"])
    return found
