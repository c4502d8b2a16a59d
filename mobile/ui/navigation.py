"""Where one is in the app: three places, screens that lie over them, and the way back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from mobile.device import Device
from mobile.presenters.screens import Screens
from mobile.presenters.sync_state import SyncState
from mobile.ui.language import words
from mobile.ui.panes import Panes
from mobile.ui.screens.about import AboutScreen
from mobile.ui.screens.board import BoardScreen
from mobile.ui.screens.feedback import FeedbackScreen
from mobile.ui.screens.following import FollowingScreen
from mobile.ui.screens.licence import LicenceScreen
from mobile.ui.screens.outage import OutageScreen
from mobile.ui.screens.outages import OutagesScreen
from mobile.ui.screens.pass_on import PassOnScreen
from mobile.ui.screens.profile import ProfileScreen
from mobile.ui.screens.sign_in import SignInScreen
from mobile.ui.screens.stored import StoredScreen
from mobile.ui.screens.ticket import TicketScreen
from mobile.ui.screens.tickets import TicketsScreen
from mobile.ui.screens.view import View
from mobile.ui.screens.waiting import WaitingScreen
from mobile.ui.screens.welcome import WelcomeScreen
from mobile.ui.widgets import shelf
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.sheet import close_sheets

if TYPE_CHECKING:
    from mobile.ui.app import DoorgevenApp

_ = shelf
SCREENS: dict[str, type[View]] = {
    "welcome": WelcomeScreen,
    "sign_in": SignInScreen,
    "tickets": TicketsScreen,
    "outages": OutagesScreen,
    "outage": OutageScreen,
    "following": FollowingScreen,
    "board": BoardScreen,
    "profile": ProfileScreen,
    "feedback": FeedbackScreen,
    "stored": StoredScreen,
    "about": AboutScreen,
    "licence": LicenceScreen,
    "pass_on": PassOnScreen,
    "ticket": TicketScreen,
    "waiting": WaitingScreen,
}
_ALONE = ("welcome", "sign_in")
"""These have the window for themselves: nobody is known yet."""


class Navigator(FloatLayout):
    """The app's root: the banner, the screen in front, the bar of places, and the word at the foot."""

    place = StringProperty("")
    over = BooleanProperty(False)
    """Whether the screen in front lies over the places: the bar is hidden and back returns."""
    wide = BooleanProperty(False)
    """Whether there is room for two panes, and for the places at the side."""
    keyboard = NumericProperty(0)
    """How many pixels the keyboard covers."""
    insets = ListProperty([0, 0, 0, 0])
    """How many pixels the device covers: left, top, right, bottom."""

    def __init__(self, app: "DoorgevenApp", screens: Screens, device: Device) -> None:
        self.app, self.screens, self.device = app, screens, device
        super().__init__()
        self.stack: list[View] = []
        self._spare: dict[type[View], View] = {}
        self._from_lead = False
        screens.sync.subscribe(self._sync)
        words.bind(code=self._say_again)
        self._say_again()

    @property
    def panes(self) -> Panes:
        """Where the screens are shown."""
        return self.ids.panes

    @property
    def front(self) -> View | None:
        """The screen in front."""
        return self.stack[-1] if self.stack else None

    def go(self, name: str, **opening: Any) -> None:
        """Show a screen: a place takes the place of everything, another lies over what is there."""
        view = self._made(name, **opening)
        if view.place or (name in _ALONE and not opening):
            signs_in = any(isinstance(one, SignInScreen) for one in self.stack)
            self._show(view, "none", leave=len(self.stack))
            if signs_in:
                self._spare.clear()
        else:
            # Asked for in the left pane: it comes instead of what lies in the right one.
            self._show(view, "left", leave=len(self.stack) - 1 if self._from_lead else 0)

    def make_ready(self, name: str) -> None:
        """Make a screen before it is asked for, so that its first opening costs no more than a later one."""
        if SCREENS[name].reused and SCREENS[name] not in self._spare and self.stack and self.stack[0].place:
            view = SCREENS[name](self)
            view.size = self.panes.lead.size  # it lays itself out for that in the next frames
            view.close()
            self._keep(view)

    def replace(self, name: str, **opening: Any) -> None:
        """Show a screen instead of the one in front."""
        self._show(self._made(name, **opening), "left", leave=1)

    def back(self) -> bool:
        """One screen up; False at the root, where the app is left."""
        if self.front and self.front.back():
            return True
        if len(self.stack) > 1:
            self._uncover()
            return True
        if self.place not in ("", "tickets"):
            self.go("tickets")
            return True
        return False

    def left_form(self, *, said: str = "", undo: str = "") -> None:
        """A form is done with, about which this is `said`; a draft `undo`, thrown away, can come back."""
        self.go("tickets")
        if undo:
            self.toast(said, words.say("action.undo"), lambda: self._bring_back(undo))
        elif said:
            self.toast(said)

    def _bring_back(self, draft_id: str) -> None:
        self.go("pass_on", restore_id=draft_id)

    def looking_at(self) -> str:
        """What the screen in front is about, as `ticket:ID` or `outage:ID`; empty where it is about no one thing."""
        return self.front.about if self.front else ""

    def open_about(self, about: str) -> None:
        """Show what a notification was about."""
        kind, _, thing = about.partition(":")
        if kind in ("ticket", "outage") and thing and about != self.looking_at():
            # What a sheet asks is about what is left: it would be answered over another ticket.
            close_sheets()
            self.go(kind, **{f"{kind}_id": thing})

    def toast(self, text: str, action: str = "", do: Callable[[], None] | None = None) -> None:
        """Say `text` for a moment, with a button `action` where there is something to `do` about it."""
        self.ids.toast.say(text, action, do)

    def copy(self, text: str, said: str) -> None:
        """Put `text` on the clipboard, about which this is `said`: a key of the catalogue."""
        self.device.copy(text)
        self.toast(words.say(said))

    def share(self, text: str, said: str) -> None:
        """Offer `text` to other apps; where there are none it is copied, and that is `said`."""
        if not self.device.share(text):
            self.toast(words.say(said))

    def banner_action(self) -> None:
        """What the banner offers: sign in again, what waits, or the line about the memory was read."""
        if self.ids.banner.key == "signed_out":
            self._go_once("sign_in", again=True)
        elif self.ids.banner.shows_waiting:
            self._go_once("waiting")
        else:
            self.screens.sync.dismiss_storage()

    def _go_once(self, name: str, **opening: Any) -> None:
        """The banner stands over its own screen too: a second tap lays no second one over it."""
        if not isinstance(self.front, SCREENS[name]):
            self.go(name, **opening)

    def on_wide(self, *_: object) -> None:
        """The window was turned or resized: the screens move to their panes."""
        self.panes.wide = self.wide
        if self.stack:
            self._arrange()

    def came_from(self, widget: Widget) -> None:
        """What is asked for next is asked for by `widget`."""
        self._from_lead = self.panes.two and _within(widget, self.panes.lead)

    def on_touch_down(self, touch: Any) -> bool:
        """Remember in which pane something is asked for."""
        self._from_lead = self.panes.two and self.panes.lead.collide_point(*touch.pos)
        return super().on_touch_down(touch)

    def close(self) -> None:
        """Leave every screen."""
        while self.stack:
            # Not taken out of its pane, which goes with it: one that stands alone in its pane could not be.
            self.stack.pop().close()

    def _show(self, view: View, direction: str, *, leave: int) -> None:
        left = [self.stack.pop() for _ in range(leave)]
        self.stack.append(view)
        self._arrange(direction)
        for old in left:
            self._drop(old)

    def _uncover(self) -> None:
        left = self.stack.pop()
        self._arrange("right")
        self._drop(left)

    def _arrange(self, direction: str = "none") -> None:
        self.place = self.stack[0].place if self.stack else ""
        self.over = len(self.stack) > 1 or not self.place
        self.panes.show(self.stack, direction)
        self.mark_beside()

    def mark_beside(self) -> None:
        """Tell the screen in the left pane what lies in the right one, so that its row shows it."""
        if self.stack:
            self.stack[0].beside(self.looking_at() if self.panes.two and len(self.stack) > 1 else "")

    def _made(self, name: str, **opening: Any) -> View:
        """The screen of that name: one that was left and can show another thing, or a new one."""
        if name in _ALONE:
            # Somebody else may be next: nothing of what they saw is kept.
            self._spare.clear()
        spare = self._spare.pop(SCREENS[name], None)
        if spare is None:
            return SCREENS[name](self, **opening)
        self.app.keys.unmark()
        spare.open_again(**opening)
        return spare

    def _drop(self, view: View) -> None:
        view.close()
        self.panes.drop(view, lambda: self._keep(view))

    def _keep(self, view: View) -> None:
        if view.reused and view not in self.stack and self.stack and self.stack[0].place:
            self._spare[type(view)] = view

    def _say_again(self, *_: object) -> None:
        self._sync(self.screens.sync.state)

    def _sync(self, state: SyncState) -> None:
        self.ids.banner.render(state)


def _within(widget: Widget, around: Widget) -> bool:
    parent = widget
    while parent is not None and parent is not around and parent is not parent.parent:
        parent = parent.parent
    return parent is around


load(__file__)
