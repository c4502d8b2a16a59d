"""A photo in a conversation, and photos over the whole screen: pinched, dragged, tapped twice."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kivy.core.image import Image as CoreImage
from kivy.metrics import dp
from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.modalview import ModalView
from kivy.uix.scatter import Scatter

from mobile.presenters.ticket_state import FileView
from mobile.ui.language import words
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.reading import read_picture
from mobile.ui.widgets.tappable import Tappable

_HIGHEST, _LOWEST = 260, 96
_ZOOM = 2.5
"""What a double tap makes of it."""


class Photo(Tappable):
    """One photo as large as the conversation has room for, or what is up with it."""

    texture = ObjectProperty(None, allownone=True)
    ratio = NumericProperty(1.0)
    """Its height by its width."""
    icon = StringProperty("")
    text = StringProperty("")

    def __init__(self, file: FileView, screen: Any) -> None:
        super().__init__(name=f"photo.{file.id}")
        self.file, self._screen = file, screen
        self.ratio = file.height / file.width if file.width and file.height else 0.75
        self._say(failed=file.failed)
        if file.small is not None and file.small.exists():
            # Read away from the screen's thread: a conversation with photos is not waited for.
            self._reading = read_picture(file.small, self._came)
        elif file.small is not None:
            self._say(failed=True)

    def _say(self, *, failed: bool) -> None:
        self.icon = "image-broken-variant" if failed else "image-outline"
        self.text = words.say("photo.failed" if failed else "photo.loading")

    def _came(self, texture: Any) -> None:
        if texture is None:
            self._say(failed=True)
            return
        if not self.file.width:
            self.ratio = texture.height / texture.width
        self.texture, self.icon, self.text = texture, "", ""

    def high(self, width: float) -> float:
        """As its shape wants it, within what a conversation can show."""
        return min(dp(_HIGHEST), max(dp(_LOWEST), width * self.ratio))

    def cut(self, size: Sequence[float], texture: Any) -> list[float]:
        """The part of the texture that fills `size` without stretching it, as RoundedRectangle has its corners."""
        if texture is None or not (size[0] and size[1] and texture.width and texture.height):
            return [0, 1, 1, 1, 1, 0, 0, 0]
        wanted, has = size[0] / size[1], texture.width / texture.height
        wide, high = min(1, wanted / has), min(1, has / wanted)
        left, low = (1 - wide) / 2, (1 - high) / 2
        right, top = 1 - left, 1 - low
        return [left, top, right, top, right, low, left, low]

    def on_release(self) -> None:
        """Show it large, or try again."""
        self._screen.see_photo(self.file)


class Zoomed(Scatter):
    """A picture that two fingers make larger; it cannot be pushed out of its place."""

    texture = ObjectProperty(None, allownone=True)

    def on_touch_down(self, touch: Any) -> bool:
        """Twice: nearer, or back. A mouse's wheel does it too."""
        wheel = {"scrolldown": 1.2, "scrollup": 1 / 1.2}.get(getattr(touch, "button", ""))
        if wheel and self.collide_point(*touch.pos):
            self.zoom(self.scale * wheel, touch.pos)
            return True
        if touch.is_double_tap and self.collide_point(*touch.pos):
            self.zoom(1.0 if self.scale > 1 else _ZOOM, touch.pos)
            return True
        return super().on_touch_down(touch)

    def zoom(self, scale: float, around: tuple[float, float]) -> None:
        """As many times its size, the place that was touched staying where it is."""
        from kivy.graphics.transformation import Matrix

        factor = min(self.scale_max, max(self.scale_min, scale)) / self.scale
        self.apply_transform(Matrix().scale(factor, factor, factor), anchor=self.to_local(*around))
        self.keep_in()

    def on_transform_with_touch(self, touch: Any) -> None:
        """Fingers moved it."""
        self.keep_in()

    def keep_in(self) -> None:
        """Its edges stay outside the place that it was given."""
        parent = self.parent
        if parent is not None:
            self.x = min(parent.x, max(parent.right - self.width * self.scale, self.x))
            self.y = min(parent.y, max(parent.top - self.height * self.scale, self.y))


class Viewer(ModalView):
    """Photos over the whole screen, one at a time; the back key, or the cross, goes back."""

    number = NumericProperty(0)
    count = NumericProperty(1)
    texture = ObjectProperty(None, allownone=True)
    told = StringProperty("")

    def __init__(self, photos: Sequence[FileView], first: int) -> None:
        super().__init__()
        self._photos, self.count = photos, len(photos)
        self._show(first)

    def turn(self, by: int) -> None:
        """The next one, or the one before."""
        self._show(min(self.count - 1, max(0, int(self.number) + by)))

    def _show(self, number: int) -> None:
        photo = self._photos[number]
        self.number = number
        self.told = words.say("photo.number", number=number + 1, count=self.count) if self.count > 1 else photo.name
        zoomed = self.ids.zoomed
        zoomed.scale, zoomed.pos = 1.0, (0, 0)
        self.texture = _texture(photo.whole) or _texture(photo.small)


def _texture(path: Path | None) -> Any:
    """The picture as the window draws it; None where it is not there, or cannot be drawn."""
    if path is None or not path.exists():
        return None
    try:
        return CoreImage(str(path), nocache=True).texture
    except Exception:  # noqa: BLE001 - each of Kivy's image providers raises its own
        return None


load(__file__)
