"""Rows of the ticket list: a ticket, a draft, and the heading above them."""

import textwrap
from collections.abc import Callable
from typing import Any

from kivy.metrics import dp, sp
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from mobile.presenters.tickets import BehindRow, DraftRow, TicketRow
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import SENDING, look
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Column, TapCard
from mobile.ui.widgets.words import text_height

GAP = 12
_NEWS = 110


class Heading(Column):
    """The heading of a part of a list."""

    text = StringProperty("")
    asked = NumericProperty(0)


class TicketCard(TapCard):
    """One ticket or draft; `asked` is the height that `item` computed, as a recycled row must know it beforehand."""

    row_id = StringProperty("")
    asked = NumericProperty(0)
    icon = StringProperty("")
    meta = StringProperty("")
    reference = StringProperty("")
    text = StringProperty("")
    chip_icon = StringProperty("")
    chip_tone = StringProperty("plain")
    chip_text = StringProperty("")
    told = StringProperty("")
    asks = BooleanProperty(False)
    opened = ObjectProperty(None, allownone=True)


def heading(text: str) -> dict[str, Any]:
    """A heading as an item of the list."""
    height = text_height(text, "label", 10_000) + dp(12)
    return {"viewclass": "Heading", "text": text, "asked": height, "height": height}


def ticket(row: TicketRow, width: float, opened: object) -> dict[str, Any]:
    """A ticket as an item of a list of `width` pixels; `opened(id)` is called by a tap."""
    seen, chip = told.status(row.status, row.send_state)
    return _item(
        row,
        width,
        opened,
        reference=row.reference or "",
        chip_icon=seen.icon,
        chip_tone=seen.tone,
        chip_text=chip,
        told=told.notice(row.problem) or told.handling_line(row.handling, row.send_state),
        asks=row.asks_me,
    )


def behind(row: BehindRow, width: float, opened: Callable[[str], object]) -> dict[str, Any]:
    """A customer behind an outage as an item of the list; `opened(id)` is called with the outage's id."""
    view = row.behind
    seen, state = told.behind(view)
    news = words.pick(row.outage.updates[0].text) if row.outage and row.outage.updates else ""
    outage = words.pick(row.outage.title) if row.outage else words.say("outage.title")
    return _listed(
        width,
        row_id=row.id,
        icon="lightning-bolt-outline",
        meta=_meta(told.service(row.service), view.customer_name or told.postcode(view.postcode)),
        text=outage,
        opened=lambda _: opened(view.outage_id),
        reference="",
        chip_icon=seen.icon,
        chip_tone=seen.tone,
        chip_text=state,
        told=told.notice(view.problem) or (_begin(news) if not view.over else words.moment(view.updated_at)),
        asks=row.asks_me,
    )


def draft(row: DraftRow, width: float, opened: object) -> dict[str, Any]:
    """A draft as an item of the list."""
    seen = look(SENDING, "draft")
    return _item(
        row,
        width,
        opened,
        reference="",
        chip_icon=seen.icon,
        chip_tone=seen.tone,
        chip_text=words.say(seen.words),
        told=words.say("tickets.draft", at=row.saved_at),
        asks=False,
    )


def _item(row: TicketRow | DraftRow, width: float, opened: object, **shown: Any) -> dict[str, Any]:
    return _listed(
        width,
        row_id=row.id,
        icon=row.service.icon if row.service else "help-circle-outline",
        meta=_meta(told.service(row.service, row.kind), row.customer_name or told.postcode(row.postcode)),
        text=" ".join(row.text.split()) or words.say("tickets.untitled"),
        opened=opened,
        **shown,
    )


def _meta(*about: str) -> str:
    return "  ·  ".join(part for part in about if part)


def _begin(text: str) -> str:
    """The beginning of an update: two lines or so."""
    return textwrap.shorten(text, _NEWS, placeholder="…")


def _listed(width: float, **shown: Any) -> dict[str, Any]:
    item = {"viewclass": "TicketCard", **shown}
    lines = (
        max(sp(44), text_height("X", "small", width) + text_height("X", "lead", width) + dp(4)),
        text_height(item["chip_text"], "label", width) + dp(10),
        text_height(item["told"], "small", width - dp(32)),
    )
    height = sum(lines) + dp(2 * 14 + 2 * 10)
    return item | {"asked": height, "height": height}


load(__file__)
