"""The timeline as a conversation: messages as bubbles, everything else as a quiet line between them."""

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
    files = StringProperty("")
    mine = BooleanProperty(False)
    state = StringProperty("")
    state_icon = StringProperty("")


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
        others = [file.name for file in entry.files if not file.is_photo]
        bubble.files = words.say("ticket.files", names=", ".join(others)) if others else ""
        for file in entry.files:
            if file.is_photo:
                bubble.ids.photos.add_widget(Photo(file, screen))
        if entry.send_state and entry.send_state != "sent":
            seen = look(SENDING, entry.send_state)
            bubble.state, bubble.state_icon = told.notice(entry.problem) or words.say(seen.words), seen.icon
        shown.append(bubble)
    return shown


load(__file__)
