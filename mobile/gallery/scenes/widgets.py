"""Every widget of ours in each of its states: a shelf a family, and what lies over a screen on one."""

from typing import Any

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.gallery.scenes.tickets import modem_photo
from mobile.presenters.ticket import FileView

_SHELVES = ("boxes", "buttons", "choices", "fields", "signs", "tickets", "talk", "outages")


def _sheet(_: Any) -> None:
    from mobile.gallery.shelves.says import ARABIC, at_length
    from mobile.ui.language import words
    from mobile.ui.widgets.sheet import Sheet

    sheet = Sheet(title=words.say("waiting.ask.title"), text=at_length())
    sheet.list_lines([at_length(), ARABIC])
    sheet.answer("yes", words.say("action.discard"), "danger")
    sheet.answer("no", words.say("action.cancel"), "lined")
    sheet.open()


def _photos(_: Any) -> None:
    from mobile.ui.widgets.photo import Viewer

    photo = modem_photo()
    file = FileView("a1", "modem.jpg", is_photo=True, width=1200, height=900, small=photo, whole=photo)
    Viewer((file, file), 0).open()


SCENES = (
    *(Scene(f"widget.{shelf}", "", shelf=shelf) for shelf in _SHELVES),
    Scene("widget.sheet", "tickets", {"tickets": samples.TICKETS}, act=_sheet),
    Scene("widget.viewer", "tickets", {"tickets": samples.TICKETS}, act=_photos),
)
