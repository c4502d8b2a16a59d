"""The photos that go along, and the ways to more."""

from collections.abc import Collection
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from mobile.device import Ability
from mobile.presenters.photos import PhotoView
from mobile.ui.language import words
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.reading import read_picture
from mobile.ui.widgets.surface import Column


class PhotoThumb(Widget):
    """The middle of a photo, read away from the screen's thread; `on_remove(id)` tells of a tap on its cross."""

    key = StringProperty("")
    side = NumericProperty(104)
    texture = ObjectProperty(None, allownone=True)

    __events__ = ("on_remove",)

    def __init__(self, view: PhotoView, **kwargs: Any) -> None:
        self.view = view
        super().__init__(key=f"photo.remove.{view.id}", **kwargs)
        self._reading = read_picture(view.path, self._came)

    def removed(self) -> None:
        """The cross was tapped."""
        self.dispatch("on_remove", self.view.id)

    def on_remove(self, photo_id: str) -> None:
        """The user does not want it to go along."""

    def _came(self, texture: Any) -> None:
        if texture is None:
            return
        side = min(texture.size)
        self.texture = texture.get_region((texture.width - side) / 2, (texture.height - side) / 2, side, side)


def show_thumbs(around: Any, photos: tuple[PhotoView, ...], **looks: Any) -> None:
    """One of each photo in its `thumbs`; a tap on a cross is its own `on_remove`."""
    box = around.ids.thumbs
    box.clear_widgets()
    for view in photos:
        thumb = PhotoThumb(view, **looks)
        thumb.bind(on_remove=lambda _, photo_id: around.dispatch("on_remove", photo_id))
        box.add_widget(thumb)


class PhotoStrip(Column):
    """Thumbnails, and buttons for what the device can do."""

    adding = StringProperty("")
    takes = BooleanProperty(False)
    picks = BooleanProperty(False)

    __events__ = ("on_take", "on_pick", "on_remove")

    def __init__(self, **kwargs: Any) -> None:
        self._drawn: tuple[PhotoView, ...] = ()
        super().__init__(**kwargs)

    def render(self, photos: tuple[PhotoView, ...], adding: int, abilities: Collection[Ability], *, more: bool) -> None:
        """Show the photos, and what is still being made small."""
        self.takes, self.picks = more and Ability.CAMERA in abilities, more and Ability.PHOTOS in abilities
        self.adding = words.say("pass_on.photos.adding") if adding > 0 else ""
        if photos != self._drawn:
            self._drawn = photos
            show_thumbs(self, photos)

    def on_take(self) -> None:
        """The user wants to take one."""

    def on_pick(self) -> None:
        """The user wants to choose one."""

    def on_remove(self, photo_id: str) -> None:
        """Not that one."""


load(__file__)
