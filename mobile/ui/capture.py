"""Drives the real app without a display, for tests and for scripts that show it: start, wait, tap, type, look.

A script does `app = start_offscreen(settings)`, then `tap("pass_on")`, `type_into("postcode", "3511AB")`,
`settle(lambda: seen("Utrecht"))`, `screenshot(path)`, and at last `stop(app)`. Things are found by the `name` of the
widget, and what is on screen is read by `texts()`. Everything is called on one thread, the one that started the app.
"""

import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mobile.config import Settings
from mobile.ui import environment
from mobile.ui.seen import inside

if TYPE_CHECKING:
    from mobile.ui.app import DoorgevenApp

PHONE = (412, 915)
_TOUCH_SECONDS = 0.08
_NO_TAP = 24
"""A finger that moved so far (pixels) scrolls, and taps nothing."""
_fingers = itertools.count(1)


class NotSeen(AssertionError):
    """What was waited for did not come."""


def start_offscreen(settings: Settings, size: tuple[int, int] = PHONE, **parts: Any) -> "DoorgevenApp":
    """The app with a window that is drawn in memory; `parts` go to DoorgevenApp. Raises where GL is missing."""
    environment.prepare(settings.data / "kivy", offscreen=True, size=size)
    from kivy.base import EventLoop, runTouchApp
    from kivy.core.window import Window

    from mobile.ui.app import DoorgevenApp

    if Window is None:
        raise RuntimeError("no window can be drawn here: software GL is missing")
    # A second app of this process finds the window of the first.
    if Window.system_size != size:
        Window.system_size = size
    app = DoorgevenApp(settings, **parts)
    app._run_prepare()
    if EventLoop.status != "started":
        runTouchApp(embedded=True)
    settle()
    return app


def stop(app: "DoorgevenApp") -> None:
    """Stop the app and clear the window, so that another can start in this process."""
    from kivy.animation import Animation
    from kivy.app import App
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from mobile.ui.widgets.sheet import close_sheets

    Animation.cancel_all(app.root.ids.toast)
    # One that is left open would hear the next app's back key.
    close_sheets()
    app.on_stop()
    for widget in list(Window.children):
        Window.remove_widget(widget)
    EventLoop.touches.clear()
    App._running_app = None


def frames(count: int = 1) -> None:
    """Let `count` frames pass, without drawing them: in software that is what takes the time."""
    from kivy.base import EventLoop
    from kivy.clock import Clock
    from kivy.lang import Builder

    for _ in range(count):
        # What EventLoop.idle does, in its order, but for the drawing.
        Clock.tick()
        EventLoop.dispatch_input()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()


def draw() -> None:
    """Draw what is on screen, if anything changed."""
    from kivy.core.window import Window

    if Window.canvas.needs_redraw:
        Window.dispatch("on_draw")
        Window.dispatch("on_flip")


def settle(condition: Callable[[], object] | None = None, timeout: float = 10.0) -> None:
    """Let frames pass until `condition()` holds and nothing slides, and draw; NotSeen after `timeout` seconds."""
    end = time.monotonic() + timeout
    frames(4)
    while True:
        if not _moving() and (condition is None or condition()):
            frames(4)
            draw()
            return
        if time.monotonic() > end:
            raise NotSeen(f"not within {timeout:g} s; on screen: {texts()}")
        frames()
        time.sleep(0.002)


