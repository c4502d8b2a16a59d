"""Where the screens of the stack are shown: one over the other, or on a wide window a place and what lies over it."""

from collections.abc import Callable, Sequence
from typing import Any

from kivy.properties import BooleanProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.screenmanager import NoTransition, Screen, ScreenManager, SlideTransition

from mobile.ui.screens.view import View
from mobile.ui.widgets.kv import load

WIDE = 840
"""From this width in dp there are two panes (Material's expanded window)."""
_SECONDS = 0.18
_NOTHING = "nothing"


class Panes(BoxLayout):
    """`lead` shows the place, or everything while there is one pane; `beside` what lies over the place."""

    wide = BooleanProperty(False)
    """Whether the window has room for two."""
    two = BooleanProperty(False)
    """Whether there are two now: signing in has the window for itself."""

    @property
    def lead(self) -> ScreenManager:
        """The only pane, or the left one."""
        return self.ids.lead

    @property
    def beside(self) -> ScreenManager:
        """The right one."""
        return self.ids.beside

    @property
    def moving(self) -> bool:
        """Whether a screen slides."""
        return bool(self.lead.transition.is_active or self.beside.transition.is_active)

    def show(self, stack: Sequence[View], direction: str) -> None:
        """Every screen of `stack` in its pane, the topmost of each pane in front; `direction` none: without a slide."""
        self.two = self.wide and bool(stack) and bool(stack[0].place)
        beside = stack[1:] if self.two else ()
        lead = stack[: len(stack) - len(beside)]
        for manager, views in ((self.lead, lead), (self.beside, beside)):
            for view in views:
                _move(view, manager)
            if views:
                _switch(manager, views[-1].name, direction)
        if not beside:
            _switch(self.beside, _NOTHING, "right" if self.two and direction != "none" else "none")

    def drop(self, view: View, gone: Callable[[], None]) -> None:
        """Take a screen away that is left, and call `gone()` then.

        One that slides out is still drawn, and goes once the slide is over.
        """
        manager = view.manager
        transition = manager.transition if manager is not None else None
        if transition is not None and transition.is_active and transition.screen_out is view:
            transition.bind(on_complete=lambda *_: _remove(view, gone))
        else:
            _remove(view, gone)


class Nothing(Screen):
    """What the right pane says while nothing lies over the place."""


def _move(view: View, manager: ScreenManager) -> None:
    if view.manager is manager:
        return
    if view.manager is not None:
        _ended(view.manager)
        view.manager.transition = NoTransition()
        view.manager.remove_widget(view)
    manager.add_widget(view)


def _ended(manager: ScreenManager) -> None:
    """A slide that is under way is at its end at once.

    Kivy stops only the transition that it is given: an older one would go on, and take out of the pane, when it is
    over, the screen that came back meanwhile.
    """
    transition = manager.transition
    if transition.is_active:
        # In this order: what listens for its end may ask whether it still slides.
        transition.is_active = False
        transition.stop()


def _switch(manager: ScreenManager, name: str, direction: str) -> None:
    if manager.current == name and not manager.transition.is_active:
        return
    _ended(manager)
    sliding = direction != "none" and manager.current_screen is not None
    manager.transition = SlideTransition(direction=direction, duration=_SECONDS) if sliding else NoTransition()
    manager.current = name


def _remove(view: Any, gone: Callable[[], None]) -> None:
    if view.manager is not None:
        view.manager.remove_widget(view)
    gone()


load(__file__)
