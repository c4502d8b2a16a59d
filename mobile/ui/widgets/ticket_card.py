"""Rows of the ticket list: a ticket, a draft, a customer behind an outage, and the heading above them."""

import textwrap
from functools import singledispatch
from typing import Any

from kivy.metrics import dp, sp
from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from mobile.presenters.tickets import BehindRow, DraftRow, TicketRow
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.live import theme
from mobile.ui.theme.states import SENDING, look
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Column, TapCard
from mobile.ui.widgets.words import fitted, line_width, lines_height, lines_needed

_NEWS = 110
_PADDING, _SPACING, _TOLD_SIDES, _CARD_SIDES = 14, 10, 34, 46
_TEXT_LINES, _LARGE_LINES = 2, 4
"""Lines of what somebody wrote; large text has more of them, as few words go into one."""
_ANY = 1000
_LARGE = 1.5
_DISC, _BESIDE = 44, 8
_ROOMY, _REFERENCE = 300, 104
"""From this width (sp) there is room for the reference, which takes so much."""

AnyRow = TicketRow | DraftRow | BehindRow


class Heading(Column):
    """The heading of a part of a list; its source is a key of the catalogue."""

    text = StringProperty("")
    roll = ObjectProperty(None, allownone=True)

    @staticmethod
    def values(key: str, _: float) -> dict[str, Any]:
        """What it shows."""
        return {"text": words.say(key)}


class TicketCard(TapCard):
    """One ticket, draft or customer behind an outage; its source is the presenter's row."""

    row_id = StringProperty("")
    icon = StringProperty("")
    meta = StringProperty("")
    reference = StringProperty("")
    text = StringProperty("")
    chip_icon = StringProperty("")
    chip_tone = StringProperty("plain")
    chip_text = StringProperty("")
    told = StringProperty("")
    unread = BooleanProperty(False)
    stacked = BooleanProperty(False)
    """Whether "new" has no room beside the state, and stands under it."""
    source = ObjectProperty(None, allownone=True)
    roll = ObjectProperty(None, allownone=True, rebind=True)
    about = StringProperty("")
    """What a tap opens, as `ticket:ID`."""

    @staticmethod
    def values(row: AnyRow, width: float) -> dict[str, Any]:
        """What it shows in `width` pixels."""
        shown = _shown(row)
        reference = shown["reference"] if width >= sp(_ROOMY) else ""
        return shown | {
            "row_id": row.id,
            "about": _opens(row),
            "source": row,
            "reference": reference,
            "stacked": _stacked(shown, width),
            "meta": fitted(shown["meta"], "small", _beside_reference(shown, width), _meta_lines()),
            "text": fitted(shown["text"], "lead", _beside_disc(width), _text_lines()),
        }

    def on_release(self) -> None:
        """Open it."""
        self.roll.dispatch("on_open", self.source)


@singledispatch
def _opens(row: TicketRow) -> str:
    return f"ticket:{row.id}"


@_opens.register
def _(row: DraftRow) -> str:
    return f"draft:{row.id}"


@_opens.register
def _(row: BehindRow) -> str:
    return f"outage:{row.behind.outage_id}"


def heading_height() -> float:
    """How high a heading is, in pixels."""
    return lines_height(1, "label") + dp(14)


def card_height(row: AnyRow, width: float) -> float:
    """How high a card of this row is in a list of `width` pixels, known before there is one."""
    shown = _shown(row)
    head = _line_height(shown, "meta", "small", _beside_reference(shown, width), _meta_lines())
    head += _line_height(shown, "text", "lead", _beside_disc(width), _text_lines()) + dp(3)
    chips = _chip_height(shown["chip_text"], width)
    if _stacked(shown, width):
        chips += _chip_height(words.say("tickets.unread"), width) + dp(_BESIDE)
    foot = _line_height(shown, "told", "small", width - dp(_TOLD_SIDES), _ANY)
    return max(dp(_DISC), head) + chips + foot + dp(2 * _PADDING + 2 * _SPACING)


