"""How it stands, on one screen for managers: outages the worst first, what nobody noticed, tickets and teams."""

import datetime as dt
from dataclasses import dataclass

from mobile.core.board import BoardCopy
from mobile.core.errors import CoreError, Offline
from mobile.core.readings import JSON
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice
from mobile.presenters.problems import action_notice
from mobile.presenters.values import Localised, Term
from mobile.presenters.views import moment, moment_or_none
from shared.vocabulary import BlindSpot, Impact, Level, OutageKind, OutageStatus


@dataclass(frozen=True)
class AgainstUsual:
    """How many came in, and how many usually do: None where that is not known yet."""

    count: int
    usual: float | None
    level: Term


@dataclass(frozen=True)
class BoardOutage:
    """One that is open; `by` has it, in their own name, where anybody does."""

    id: str
    title: Localised
    where: Localised
    status: Term
    impact: Term
    planned: bool
    started_at: dt.datetime
    next_update_at: dt.datetime | None
    overdue: bool
    by: str
    customers: int


@dataclass(frozen=True)
class BoardService:
    """One service's tickets."""

    title: Localised
    open: int
    last_hour: AgainstUsual
    last_day: AgainstUsual


@dataclass(frozen=True)
class BoardTeam:
    """One team's open tickets; `oldest_since` None where none is open."""

    name: str
    open: int
    breached: int
    oldest_since: dt.datetime | None
    last_human_action_at: dt.datetime | None
    silent: bool


@dataclass(frozen=True)
class BoardSpot:
    """Something that nobody may have noticed; what does not go with its kind is empty."""

    kind: Term
    since: dt.datetime | None
    count: int
    where: Localised | None
    service: Localised | None
    team: str
    title: Localised | None
    people: tuple[str, ...]
    outage_id: str = ""


@dataclass(frozen=True)
class BoardState:
    """`as_of` is when what is shown was right; None where there is nothing to show yet."""

    loaded: bool = False
    as_of: dt.datetime | None = None
    offline: bool = False
    """The server was not reached: what is shown may be old."""
    complete: bool = True
    current: int = 0
    suspected: int = 0
    open: int = 0
    breached: int = 0
    last_hour: AgainstUsual | None = None
    last_day: AgainstUsual | None = None
    outages: tuple[BoardOutage, ...] = ()
    spots: tuple[BoardSpot, ...] = ()
    services: tuple[BoardService, ...] = ()
    teams: tuple[BoardTeam, ...] = ()
    notice: Notice | None = None


class BoardPresenter(Presenter[BoardState]):
    """Shows the copy on the phone at once, and asks the server for a newer one."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, BoardState())

    def open(self) -> None:
        """What is on the phone, and then what the server says."""
        self.refresh()
        self.look()

    def refresh(self) -> None:
        """What is on the phone."""
        account = self.core.account
        if account is not None:
            self._read(account.board.kept, self._kept)

    def look(self) -> None:
        """Ask the server again; while one question is under way another one waits for it."""
        account = self.core.account
        if account is not None:
            self._writing.add(account.board.look, self._looked, self._failed, slot="look")

    def _kept(self, copy: BoardCopy | None) -> None:
        if copy is not None:
            self._set(loaded=True, **_shown(copy))

    def _looked(self, copy: BoardCopy | None) -> None:
        shown = _shown(copy) if copy is not None else {"as_of": None}
        self._set(loaded=True, offline=False, notice=None, **shown)

    def _failed(self, error: CoreError) -> None:
        offline = isinstance(error, Offline)
        self._set(loaded=True, offline=offline, notice=None if offline else action_notice(error))


def _shown(copy: BoardCopy) -> dict[str, object]:
    told = copy.summary
    names = {team["slug"]: team["name"] for team in told["teams"]}
    titles = {service["slug"]: service["title"] for service in told["services"]}
    tickets = told["tickets"]
    return {
        "as_of": copy.as_of,
        "complete": told["complete"],
        "current": told["outages"]["current"],
        "suspected": told["outages"]["suspected"],
        "open": tickets["open"],
        "breached": tickets["breached"],
        "last_hour": _against(tickets["last_hour"]),
        "last_day": _against(tickets["last_day"]),
        "outages": tuple(_outage(one) for one in told["outages"]["items"]),
        "spots": tuple(_spot(one, names, titles) for one in told["blind_spots"]),
        "services": tuple(_service(one) for one in told["services"]),
        "teams": tuple(_team(one) for one in told["teams"]),
    }


def _against(told: JSON) -> AgainstUsual:
    return AgainstUsual(told["count"], told["usual"], Term.of(Level, told["level"]))


def _outage(told: JSON) -> BoardOutage:
    return BoardOutage(
        id=told["id"],
        title=_text(told["title"]),
        where=_text(told["where"]),
        status=Term.of(OutageStatus, told["status"]),
        impact=Term.of(Impact, told["impact"]),
        planned=told["kind"] == OutageKind.MAINTENANCE,
        started_at=moment(told["started_at"]),
        next_update_at=moment_or_none(told["next_update_at"]),
        overdue=told["overdue"],
        by=told["acknowledged_by"] or told["by"] or "",
        customers=told["customers"],
    )


def _service(told: JSON) -> BoardService:
    return BoardService(_text(told["title"]), told["open"], _against(told["last_hour"]), _against(told["last_day"]))


def _team(told: JSON) -> BoardTeam:
    oldest = told["oldest"]
    return BoardTeam(
        name=told["name"],
        open=told["open"],
        breached=told["breached"],
        oldest_since=moment(oldest["created_at"]) if oldest else None,
        last_human_action_at=moment_or_none(told["last_human_action_at"]),
        silent=told["silent"],
    )


def _spot(told: JSON, names: dict[str, str], titles: dict[str, JSON]) -> BoardSpot:
    about = told["outage"] or told["alert"]
    return BoardSpot(
        kind=Term.of(BlindSpot, told["kind"]),
        since=moment_or_none(told["since"]),
        count=told["count"] or 0,
        where=Localised.of(told["where"]),
        service=Localised.of(titles.get(told["service"])),
        team=names.get(told["team"], told["team"] or ""),
        title=Localised.of(about["title"]) if about else None,
        people=tuple(told["people"]),
        outage_id=told["outage"]["id"] if told["outage"] else "",
    )


def _text(told: JSON) -> Localised:
    return Localised.of(told) or Localised(None, None)
