"""A conversation, its photos, what waits to be sent, and help."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mobile.device import Ability
from mobile.gallery import samples
from mobile.gallery.scenes.pass_on import HELP
from mobile.gallery.scenes.tickets import modem_photo
from mobile.gallery.scenes.waiting import EACH
from mobile.gallery.shelf import Specimen
from mobile.gallery.shelves.says import ARABIC, at_length
from mobile.presenters.notices import Notice, Say
from mobile.presenters.photos import PhotoView
from mobile.presenters.ticket import FileView, TicketState
from mobile.ui.widgets.bubble import Conversation
from mobile.ui.widgets.help_card import HelpCard
from mobile.ui.widgets.message_bar import MessageBar
from mobile.ui.widgets.photo import Photo
from mobile.ui.widgets.waiting_card import WaitingCard
from shared.vocabulary import SendState

_KINDS = ("created", "status", "assignment", "transfer", "outage", "priority", "unheard_of")


def specimens() -> Iterator[Specimen]:
    """What happened, what was said, what is on its way, and what can be tried."""
    yield "Happening: each kind", [part for kind in _KINDS for part in _entry(kind)]
    yield "Bubble: theirs, mine, long, Arabic", _said()
    yield "Bubble, Attached: a file, on its way, refused", _with_more()
    yield "Conversation: what happened and what was said", [_conversation()]
    yield "MessageBar: empty, with photos, without a camera", _bars()
    yield "Photo: there, on its way, failed", [Photo(file, None) for file in _files()]
    yield "WaitingCard: each place where something is", [WaitingCard(view, None) for view in EACH]
    yield "HelpCard: folded, unfolded, tried", [HelpCard(HELP[0], unfolded=False), *_unfolded()]


def _entry(kind: str, **more: Any) -> list[Any]:
    changes = {"status": (("status", "acknowledged", "held"),), "assignment": (("assignee", None, "Mark Bos"),)}
    box = Conversation()
    box.show((samples.entry("e", kind, 30, changes=changes.get(kind, ()), **more),), None)
    parts = box.children[::-1]
    box.clear_widgets()
    return parts


def _conversation() -> Conversation:
    box = Conversation(spacing=10)
    box.show(samples.TIMELINE, None)
    return box


def _bars() -> list[MessageBar]:
    photos = (PhotoView("p1", modem_photo()), PhotoView("p2", modem_photo()))
    full = TicketState(message=at_length(), photos=photos, adding=1)
    bars = [MessageBar(), MessageBar(), MessageBar()]
    for bar, state, can in zip(
        bars, (TicketState(), full, TicketState(asks_answer=True)), (Ability, Ability, ()), strict=True
    ):
        bar.render(state, frozenset(can))
    return bars


def _said() -> list[Any]:
    mine = {"mine": True, "actor": samples.term("reporter")}
    texts = ({"body": "Brandt het lampje?"}, {"body": "Nee.", **mine}, {"body": at_length()}, {"body": ARABIC, **mine})
    return [part for text in texts for part in _entry("message", **text)]


def _with_more() -> list[Any]:
    refused = {"send_state": SendState.FAILED, "problem": Notice(Say.REFUSED, {"detail": ""}), "mine": True}
    return [
        *_entry("message", files=(FileView("a1", "factuur.pdf"), FileView("a2", "brief.pdf"))),
        *_entry("message", body="Nee.", send_state=SendState.QUEUED, mine=True),
        *_entry("message", body="Nee.", **refused),
    ]


def _files() -> tuple[FileView, ...]:
    photo = modem_photo()
    there = FileView("f1", "modem.jpg", is_photo=True, width=1200, height=900, small=photo, whole=photo)
    gone = dataclasses.replace(there, id="f3", small=Path("not-there.jpg"))
    return there, FileView("f2", "modem.jpg", is_photo=True), gone


def _unfolded() -> list[HelpCard]:
    tried = dataclasses.replace(HELP[0], tried=True, video_url=None)
    return [HelpCard(HELP[0], unfolded=True), HelpCard(tried, unfolded=True), HelpCard(HELP[2], unfolded=False)]
