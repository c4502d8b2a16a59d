"""One's own profile: language, appearance, how the app stands with the server, and signing out."""

from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.account import AccountPresenter, AccountState, UnsentView
from mobile.presenters.outside import FeedView, OutsideState
from mobile.presenters.sync_state import SyncState
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.preferences import TEXT_SIZES
from mobile.ui.screens.feed_sheet import show_feed
from mobile.ui.screens.view import View
from mobile.ui.theme.live import theme
from mobile.ui.theme.scaling import next_size
from mobile.ui.theme.tokens import MOST_SCALE
from mobile.ui.widgets.button import Pill
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.sheet import Sheet
from shared.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator

_THEMES = (("system", "theme-light-dark"), ("light", "white-balance-sunny"), ("dark", "weather-night"))

_NAMED = 20
"""Of what would be lost: more would put the answers out of sight, and all of it is in the list of what waits."""


class ProfileScreen(View):
    """Follows the app's one account presenter, which outlives the screen."""

    place = "profile"
    person = StringProperty("")
    email = StringProperty("")
    teams = StringProperty("")
    synced = StringProperty("")
    waiting = StringProperty("")
    mail_known = BooleanProperty(False)
    follows = BooleanProperty(False)
    outside_problem = StringProperty("")
    manages = BooleanProperty(False)

    def make(self, navigator: "Navigator") -> AccountPresenter:
        """The app's account presenter."""
        self._sheet: Sheet | None = None
        self._forget_sync = navigator.screens.sync.subscribe(self.render_sync)
        self.outside = navigator.screens.outside()
        self._forget_outside = self.outside.subscribe(self.render_outside)
        return navigator.screens.account

    def begin(self, **opening: Any) -> None:
        """Ask the server what reaches this person outside the app."""
        super().begin(**opening)
        self.outside.open()

    def render(self, state: AccountState) -> None:
        """Show `state`, and ask before signing out."""
        app = self.navigator.app
        if state.person:
            self.person, self.email = state.person.name, state.person.email
            self.teams = ", ".join(state.person.teams)
            self.manages = state.person.manages
        languages = [(code, words.say(f"language.{code}"), "") for code in LANGUAGES]
        themes = [(mode, words.say(f"theme.{mode}"), icon) for mode, icon in _THEMES]
        self.only_when_new("languages", languages, lambda new: setattr(self.ids.language, "options", new))
        self.only_when_new("themes", themes, lambda new: setattr(self.ids.theme, "options", new))
        self.ids.language.chosen, self.ids.theme.chosen = words.code, app.preferences.theme
        self.ids.notifications.active = app.preferences.notifications
        self._text_size()
        self.render_sync(self.navigator.screens.sync.state)
        self.render_outside(self.outside.state)
        if state.asking and self._sheet is None:
            self._ask(state)
        elif not state.asking and self._sheet is not None:
            self._sheet.dismiss()

    def render_sync(self, state: SyncState) -> None:
        """How the app stands with the server."""
        at = state.last_synced_at
        self.synced = words.say("profile.synced", at=at) if at else words.say("profile.never_synced")
        waits = state.unsent + state.failed
        self.waiting = words.say("notice.unsent", count=waits) if waits else ""

    def render_outside(self, state: OutsideState) -> None:
        """Mail on own tickets, and feeds."""
        self.mail_known, self.follows = state.tickets_by_mail is not None, state.follows
        self.outside_problem = told.notice(state.notice)
        self.ids.tickets_by_mail.active = bool(state.tickets_by_mail)
        self.only_when_new("feeds", state.feeds, self._feeds)
        self.only_when_new("feed", state.shown, lambda feed: show_feed(self.navigator, self.outside, feed))

    def make_feed(self, *, followed: bool) -> None:
        """One in the language of the screen."""
        self.outside.make_feed(words.code, followed=followed)

    def _feeds(self, feeds: tuple[FeedView, ...]) -> None:
        box = self.ids.feeds
        box.clear_widgets()
        for feed in feeds:
            areas = ", ".join(told.area(area) for area in feed.areas) or words.say("feed.all")
            pill = Pill(name=f"feed.{feed.id}", text=areas, look="lined", icon="rss")
            pill.bind(on_release=lambda _, feed_id=feed.id: self.outside.show(feed_id))
            box.add_widget(pill)

    def choose_theme(self, mode: str) -> None:
        """Light, dark, or as the device is."""
        self.navigator.app.choose_theme(mode)
        self.ids.theme.chosen = mode

    def choose_notifications(self, wanted: bool) -> None:
        """Whether to be told outside the app."""
        self.navigator.app.choose_notifications(wanted=wanted)
        self.ids.notifications.active = wanted

    def step_text_size(self, direction: int) -> None:
        """One step larger (1) or smaller (-1)."""
        app = self.navigator.app
        size = next_size(TEXT_SIZES, app.preferences.text_size, direction)
        if size is not None:
            app.choose_text_size(size)
        self._text_size()

    def _text_size(self) -> None:
        chosen, stepper = self.navigator.app.preferences.text_size, self.ids.text_size
        stepper.text = words.say("text_size.percent", percent=chosen)
        stepper.less = next_size(TEXT_SIZES, chosen, -1) is not None
        stepper.more = next_size(TEXT_SIZES, chosen, 1) is not None and theme.scale < MOST_SCALE

    def close(self) -> None:
        """The account's presenter lives on: only this screen stops following it."""
        self._unbind()
        self._forget()
        self._forget_sync()
        self._forget_outside()
        self.outside.close()

    def _ask(self, state: AccountState) -> None:
        sheet = Sheet(title=words.say("profile.sign_out.title"), text=words.say("profile.sign_out.text"))
        if state.unsent:
            sheet.text += "\n\n" + words.say("profile.sign_out.unsent", count=len(state.unsent))
            lines = [_named(one) for one in state.unsent[:_NAMED]]
            left = len(state.unsent) - len(lines)
            sheet.list_lines([*lines, words.say("waiting.more", count=left)] if left else lines)
        sheet.answer("sign_out.yes", words.say("profile.sign_out"), "danger", self.presenter.sign_out)
        sheet.answer("sign_out.no", words.say("profile.stay"), "lined")
        sheet.bind(on_dismiss=self._answered)
        self._sheet = sheet
        sheet.open()

    def _answered(self, _: Sheet) -> None:
        self._sheet = None
        self.presenter.stay()


def _named(unsent: UnsentView) -> str:
    """What it is, and the words in it where it has any."""
    kind, text = told.term("unsent", unsent.what), " ".join(unsent.text.split())[:80]
    return f"{kind}: {text}" if text else kind


load(__file__)
