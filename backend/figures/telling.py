"""Charts and periods as the API shows them: plain dictionaries in the shapes of shared/schemas/board.py."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from backend.areas import services as areas
from backend.config import config
from backend.figures.facts import ALL, NONE
from backend.figures.measures import Measure
from backend.figures.models import OutageCounted
from backend.figures.present import moment, named, region_name
from backend.figures.services.hours import Hours, Line
from backend.figures.services.periods import Group, Outages, Period, Tickets
from backend.figures.usual import start_of
from backend.i18n import say
from backend.outages.present import texts
from backend.teams import services as teams
from shared.messages import Message
from shared.schemas.base import rfc3339
from shared.vocabulary import LANGUAGES, Impact

_HALF, _NINE_TENTHS = 0.5, 0.9
_SUMS = ("promised", "kept", "customers", "works", "still_broken", "reached", "seen", "updates")
_TIMES = ("to_detect", "to_declare", "to_acknowledge", "to_resolve")
Names = Mapping[str, dict[str, str]]


def hours(found: Hours) -> dict[str, Any]:
    """HoursSchema."""
    names = service_names()
    return {
        "as_of": rfc3339(found.standing.as_of),
        "complete": found.standing.complete,
        "area": found.area,
        "where": {code: areas.where([found.area], code) for code in LANGUAGES} if found.area else None,
        "hours": [int(start_of(hour).timestamp()) for hour in found.hours],
        "total": _series(found.total, _said(Message("Total"))),
        "series": [_series(line, names.get(line.service) or _plain(line.service)) for line in found.lines],
    }


def period(found: Period) -> dict[str, Any]:
    """PeriodSchema."""
    first, last = found.span
    course = found.course
    return {
        "as_of": rfc3339(found.standing.as_of),
        "complete": found.standing.complete,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "timezone": config().timezone,
        "course": {
            "unit": str(course.unit),
            "starts": [day.isoformat() for day in course.starts],
            "came": course.came,
            "solved": course.solved,
        },
        "tickets": _groups(found.tickets),
        "outages": {
            "total": outages(found.outages),
            "services": _by(found.by_service, service_names()),
            "regions": _by(found.by_region, {key: _plain(region_name(key)) for key in areas.regions()[1]}),
        },
    }


def tickets(one: Tickets) -> dict[str, Any]:
    """TicketsOfPeriodSchema."""
    return {
        "came": one.number(Measure.CAME),
        "answered": one.number(Measure.ANSWERED),
        "answer_median_seconds": one.seconds(Measure.ANSWERED, _HALF),
        "answer_p90_seconds": one.seconds(Measure.ANSWERED, _NINE_TENTHS),
        "answer_promised": one.number(Measure.ANSWER_IN_TIME),
        "answer_kept": one.kept(Measure.ANSWER_IN_TIME),
        "solved": one.number(Measure.SOLVED),
        "solve_median_seconds": one.seconds(Measure.SOLVED, _HALF),
        "solve_p90_seconds": one.seconds(Measure.SOLVED, _NINE_TENTHS),
        "solve_promised": one.number(Measure.SOLVE_IN_TIME),
        "solve_kept": one.kept(Measure.SOLVE_IN_TIME),
        "reopened": one.number(Measure.REOPENED),
        "rated": one.number(Measure.RATED),
        "rating": one.rating,
    }


def outages(one: Outages) -> dict[str, Any]:
    """OutagesOfPeriodSchema."""
    return {
        "count": one.count,
        **{str(impact): one.by_impact[str(impact)] for impact in Impact},
        "ongoing": one.ongoing,
        "maintenance": one.maintenance,
        **{f"median_seconds_{name}": one.middle(name) for name in _TIMES},
        **{name: one.sums[name] for name in _SUMS},
    }


def outage(row: OutageCounted) -> dict[str, Any]:
    """PeriodOutageSchema."""
    return {
        "id": row.outage_id,
        **{name: getattr(row, name) for name in ("kind", "status", "impact", "services", "regions")},
        "title": texts("title", row.title)["title"],
        "started_at": rfc3339(row.started_at),
        "declared_at": moment(row.declared_at),
        "resolved_at": moment(row.resolved_at),
        **{f"seconds_{name}": getattr(row, name) for name in _TIMES},
        **{name: getattr(row, name) for name in _SUMS},
    }


def service_names() -> dict[str, dict[str, str]]:
    """Each service's title in both languages, and what is said of none."""
    titles = teams.titles()
    slugs = titles[LANGUAGES[0]]
    names = {slug: {code: titles[code][slug] for code in LANGUAGES} for slug in slugs}
    return {**names, NONE: _said(Message("Without a service"))}


def _groups(found: Mapping[Group, Tickets]) -> dict[str, Any]:
    of_teams = {slug: _plain(name) for slug, name in teams.names().items()}
    of_services = service_names()
    by_team = _added(found, lambda group: group[0])
    by_service = _added(found, lambda group: group[1])
    items = sorted(found.items())
    return {
        "total": tickets(_sum(found.values())),
        "teams": [_group(slug, None, name, by_team[slug]) for slug, name in _in_order(of_teams, by_team)],
        "services": [_group(None, slug, name, by_service[slug]) for slug, name in _in_order(of_services, by_service)],
        "items": [_group(team, service, of_teams.get(team) or _plain(team), one) for (team, service), one in items],
    }


def _group(team: str | None, service: str | None, name: dict[str, str], one: Tickets) -> dict[str, Any]:
    return {"team": team, "service": named(service) if service else None, "name": name, **tickets(one)}


def _added(found: Mapping[Group, Tickets], key: Any) -> dict[str, Tickets]:
    groups: dict[str, Tickets] = defaultdict(Tickets)
    for group, one in found.items():
        _add(groups[key(group)], one)
    return groups


def _sum(parts: Iterable[Tickets]) -> Tickets:
    total = Tickets()
    for one in parts:
        _add(total, one)
    return total


def _add(total: Tickets, one: Tickets) -> None:
    for measure, counts in one.counts.items():
        total.counts[measure].update(counts)


def _by(found: Mapping[str, Outages], names: Names) -> list[dict[str, Any]]:
    return [{"key": key, "name": name, **outages(found.get(key) or Outages())} for key, name in _in_order(names, found)]


def _in_order(names: Names, found: Mapping[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """All that there are, and those that were and are no more; what is without one only where there is any."""
    known = [(key, name) for key, name in names.items() if key != NONE or key in found]
    return [*known, *((key, _plain(key)) for key in sorted(found) if key not in names)]


def _series(line: Line, title: dict[str, str]) -> dict[str, Any]:
    service = None if line.service in (ALL, NONE) else line.service
    return {"service": service, "title": title, "count": line.count, "usual": line.usual}


def _plain(name: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, name)


def _said(words: Message) -> dict[str, str]:
    return {language: say(words, language) for language in LANGUAGES}
