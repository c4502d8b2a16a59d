"""`/admin/clocks` and `/admin/teams/{slug}/clocks`: by which hours and within which time, in plain words."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from backend.accounts.caller import Caller
from backend.board.admin.frame import KEEPERS, OVERSEERS, admin_page
from backend.board.admin.spans import long, minutes_of, written
from backend.board.admin.teams import team_page
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.deadlines import services as deadlines
from shared.schemas.clocks import PRIORITIES, WEEKDAYS, ClocksSchema
from shared.vocabulary import Clock

pages = Pages("admin_clocks", __name__)

_NONE = "_none"
"""Beside a target: that there is none, whatever the company has."""
_SPANS = ("untouched_minutes", "managers_after_minutes")
_CELLS = tuple(f"targets/{clock}/{priority}" for clock in Clock for priority in PRIORITIES)
_HOURS = tuple(f"hours/{day}" for day in WEEKDAYS)
_LENGTHS = (*_SPANS, *(f"{cell}/minutes" for cell in _CELLS))


@pages.get("/admin/clocks")
@visitor(*OVERSEERS)
def of_company(who: Caller) -> Response:
    """What holds for every team that says nothing else."""
    return _page(who, None)


@pages.post("/admin/clocks")
@visitor(*OVERSEERS)
def set_of_company(who: Caller) -> Response:
    """Sets it."""
    return _set(who, None)


@pages.get("/admin/teams/<id:slug>/clocks")
@visitor(*KEEPERS)
def of_team(who: Caller, slug: str) -> Response:
    """A team's own, and what holds with the company's."""
    return _page(who, slug)


@pages.post("/admin/teams/<id:slug>/clocks")
@visitor(*KEEPERS)
def set_of_team(who: Caller, slug: str) -> Response:
    """Sets a team's own."""
    return _set(who, slug)


def _set(who: Caller, slug: str | None) -> Response:
    form = sent(ClocksSchema)
    none = _read(form)

    def change(data: dict[str, Any], version: str) -> None:
        for clock in Clock:
            cells = data["targets"].setdefault(str(clock), {})
            cells |= {priority: None for priority in PRIORITIES if f"targets/{clock}/{priority}" in none}
        deadlines.change(who, slug, data, version)

    if form.change(change):
        said("It is saved. Open tickets follow within a minute.")
        return go(f"/admin/teams/{slug}/clocks" if slug else "/admin/clocks")
    if form.late:
        shown = deadlines.read(who, slug)
        form.beside(_typed(shown["own"]), deadlines.tag(shown))
    for name in _LENGTHS:
        if form.value(name).isdecimal():
            form.typed.setlist(name, [written(int(form.value(name)))])
    for name in _HOURS:
        form.typed.setlist(name, [", ".join(form.values(name))])
    return _page(who, slug, form, none)


def _read(form: Form) -> set[str]:
    """Lengths of time and hours as the schema takes them; the targets of which was said that there are none."""
    for name in _LENGTHS:
        if form.value(name):
            form.typed.setlist(name, [minutes_of(form.value(name))])
    for name in _HOURS:
        form.typed.setlist(name, [span.strip() for span in form.value(name).split(",")])
    for cell in _CELLS:
        if not form.value(f"{cell}/minutes"):
            # By which hours is said of a time alone.
            form.typed.poplist(f"{cell}/hours")
    return {name.removeprefix(f"{_NONE}/") for name in form.typed if name.startswith(f"{_NONE}/")}


def _page(who: Caller, slug: str | None, form: Form | None = None, none: set[str] | None = None) -> Response:
    shown = deadlines.read(who, slug)
    own, holds = shown["own"], shown["effective"]
    if form is None:
        form = blank(ClocksSchema, _typed(own), version=deadlines.tag(shown))
        none = {cell for cell in _CELLS if _is_none(own, cell)}
    tried = [deadlines.preview(who, slug, int(priority), None) for priority in PRIORITIES] if slug else None
    about = {
        "form": form,
        "without": none or set(),
        "holds": holds,
        "days": WEEKDAYS,
        "priorities": PRIORITIES,
        "tried": tried,
        "written": written,
        "long": long,
        "week": _week(holds["hours"]),
        "timezone": shown["timezone"],
    }
    if slug:
        return team_page(who, slug, "clocks.html", status=form.status, tab="clocks", **about)
    return admin_page(who, "clocks.html", status=form.status, team=None, **about)


def _week(hours: Mapping[str, list[str]]) -> list[tuple[str, str, list[str]]]:
    """First and last day of each run of days with the same hours, and these; days off are left out."""
    found: list[tuple[str, str, list[str]]] = []
    for before, day in zip((None, *WEEKDAYS), WEEKDAYS, strict=False):
        if found and found[-1][1] == before and found[-1][2] == hours[day]:
            found[-1] = (found[-1][0], day, hours[day])
        elif hours[day]:
            found.append((day, day, hours[day]))
    return found


def _typed(own: Mapping[str, Any]) -> dict[str, Any]:
    """A document as the form shows it: times in words, the hours of a day in one line."""
    found: dict[str, Any] = {name: value for name, value in own.items() if value is not None}
    if found.get("hours"):
        found["hours"] = {day: ", ".join(spans) for day, spans in found["hours"].items()}
    for name in _SPANS:
        if found.get(name) is not None:
            found[name] = written(found[name])
    targets = {}
    for clock, cells in (own.get("targets") or {}).items():
        there = {priority: target for priority, target in cells.items() if target is not None}
        targets[clock] = {p: {**target, "minutes": written(target["minutes"])} for p, target in there.items()}
    return {**found, "targets": targets}


def _is_none(own: Mapping[str, Any], cell: str) -> bool:
    _, clock, priority = cell.split("/")
    cells = (own.get("targets") or {}).get(clock) or {}
    return priority in cells and cells[priority] is None
