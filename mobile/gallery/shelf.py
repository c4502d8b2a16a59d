"""Widgets by themselves, in place of the app's screens: each state under a line that names it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from kivy.core.window import Window
from kivy.graphics import ClearBuffers, ClearColor, Fbo, Translate
from kivy.metrics import dp
from kivy.uix.widget import Widget

from mobile.ui.theme.live import theme
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.sheet import close_sheets
from mobile.ui.widgets.surface import Column, Page, Row, Wrap
from mobile.ui.widgets.words import Quiet

_COLUMN, _SIDES, _BETWEEN = 400, 32, 24
"""In dp: as wide as a column is at least where there is room for another, and the room around them."""
_HIGHEST, _APART, _GREY = 2400, 16, "#808080"
"""In pixels: as high as a picture becomes, and what is between its parts."""

Specimen = tuple[str, Sequence[Widget]]
"""What is to be seen, and the widgets that show it: those as wide as their words stand beside each other."""


class Shelf(Row):
    """As high as what stands on it, on the ground of a screen."""


def put_up(name: str) -> None:
    """Show the shelf of the module of this name alone; it scrolls where it is higher than the window."""
    clear()
    page = Page(size_hint=(1, 1))
    page.add_widget(_filled(import_module(f"mobile.gallery.shelves.{name}").specimens()))
    Window.add_widget(page)


def clear() -> None:
    """Take away what is in the window."""
    close_sheets()
    for widget in list(Window.children):
        Window.remove_widget(widget)


def whole() -> Shelf:
    """The shelf that is shown, all of it in view: its page is made as high as it."""
    shelf: Shelf = Window.children[0].children[0]
    shelf.parent.size_hint_y, shelf.parent.height = None, shelf.height
    return shelf


def picture(path: Path) -> Path:
    """Write all of the shelf to `path`, a PNG: what is below comes to the right of it, as nobody looks at a ribbon."""
    from PIL import Image

    shelf = whole()
    high = min(_HIGHEST, int(shelf.height))
    pieces = range(int(shelf.height), 0, -high)
    together = Image.new("RGB", (len(pieces) * (int(shelf.width) + _APART) - _APART, high), _GREY)
    for number, top in enumerate(pieces):
        together.paste(_piece(shelf, max(0, top - high), top), (number * (int(shelf.width) + _APART), 0))
    path.parent.mkdir(parents=True, exist_ok=True)
    together.save(path)
    return path


def _piece(shelf: "Shelf", bottom: int, top: int) -> Any:
    """A part of it, from one height to another, as drawn."""
    from PIL import Image

    # Not all at once: nothing is drawn that is so high.
    canvas = Fbo(size=(int(shelf.width), top - bottom), with_stencilbuffer=True)
    with canvas:
        ClearColor(0, 0, 0, 1)
        ClearBuffers()
        Translate(-shelf.x, -shelf.y - bottom, 0)
    canvas.add(shelf.canvas)
    canvas.draw()
    drawn = Image.frombytes("RGBA", canvas.size, canvas.pixels).convert("RGB")
    canvas.remove(shelf.canvas)
    return drawn.transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def columns() -> int:
    """How many columns the window has room for."""
    return max(1, int(Window.width // dp(_COLUMN)))


def column_width() -> float:
    """How wide a column is, in pixels."""
    return (Window.width - dp(_SIDES) - dp(_BETWEEN) * (columns() - 1)) / columns()


def put(widget: Any, **values: Any) -> Any:
    """`widget` with these values, set one after the other once it was made."""
    for name, value in values.items():
        setattr(widget, name, value)
    return widget


def looked_at(make: Callable[[], Any], **states: dict[str, Any]) -> list[Any]:
    """One of each state: `pressed={"pressed": 0.12}` sets these on one that `make` made."""
    return [put(make(), **values) for values in states.values()]


TOUCHES: dict[str, dict[str, Any]] = {
    "usual": {},
    "pressed": {"pressed": 0.12},
    "marked": {"marked": True},
    "disabled": {"disabled": True},
}
"""What a finger, a hardware keyboard and the app itself make of whatever can be tapped."""


def _filled(specimens: Iterable[Specimen]) -> Shelf:
    shelf = Shelf(padding=dp(_SIDES / 2), spacing=dp(_BETWEEN))
    beside = [Column(spacing=theme.space("l"), pos_hint={"top": 1}) for _ in range(columns())]
    for number, specimen in enumerate(specimens):
        for widget in _shown(specimen):
            beside[number % len(beside)].add_widget(widget)
    for column in beside:
        shelf.add_widget(column)
    return shelf


def _shown(specimen: Specimen) -> Iterator[Widget]:
    says, widgets = specimen
    yield Quiet(text=says, style="caption")
    narrow = [widget for widget in widgets if widget.size_hint_x is None]
    if narrow:
        row = Wrap()
        for widget in narrow:
            row.add_widget(widget)
        yield row
    yield from (widget for widget in widgets if widget.size_hint_x is not None)


load(__file__)
