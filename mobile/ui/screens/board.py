"""How it stands, for managers: the newest there is, asked for again while it is looked at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.widget import Widget

from mobile.presenters.board import (
    AgainstUsual,
    BoardOutage,
    BoardPresenter,
    BoardService,
    BoardSpot,
    BoardState,
    BoardTeam,
)
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.theme.states import IMPACT, LEVEL, OUTAGE, look
from mobile.ui.widgets.board_card import BoardCard
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import Fact

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator

EVERY = 10.0
"""Seconds between two looks while the screen is open."""
_MOST = 25
_SPOTS = {
    "place": "map-marker-alert-outline",
    "unreported": "account-question-outline",
    "overdue": "clock-alert-outline",
    "silent": "account-clock-outline",
    "dead_letters": "email-alert-outline",
    "waiting": "send-clock-outline",
    "unacknowledged": "bell-alert-outline",
    "nobody_on_duty": "account-off-outline",
}
_UNKNOWN = "alert-circle-outline"


class BoardScreen(View):
    """Everything on one screen, the worst first."""

    as_of = StringProperty("")
    old = StringProperty("")
    counting = StringProperty("")
    problem = StringProperty("")
    lately = StringProperty("")
    nothing = BooleanProperty(False)
    some = BooleanProperty(False)
    quiet = StringProperty("")
    unnoticed = StringProperty("")

    def make(self, navigator: "Navigator") -> BoardPresenter:
        """A board presenter, which looks again every few seconds."""
        self._looking = Clock.schedule_interval(lambda _: self.presenter.look(), EVERY)
        return navigator.screens.board()

    def begin(self, **_: Any) -> None:
        """What is on the phone, then what is new."""
        self.presenter.open()

    def close(self) -> None:
        """Nobody looks any more."""
        self._looking.cancel()
        super().close()

    def render(self, state: BoardState) -> None:
        """Show `state`."""
        self.nothing, self.some = state.loaded and state.as_of is None, state.as_of is not None
        self.as_of = words.say("board.as_of", at=state.as_of) if state.as_of else ""
        self.old = words.say("board.offline") if state.offline else ""
        self.counting = "" if state.complete else words.say("board.counting")
        self.problem = told.notice(state.notice)
        self._count("outages_now", "board.figure.outages", state.current, tone="bad")
        self._count("suspected", "board.figure.suspected", state.suspected, tone="you")
        self._count("open", "board.figure.open", state.open)
        self._count("breached", "board.figure.breached", state.breached, tone="bad")
        self.lately = "\n".join(_against(state.last_hour, state.last_day)) if self.some else ""
        self.quiet = words.say("board.outages.none") if self.some and not state.outages else ""
        self.unnoticed = words.say("board.spots.none") if self.some and not state.spots else ""
        self.only_when_new("outages", state.outages, self._outages)
        self.only_when_new("spots", state.spots, self._spots)
        self.only_when_new("services", state.services, self._services)
        self.only_when_new("teams", state.teams, self._teams)

    def open_outage(self, outage_id: str) -> None:
        """Go to one."""
        self.navigator.go("outage", outage_id=outage_id)

    def _count(self, name: str, key: str, count: int, tone: str = "plain") -> None:
        """One of the figures on top; it has its tone while there is anything to count."""
        figure = self.ids[name]
        figure.number, figure.text = str(count), words.say(key, count=count)
        figure.tone = tone if count else "plain"

    def _outages(self, rows: Sequence[BoardOutage]) -> None:
        _fill(self.ids.outages, [self._outage(row) for row in rows[:_MOST]])

    def _outage(self, row: BoardOutage) -> BoardCard:
        status = (look(OUTAGE, row.status.value), told.term("outage", row.status))
        impact = (look(IMPACT, row.impact.value), told.term("impact", row.impact))
        late = words.say("board.late", at=row.next_update_at) if row.overdue and row.next_update_at else ""
        following = words.say("board.next", at=row.next_update_at) if row.next_update_at and not late else ""
        by = words.say("board.by", name=row.by) if row.by else words.say("board.by_nobody")
        facts = [
            ("map-marker-outline", words.pick(row.where)),
            ("clock-outline", words.say("board.since", at=row.started_at)),
            ("account-outline", by),
            ("account-group-outline", words.say("board.customers", count=row.customers) if row.customers else ""),
            ("message-text-clock-outline", following),
        ]
        return BoardCard(
            f"outage.{row.id}",
            words.pick(row.title),
            chips=[status, impact],
            facts=facts,
            problem=late,
            opens=lambda: self.open_outage(row.id),
        )

    def _spots(self, rows: Sequence[BoardSpot]) -> None:
        found = rows[:_MOST]
        _fill(self.ids.spots, [Fact(icon=_SPOTS.get(row.kind.value, _UNKNOWN), text=_spot(row)) for row in found])

    def _services(self, rows: Sequence[BoardService]) -> None:
        _fill(self.ids.services, [_service(row) for row in rows])

    def _teams(self, rows: Sequence[BoardTeam]) -> None:
        _fill(self.ids.teams, [_team(row) for row in rows])


def _against(hour: AgainstUsual | None, day: AgainstUsual | None) -> list[str]:
    found = []
    for key, one in (("board.hour", hour), ("board.day", day)):
        if one is None:
            continue
        known = one.usual is not None
        found.append(words.say(key if known else f"{key}.unknown", count=one.count, usual=_number(one.usual)))
    return found


def _number(usual: float | None) -> str:
    return "" if usual is None else str(round(usual))


def _service(row: BoardService) -> BoardCard:
    level = row.last_day.level
    facts = [("inbox-outline", words.say("board.tickets.open", count=row.open))]
    facts += [("clock-outline", text) for text in _against(row.last_hour, row.last_day)]
    title = words.pick(row.title)
    return BoardCard(
        f"service.{title}", title, chips=[(look(LEVEL, level.value), told.term("level", level))], facts=facts
    )


def _team(row: BoardTeam) -> BoardCard:
    number = words.say("board.tickets.open", count=row.open) if row.open else words.say("board.team.none")
    late = words.say("board.tickets.breached", count=row.breached) if row.breached else ""
    oldest = words.say("board.team.oldest", at=row.oldest_since) if row.oldest_since else ""
    human = words.say("board.team.human", at=row.last_human_action_at) if row.last_human_action_at else ""
    facts = [("inbox-outline", number), ("clock-outline", oldest), ("account-outline", human)]
    return BoardCard(f"team.{row.name}", row.name, facts=facts, problem=late)


def _spot(row: BoardSpot) -> str:
    key = f"spot.{row.kind.value}" if row.kind.known else "spot.unknown"
    return words.say(
        key,
        where=words.pick(row.where) if row.where else "",
        service=words.pick(row.service) if row.service else "",
        title=words.pick(row.title) if row.title else "",
        team=row.team,
        people=", ".join(row.people),
        count=row.count,
        at=row.since,
    )


def _fill(box: Widget, parts: Sequence[Widget]) -> None:
    box.clear_widgets()
    for part in parts:
        box.add_widget(part)


load(__file__)
