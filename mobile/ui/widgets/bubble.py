"""The timeline as a conversation: messages as bubbles, everything else as a quiet line between them."""

from collections.abc import Iterator
from typing import Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.ticket import EntryView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.theme.states import SENDING, look
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.photo import Photo
from mobile.ui.widgets.surface import Column, Row


class Happening(Row):
    """Something that happened, with its time."""

    text = StringProperty("")
    icon = StringProperty("circle-small")


class Bubble(Column):
    """What somebody wrote: mine on the right, theirs on the left."""

    who = StringProperty("")
    body = StringProperty("")
    mine = BooleanProperty(False)


class Attached(Row):
    """What goes with it: the names of files, or where it is on its way."""

    text = StringProperty("")
    icon = StringProperty("")
    mine = BooleanProperty(False)
    cancels = StringProperty("")
    """What a tap on its cross cancels: the name of that cross."""

    __events__ = ("on_cancel",)

    def on_cancel(self) -> None:
        """It is not to be sent after all."""


_ICONS = {
    "created": "send",
    "status": "flag-outline",
    "assignment": "account-check",
    "transfer": "swap-horizontal",
    "outage": "lightning-bolt-outline",
}


def bubbles(entry: EntryView, screen: Any) -> list[Happening | Bubble]:
    """What to show for one entry: what happened, what was written, or both; `screen` shows a photo that is tapped."""
    shown: list[Happening | Bubble] = []
    if entry.type.value != "message":
        text = f"{told.happening(entry)}  ·  {told.actor(entry)}, {words.moment(entry.at)}"
        shown.append(Happening(text=text, icon=_ICONS.get(entry.type.value, "pencil-outline")))
    if entry.body or entry.files:
        who = f"{told.actor(entry)}  ·  {words.moment(entry.at)}"
        bubble = Bubble(body=words.pick(entry.texts) or entry.body or "", mine=entry.mine, who=who)
        # Made only where there is something: a long conversation is made while somebody waits for it.
        for part in _more(entry, screen):
            bubble.ids.more.add_widget(part)
        shown.append(bubble)
    return shown


def _more(entry: EntryView, screen: Any) -> Iterator[Photo | Attached]:
    """Photos, the names of other files, and where it is on its way."""
    yield from (Photo(file, screen) for file in entry.files if file.is_photo)
    others = ", ".join(file.name for file in entry.files if not file.is_photo)
    if others:
        yield Attached(text=words.say("ticket.files", names=others), icon="paperclip", mine=entry.mine)
    if entry.send_state and entry.send_state != "sent":
        seen = look(SENDING, entry.send_state)
        where = Attached(text=told.notice(entry.problem) or words.say(seen.words), icon=seen.icon, mine=entry.mine)
        if entry.files:
            where.cancels = f"photo.cancel.{entry.id}"
            where.bind(on_cancel=lambda _: screen.presenter.discard(entry.id))
        yield where


load(__file__)
