"""Outages, who is behind them, what is followed, and how it stands."""

import dataclasses
from collections.abc import Iterator

from mobile.gallery import samples
from mobile.gallery.shelf import Specimen
from mobile.gallery.shelves.says import ARABIC, at_length, say
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outages import OutageRow
from mobile.presenters.values import Localised, OutageAnswer, OutageFinding, OutageView
from mobile.ui.theme import states
from mobile.ui.theme.states import look
from mobile.ui.widgets.behind_card import BehindCard
from mobile.ui.widgets.board_card import BoardCard
from mobile.ui.widgets.follow_card import FollowCard
from mobile.ui.widgets.outage_card import OutageCard
from mobile.ui.widgets.outage_head import OutageHead
from mobile.ui.widgets.outage_line import OutageLine
from mobile.ui.widgets.outage_tile import OutageTile
from mobile.ui.widgets.update import Update

_ONE_LANGUAGE = Localised(None, "Restarting does not help now.")
_SHOWN = ("suspected", "investigating", "identified", "monitoring", "scheduled", "in_progress", "resolved")
"""One of each tone; the signs of all are on another shelf."""
_ENDED = ("resolved", "closed", "dismissed", "completed", "cancelled")


def specimens() -> Iterator[Specimen]:
    """Each state of an outage and of those behind it."""
    yield "OutageHead: each tone", [_head(_at(status)) for status in _SHOWN]
    yield "OutageHead: late", [_head(samples.OVERDUE)]
    yield "OutageTile: mine and asked, planned, late, ended", [_tile(row) for row in _rows()]
    yield "OutageCard: with advice, late, ended, in another language", [OutageCard(view) for view in _cards()]
    yield "OutageLine: each finding", [_line(answer) for answer in _answers()]
    yield "OutageLine: is it this one?", [_offer()]
    yield (
        "BehindCard: nothing to do",
        [BehindCard(samples.behind(s, s), None) for s in ("waiting", "works", "still_broken", "undone")],
    )
    yield "BehindCard: asked, refused, a ticket, on its way", _behind()
    yield "FollowCard: there, on its way, refused", [FollowCard(view, print) for view in samples.FOLLOWING.follows]
    yield "Update: in both languages, in one", [*map(Update.of, samples.OUTAGE.updates), _foreign()]
    yield "BoardCard: opens, does not", [_board(), BoardCard("", ARABIC, facts=[("clock-outline", at_length())])]


def _at(status: str) -> OutageView:
    ended = status in _ENDED
    return dataclasses.replace(
        samples.OUTAGE, status=samples.term(status), ended=ended, resolved_at=samples.NOW if ended else None
    )


def _head(view: OutageView) -> OutageHead:
    head = OutageHead()
    head.render(view)
    return head


def _rows() -> tuple[OutageRow, ...]:
    return (*samples.OUTAGES.yours, *samples.OUTAGES.near, *samples.OUTAGES.elsewhere, *samples.OUTAGES.ended)


def _tile(row: OutageRow) -> OutageTile:
    return OutageTile(row, print)


def _cards() -> tuple[OutageView, ...]:
    foreign = dataclasses.replace(samples.OUTAGE, advice=_ONE_LANGUAGE)
    return samples.OUTAGE, samples.OVERDUE, samples.ENDED, foreign


def _answers() -> tuple[OutageAnswer, ...]:
    old = Notice(Say.NO_KNOWN_OUTAGE_OLD_COPY, {"as_of": samples.NOW})
    partly = Notice(Say.OUTAGE_IN_PART, {"count": 2, "as_of": samples.NOW})
    return (
        samples.COVERED,
        dataclasses.replace(samples.COVERED, finding=OutageFinding.PARTLY, notice=partly),
        samples.CLEAR,
        dataclasses.replace(samples.CLEAR, fresh=False, notice=old),
        OutageAnswer(OutageFinding.NEVER_READ, (), None, False, Notice(Say.OUTAGES_NEVER_READ)),
    )


def _line(answer: OutageAnswer) -> OutageLine:
    line = OutageLine()
    line.render(answer)
    return line


def _offer() -> OutageLine:
    line = OutageLine()
    line.offer(samples.COVERED, declined=False)
    return line


def _behind() -> list[BehindCard]:
    says = {"can_say_works": True, "can_say_broken": True, "can_withdraw": True}
    refused = {"refused": "r1", "can_pass_on": True, "problem": Notice(Say.REFUSED, {"detail": ""})}
    return [
        BehindCard(samples.behind("x1", "asked", asks_works=True, **says), None),
        BehindCard(samples.behind("x2", None, send_state="failed", **refused), None),
        BehindCard(samples.behind("x3", "in_progress", is_ticket=True, ticket_id="t1", text=at_length()), None),
        BehindCard(samples.behind("x4", None, send_state="queued", customer_name="", postcode=""), None),
    ]


def _foreign() -> Update:
    return Update.of(dataclasses.replace(samples.OUTAGE.updates[0], text=_ONE_LANGUAGE, expected_end_at=None))


def _board() -> BoardCard:
    chips = [(look(states.IMPACT, "critical"), say("Ernstig", "Serious"))]
    facts = [("clock-outline", "18:42"), ("account-group-outline", "7")]
    return BoardCard("board", say("Geen internet in Utrecht", "No internet"), chips=chips, facts=facts, opens=print)
