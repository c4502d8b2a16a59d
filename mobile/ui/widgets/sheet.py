"""A sheet from below that asks something; the back key and a tap beside it mean no."""

from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.core.window import Window
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.modalview import ModalView

from mobile.ui.widgets.button import Pill
from mobile.ui.widgets.kv import load


class Sheet(ModalView):
    """A question with a few answers, the harmless one last."""

    title = StringProperty("")
    text = StringProperty("")
    foot = NumericProperty(0)
    """Pixels that the device draws over at the window's foot."""

    def on_pre_open(self) -> None:
        """Stay above what the device and the keyboard cover."""
        self._rise()
        Window.bind(keyboard_height=self._rise)

    def on_dismiss(self) -> None:
        """The window goes on without it."""
        Window.unbind(keyboard_height=self._rise)

    def _rise(self, *_: object) -> None:
        app = App.get_running_app()
        covered = app.root.insets[3] if app and app.root else 0
        self.foot = max(covered, Window.keyboard_height)

    def collide_point(self, x: float, y: float) -> bool:
        """What is beside its page is beside it, though it darkens the whole window."""
        return bool(self.ids.page.collide_point(x, y))

    def on_touch_down(self, touch: Any) -> bool:
        """The second touch of the double tap that opened it is no answer."""
        return touch.is_double_tap or super().on_touch_down(touch)

    def answer(self, name: str, text: str, look: str, chosen: Callable[[], None] | None = None) -> None:
        """Add a button; it closes the sheet and calls `chosen`."""
        button = Pill(name=name, text=text, look=look)

        def tapped(_: Pill) -> None:
            self.dismiss()
            if chosen:
                chosen()

        button.bind(on_release=tapped)
        self.ids.answers.add_widget(button)

    def list_lines(self, lines: list[str]) -> None:
        """Name things under the text, one a line."""
        self.ids.lines.text = "\n".join(f"•  {line}" for line in lines)

    def quote(self, text: str) -> None:
        """Show `text` under the text, as it is."""
        self.ids.lines.text = text


def close_sheets() -> None:
    """Close whatever lies over the screens, at once: what it asked is answered by no."""
    for sheet in [layer for layer in Window.children if isinstance(layer, ModalView)]:
        sheet.dismiss(force=True, animation=False)


load(__file__)
