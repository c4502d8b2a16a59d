"""Open tickets, by team, service and region: how old, how late, and when a person last acted."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import and_, case, false, func, or_, select, text

from backend import db
from backend.deadlines import services as deadlines
from backend.figures.models import TicketCounted
from backend.forwarding import services as forwarding
from backend.teams import services as teams
from backend.teams.models import Team
from backend.tickets.models import Ticket

SILENT_AFTER = dt.timedelta(hours=4)
"""Of a team's own working time."""
_HOUR, _DAY, _WEEK = (dt.timedelta(**span) for span in ({"hours": 1}, {"days": 1}, {"days": 7}))
_T = TicketCounted
_OPEN = text("figures_ticket.open")
"""As the index of open tickets says it: SQLite uses that for the very same words only, and not for `open = 1`."""


@dataclass
class Tally:
    """What a group of open tickets comes to."""

    open: int = 0
    runs: int = 0
    breached: int = 0
    untouched: int = 0
    young: tuple[int, int, int] = (0, 0, 0)
    """Of at most an hour, a day, a week: each holds those before it."""
    oldest: dt.datetime | None = None
    waits_since: dt.datetime | None = None
    """The oldest that waits for its team."""


@dataclass
class Waiting:
    """All that is open."""

    teams: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    services: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    open: int = 0
    breached: int = 0


@dataclass(frozen=True)
class TeamNow:
    """One team as the board shows it."""

    slug: str
    name: str
    tally: Tally
    oldest: tuple[str, str, dt.datetime] | None
    """Id, reference, since when."""
    human_at: dt.datetime | None
    silent_since: dt.datetime | None
    backlog: forwarding.Backlog


def waiting(at: dt.datetime) -> Waiting:
    """What is open at `at`, read in one go through the index of what is."""
    late = case((_T.breached_at.is_not(None), 1), (_T.due_at <= at, 1), else_=0)
    young = [func.sum(case((_T.at > at - age, 1), else_=0)) for age in (_HOUR, _DAY, _WEEK)]
    untouched = func.sum(case((_T.human_at.is_(None), 1), else_=0))
    runs, waits = func.sum(case((_T.runs, 1), else_=0)), func.min(case((_T.runs, _T.at)))
    sums = (func.count(), runs, func.sum(late), untouched, *young, func.min(_T.at), waits)
    query = select(_T.team, _T.service, _T.region, *sums).where(_OPEN)
    found = Waiting()
    for team, service, region, *row in db.session.execute(query.group_by(_T.team, _T.service, _T.region)):
        number, breached = row[0], row[2]
        found.services[service] += number
        found.regions[region] += number
        found.open += number
        found.breached += breached
        _add(found.teams[team], row)
    return found


def teams_now(found: Waiting, at: dt.datetime) -> list[TeamNow]:
    """Every team that there is, by name; those whose tickets wait for a person that does not come, with since when."""
    human, oldest, backlogs = _human(), _oldest(found), forwarding.backlogs()
    empty = forwarding.Backlog(pending=0, oldest_seconds=0.0, dead_letters=0)
    now_of = []
    for slug, name in sorted(teams.names().items(), key=lambda item: (item[1].casefold(), item[0])):
        tally = found.teams.get(slug) or Tally()
        silent = _silent_since(slug, tally, human.get(slug), at)
        backlog = backlogs.get(slug, empty)
        now_of.append(TeamNow(slug, name, tally, oldest.get(slug), human.get(slug), silent, backlog))
    return now_of


def _add(tally: Tally, row: list[int | dt.datetime | None]) -> None:
    number, runs, breached, untouched, hour, day, week, oldest, waits = row
    tally.open += number  # type: ignore[operator]
    tally.runs += runs  # type: ignore[operator]
    tally.breached += breached  # type: ignore[operator]
    tally.untouched += untouched  # type: ignore[operator]
    tally.young = tuple(a + b for a, b in zip(tally.young, (hour, day, week), strict=True))  # type: ignore[operator, assignment]
    tally.oldest = _first(tally.oldest, oldest)  # type: ignore[arg-type]
    tally.waits_since = _first(tally.waits_since, waits)  # type: ignore[arg-type]


def _first(*moments: dt.datetime | None) -> dt.datetime | None:
    return min((at for at in moments if at is not None), default=None)


def _human() -> dict[str, dt.datetime | None]:
    """When a person last acted on a ticket of each team: the last entry of an index, for each."""
    last = select(func.max(_T.human_at)).where(_T.team == Team.slug).correlate(Team).scalar_subquery()
    return {row[0]: row[1] for row in db.session.execute(select(Team.slug, last))}


def _oldest(found: Waiting) -> dict[str, tuple[str, str, dt.datetime]]:
    # One by one: SQLite looks up a list of pairs by no index.
    each = [and_(_OPEN, _T.team == team, _T.at == tally.oldest) for team, tally in found.teams.items()]
    query = select(_T.team, _T.ticket_id, Ticket.reference, _T.at).join(Ticket, Ticket.id == _T.ticket_id)
    rows = db.session.execute(query.where(or_(false(), *each)).order_by(_T.ticket_id))
    return {team: (ticket_id, reference, at) for team, ticket_id, reference, at in rows}


def _silent_since(team: str, tally: Tally, human: dt.datetime | None, at: dt.datetime) -> dt.datetime | None:
    if tally.waits_since is None:
        return None
    since = max(tally.waits_since, human or tally.waits_since)
    worked = deadlines.plan_for(team).calendar.between(since, at)
    return since if worked >= SILENT_AFTER else None