def screenshot(path: Path) -> Path:
    """Write what is on screen to `path`, a PNG."""
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
    from PIL import Image

    frames(2)
    width, height = Window.system_size
    Window.dispatch("on_draw")
    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.frombytes("RGB", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(path)
    return path


def find(name: str) -> Any:
    """The widget with this `name` that can be seen; LookupError without one."""
    for widget in on_screen():
        if getattr(widget, "name", None) == name:
            return widget
    raise LookupError(f"nothing on screen is called {name!r}")


def shown(name: str) -> bool:
    """Whether something of this name can be seen."""
    return any(getattr(widget, "name", None) == name for widget in on_screen())


def texts() -> list[str]:
    """All words on screen, from the top down as the widgets lie."""
    from kivy.uix.label import Label

    return [w.text for w in on_screen() if isinstance(w, Label) and w.text and w.font_name != "Icons"]


def seen(text: str) -> bool:
    """Whether `text` is part of any words on screen."""
    return any(text in words for words in texts())


def tap(name: str) -> None:
    """Scroll to the widget of this name and touch its middle."""
    widget = find(name)
    _into_view(widget)
    _touch(*widget.to_window(*widget.center))
    settle()


def tap_twice(name: str) -> None:
    """Touch it and the same place again at once, as somebody in a hurry does."""
    widget = find(name)
    _into_view(widget)
    place = widget.to_window(*widget.center)
    _touch(*place)
    _touch(*place, again=True)
    settle()


def tap_at(x: float, y: float, *, again: bool = False) -> None:
    """Touch a place of the window, in pixels from its lower left corner; `again`: as the second of a double tap."""
    _touch(x, y, again=again)
    settle()


def type_into(name: str, text: str) -> None:
    """Touch a field and type, a letter at a time, after what is there."""
    from kivy.core.window import Window

    field = find(name)
    line = field.ids.line
    _into_view(field)
    _touch(*line.to_window(*line.center))
    settle(lambda: line.focus)
    for letter in text:
        Window.dispatch("on_textinput", letter)
        frames()


def keyboard_covers(app: Any, pixels: float) -> None:
    """As if a keyboard came up, or went with 0.

    What the window says of its own, half a second after it was resized, is not heard from then on.
    """
    from kivy.core.window import Window

    Window.unbind(keyboard_height=app._keyboard)
    app.root.keyboard = pixels


def press_back() -> bool:
    """The back key; False where the app would be left."""
    from kivy.core.window import Window

    handled = bool(Window.dispatch("on_keyboard", 27, 0, None, []))
    settle()
    return handled


def press(key: int, *modifiers: str, times: int = 1) -> bool:
    """A key of a hardware keyboard, by its number in SDL; held it comes several `times`; whether anything took it."""
    from kivy.core.window import Window

    taken = False
    for _ in range(times):
        taken = bool(Window.dispatch("on_key_down", key, 0, "", list(modifiers)))
        settle()
    Window.dispatch("on_key_up", key, 0)
    return taken


def _moving() -> bool:
    """Whether a screen slides, or a sheet comes or goes."""
    from kivy.app import App
    from kivy.core.window import Window
    from kivy.uix.modalview import ModalView

    app = App.get_running_app()
    sliding = bool(app and app.root and app.root.panes.moving)
    return sliding or any(isinstance(w, ModalView) and w._anim_alpha < 1 for w in Window.children)


def swipe(name: str, dx: float, dy: float, *, steps: int = 12) -> None:
    """Touch the middle of the widget of this name, move by so many pixels (up is positive), rest, and let go."""
    widget = find(name)
    x, y = widget.to_window(*widget.center)
    finger = _finger(x, y, rests=False)
    # No time passes before it has gone far enough to be no tap: a list that waits in vain for that takes it for one.
    far = max(abs(dx), abs(dy))
    _move(finger, x + dx * min(1, _NO_TAP / far), y + dy * min(1, _NO_TAP / far))
    for step in range(1, steps + 1):
        _move(finger, x + dx * step / steps, y + dy * step / steps)
    _lift(finger)
    settle()


def _touch(x: float, y: float, *, again: bool = False) -> None:
    finger = _finger(x, y, again=again)
    # A list waits this long to tell a tap from a scroll; a touch that is shorter is released only later.
    rests_until = time.monotonic() + _TOUCH_SECONDS
    while time.monotonic() < rests_until:
        frames()
        time.sleep(0.002)
    frames(6)
    _lift(finger)


def _finger(x: float, y: float, *, rests: bool = True, again: bool = False) -> Any:
    """A finger that is put down at a place of the window, for a frame at least where it `rests`.

    `again`: the second time of a double tap, which Kivy tells by the clock.
    """
    from kivy.base import EventLoop
    from kivy.input.motionevent import MotionEvent

    class Finger(MotionEvent):
        """One touch at a place of the window."""

        def depack(self, args: tuple[float, float]) -> None:
            self.profile = ["pos"]
            self.sx, self.sy = args
            super().depack(args)

    finger = Finger("capture", next(_fingers), _place(x, y), is_touch=True, type_id="touch")
    finger.is_double_tap = again
    EventLoop.post_dispatch_input("begin", finger)
    frames(int(rests))
    return finger


def _move(finger: Any, x: float, y: float) -> None:
    from kivy.base import EventLoop

    finger.move(_place(x, y))
    EventLoop.post_dispatch_input("update", finger)
    frames()


def _lift(finger: Any) -> None:
    from kivy.base import EventLoop

    EventLoop.post_dispatch_input("end", finger)
    frames(2)


def _place(x: float, y: float) -> tuple[float, float]:
    from kivy.core.window import Window

    return x / (Window.width - 1), y / (Window.height - 1)


def _into_view(widget: Any) -> None:
    from kivy.uix.scrollview import ScrollView

    parent = widget.parent
    while parent is not None and parent is not parent.parent:
        # Of a recycled list only the rows in view exist, and Kivy cannot scroll to one of them.
        scrolls = isinstance(parent, ScrollView) and not hasattr(parent, "layout_manager")
        held = parent.children[0] if scrolls and parent.children else None
        if held and (held.height > parent.height or held.width > parent.width):
            parent.scroll_to(widget, padding=60, animate=False)
            frames(3)
            return
        parent = parent.parent


def on_screen() -> Iterator[Any]:
    """Every widget that can be seen, a layer after the other, each as its widgets lie."""
    from kivy.core.window import Window

    for child in Window.children:
        yield from inside(child)