def _line_height(shown: dict[str, Any], part: str, style: str, width: float, most: int) -> float:
    """How high the lines of one part of it are."""
    text = shown[part]
    lines = 1 if most == 1 else min(most, lines_needed(text, style, width))
    return lines_height(lines, style, text)


def _chip_height(text: str, width: float) -> float:
    return lines_height(lines_needed(text, "label", _inside(width) - _chip_sides()), "label") + dp(10)


def _stacked(shown: dict[str, Any], width: float) -> bool:
    if not shown["unread"]:
        return False
    both = line_width(shown["chip_text"], "label") + line_width(words.say("tickets.unread"), "label")
    return both + 2 * _chip_sides() + dp(_BESIDE) > _inside(width)


def _chip_sides() -> float:
    """What a sign needs beside its words: its icon, and the room around both."""
    return dp(27) + sp(17)


def _inside(width: float) -> float:
    return width - dp(2 * _PADDING + 4)


def _beside_reference(shown: dict[str, Any], width: float) -> float:
    has_one = shown["reference"] and width >= sp(_ROOMY)
    return _beside_disc(width) - (sp(_REFERENCE) if has_one else 0)


def _beside_disc(width: float) -> float:
    return width - dp(_CARD_SIDES) - dp(_DISC)


def _text_lines() -> int:
    return _LARGE_LINES if theme.scale >= _LARGE else _TEXT_LINES


def _meta_lines() -> int:
    return 2 if theme.scale >= _LARGE else 1


@singledispatch
def _told(row: TicketRow) -> str:
    """The line at its foot: what is so, since when."""
    if row.asks_me and row.status and row.status.value == "resolved":
        return words.say("tickets.asks.works")
    return told.notice(row.problem) or told.handling_line(row.handling, row.send_state)


@_told.register
def _(row: DraftRow) -> str:
    return words.say("tickets.draft", at=row.saved_at)


@_told.register
def _(row: BehindRow) -> str:
    view = row.behind
    news = words.pick(row.outage.updates[0].text) if row.outage and row.outage.updates else ""
    return told.notice(view.problem) or (_begin(news) if not view.over else words.moment(view.updated_at))


@singledispatch
def _shown(row: TicketRow) -> dict[str, Any]:
    seen, chip = told.status(row.status, row.send_state)
    return _about(row) | {
        "reference": row.reference or "",
        "chip_icon": seen.icon,
        "chip_tone": seen.tone,
        "chip_text": chip,
        "told": _told(row),
        "asks": row.asks_me,
        "unread": row.unread,
    }


@_shown.register
def _(row: DraftRow) -> dict[str, Any]:
    seen = look(SENDING, "draft")
    return _about(row) | {
        "reference": "",
        "chip_icon": seen.icon,
        "chip_tone": seen.tone,
        "chip_text": words.say(seen.words),
        "told": _told(row),
        "asks": False,
        "unread": False,
    }


@_shown.register
def _(row: BehindRow) -> dict[str, Any]:
    view = row.behind
    seen, state = told.behind(view)
    return {
        "icon": "lightning-bolt-outline",
        "meta": _meta(told.service(row.service), view.customer_name or told.postcode(view.postcode)),
        "text": words.pick(row.outage.title) if row.outage else words.say("outage.title"),
        "reference": "",
        "chip_icon": seen.icon,
        "chip_tone": seen.tone,
        "chip_text": state,
        "told": _told(row),
        "asks": row.asks_me,
        "unread": False,
    }


def _about(row: TicketRow | DraftRow) -> dict[str, Any]:
    return {
        "icon": row.service.icon if row.service else "help-circle-outline",
        "meta": _meta(told.service(row.service, row.kind), row.customer_name or told.postcode(row.postcode)),
        "text": " ".join(row.text.split()) or words.say("tickets.untitled"),
    }


def _meta(*about: str) -> str:
    return "  ·  ".join(part for part in about if part)


def _begin(text: str) -> str:
    """The beginning of an update: two lines or so."""
    return textwrap.shorten(text, _NEWS, placeholder="…")


load(__file__)
