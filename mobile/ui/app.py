"""The app: puts core, presenters and screens together, and follows the window."""

from collections.abc import Callable
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivymd.app import MDApp

from mobile.config import Settings
from mobile.core.core import Core
from mobile.device import Ability, Device, this_device
from mobile.presenters.account import AccountState
from mobile.presenters.brand import BrandState
from mobile.presenters.screens import Screens
from mobile.ui import garbage
from mobile.ui.bridge import Bridge
from mobile.ui.hidden import Hidden
from mobile.ui.keys import Keys
from mobile.ui.language import words
from mobile.ui.navigation import Navigator
from mobile.ui.news import Teller
from mobile.ui.preferences import Preferences
from mobile.ui.theme.live import Dressed, theme
from mobile.ui.theme.scaling import text_scale
from shared.vocabulary import LANGUAGES

_ESCAPE = (27, 1001)
_AGAIN_SECONDS = 1


class DoorgevenApp(MDApp):
    """Made with settings; `core`, `screens` and `device` can be given by whoever drives it otherwise."""

    title = "Doorgeven"

    def __init__(
        self,
        settings: Settings,
        *,
        core: Core | None = None,
        screens: Screens | None = None,
        device: Device | None = None,
    ) -> None:
        super().__init__()
        self.theme_cls = Dressed()
        self.settings = settings
        self.device = device or this_device(settings.data)
        self.preferences = Preferences.load(settings.data)
        self.bridge = Bridge()
        self.teller = Teller(self)
        self.hidden = Hidden(self)
        self.core = core
        self.screens = screens
        self._known: bool | None = None

    def build(self) -> Navigator:
        """Make the root; colours and language first, as screens read them when they are made."""
        self._apply_theme()
        self._apply_text_size()
        if self.screens is None:
            self.core = self.core or Core(self.settings, tokens=self.device.tokens)
            self.screens = Screens(self.core, self.bridge.run, self.bridge.on_ui)
            self.teller.follow(self.core)
            self.core.subscribe(self.hidden.look)
        self._brand(self.screens.brand.state)
        self._speak(self.preferences.language or self.settings.language)
        return Navigator(self, self.screens, self.device)

    def on_start(self) -> None:
        """Follow the account, the keyboard and the back key."""
        # A long form settles in more steps than Kivy's 20 a frame; each is small.
        Clock.max_iteration = 60
        garbage.own()
        Window.bind(on_keyboard=self._key, keyboard_height=self._keyboard, size=self._edges)
        self._edges()
        self.keys = Keys(self.root)
        self.keys.follow()
        Window.softinput_mode = ""
        self.screens.account.subscribe(self._account)
        self.screens.brand.subscribe(self._brand)
        self.screens.account.refresh()
        if self.core is not None:
            self.core.start()
        self._account(self.screens.account.state)

    def on_stop(self) -> None:
        """Leave the screens, then stop the work behind them."""
        Window.unbind(on_keyboard=self._key, keyboard_height=self._keyboard, size=self._edges)
        self.keys.leave()
        self.root.close()
        # First what was begun: it still writes to the store that the core closes.
        self.bridge.close()
        if self.core is not None:
            self.core.stop()
        garbage.leave()

    def at_rest(self, *_: object) -> None:
        """Do what takes a moment that nobody should wait for: once the first screen is there, and no finger is down."""
        if EventLoop.touches:
            Clock.schedule_once(self.at_rest, _AGAIN_SECONDS)
            return
        self.root.make_ready("ticket")
        garbage.spare()

    def on_pause(self) -> bool:
        """Android may hide the app; everything is on disk already."""
        self.hidden.begin()
        garbage.leave()
        return True

    def on_resume(self) -> None:
        """Back in front: look for news, or show what the user was told of and tapped on."""
        garbage.own()
        self.hidden.end()
        self._apply_theme()
        self._apply_text_size()
        self._edges()
        self.screens.sync.sync_now()
        self._open_told()

    def choose_language(self, code: str) -> None:
        """Switch at once, and remember it."""
        self.preferences = self.preferences.change(language=code)
        self._speak(code)

    def choose_theme(self, mode: str) -> None:
        """`light`, `dark`, or `system`; at once, and remembered."""
        self.preferences = self.preferences.change(theme=mode)
        self._apply_theme()

    def choose_notifications(self, *, wanted: bool) -> None:
        """Whether to be told outside the app; the device may have to be asked, and may say no."""
        self.preferences = self.preferences.change(notifications=wanted)
        if wanted:
            self._ask_to_notify(self._may_notify)

    def passed_on(self) -> None:
        """Something was passed on: now it is plain what there will be to tell, so the device is asked, once."""
        if self.preferences.notifications and not self.preferences.asked_to_notify:
            self._ask_to_notify(lambda _: None)

    def _ask_to_notify(self, answered: Callable[[bool], None]) -> None:
        self.preferences = self.preferences.change(asked_to_notify=True)
        self.device.ask_to_notify(answered)

    def _may_notify(self, may: bool) -> None:
        if not may and Ability.NOTIFY in self.device.abilities:
            self.root.toast(words.say("profile.notifications.forbidden"))

    def _open_told(self) -> None:
        about = self.device.opened_about()
        if about and self._known:
            self.root.open_about(about)

    def choose_text_size(self, percent: int) -> None:
        """One of `preferences.TEXT_SIZES`, over the phone's own size; at once, and remembered."""
        self.preferences = self.preferences.change(text_size=percent)
        self._apply_text_size()

    def _apply_text_size(self) -> None:
        theme.scale = text_scale(self.preferences.text_size, self.device.font_scale())

    def _apply_theme(self) -> None:
        chosen = self.preferences.theme
        dark = self.device.dark() if chosen == "system" else chosen == "dark"
        theme.mode = "dark" if dark else "light"
        theme.dress(self.theme_cls)
        Window.clearcolor = theme.background

    def _brand(self, state: BrandState) -> None:
        """The company's name, logo and colour."""
        theme.name, theme.logo = state.name, state.logo
        theme.color = state.color or ""
        self.title = state.name or type(self).title
        self._apply_theme()

    def _account(self, state: AccountState) -> None:
        """Nobody known: the sign-in screen; somebody: the tickets."""
        known = state.person is not None
        was, self._known = self._known, known
        if known == was:
            return
        if was and not known:
            self.device.forget()
            # What could be undone was wiped.
            self.root.ids.toast.hush()
        if state.person and self.preferences.language is None and state.person.language in LANGUAGES:
            self._speak(state.person.language)
        self.root.go("tickets" if known else "welcome" if state.needs_server else "sign_in")
        self._open_told()

    def _speak(self, code: str) -> None:
        """The screens in this language, and the server asked for it."""
        words.code = code
        if self.core is not None:
            self.core.language = code

    def _key(self, _: Any, key: int, *__: Any) -> bool:
        return key in _ESCAPE and self.root.back()

    def _edges(self, *_: object) -> None:
        covered = self.device.insets()
        self.root.insets = [covered.left, covered.top, covered.right, covered.bottom]

    def _keyboard(self, _: Any, height: float) -> None:
        self.root.keyboard = height
