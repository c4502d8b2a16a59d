"""What every screen is: it follows its presenter, and renders again when the language or the text size changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.screenmanager import Screen

from mobile.presenters.base import Presenter
from mobile.ui.language import words
from mobile.ui.theme.live import theme
from mobile.ui.widgets.kv import load

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class View(Screen):
    """A screen; subclasses have `make(navigator)` for their presenter and `render(state)` for its looks."""

    presenter = ObjectProperty()
    navigator = ObjectProperty()
    short = BooleanProperty(False)
    """While a keyboard leaves room for hardly more than the field that is typed in."""
    place: ClassVar[str] = ""
    """The place in the bar below, empty for a screen that lies over them."""

    reused: ClassVar[bool] = False
    """Whether it is kept when it is left, to show another thing: that costs a fraction of making it anew."""

    def __init__(self, navigator: "Navigator", **opening: Any) -> None:
        self._seen: dict[str, object] = {}
        super().__init__(navigator=navigator, presenter=self.make(navigator), name=f"{type(self).__name__}-{id(self)}")
        self._follow(**opening)

    def open_again(self, **opening: Any) -> None:
        """After `close()`: show another thing, with nothing left of the one before."""
        self._seen.clear()
        self.presenter = self.make(self.navigator)
        self._follow(**opening)

    def _follow(self, **opening: Any) -> None:
        self._forget = self.presenter.subscribe(self.render)
        words.bind(code=self._again)
        theme.bind(scale=self._again)
        self.begin(**opening)
        self.render(self.presenter.state)

    def make(self, navigator: "Navigator") -> Presenter[Any]:
        """The presenter of this screen."""
        raise NotImplementedError

    def begin(self, **opening: Any) -> None:
        """Tell the presenter what to show."""
        self.presenter.refresh()

    def render(self, state: Any) -> None:
        """Show `state`."""

    def only_when_new(self, part: str, value: object, show: Callable[[Any], None]) -> None:
        """Call `show(value)` only where `value` is another than last time: rows are not made anew at each keystroke."""
        if part not in self._seen or self._seen[part] != value:
            self._seen[part] = value
            show(value)

    @property
    def about(self) -> str:
        """`ticket:ID`, `outage:ID` or `draft:ID` where the screen is about one of these."""
        return ""

    def beside(self, about: str) -> None:
        """What lies in the other pane is about this; empty while nothing does."""

    def back(self) -> bool:
        """The back key: True where the screen itself went one step up, a sheet or an open form."""
        return False

    def close(self) -> None:
        """The screen is left for good."""
        self._unbind()
        self._forget()
        self.presenter.close()

    def _unbind(self) -> None:
        words.unbind(code=self._again)
        theme.unbind(scale=self._again)

    def _again(self, *_: object) -> None:
        self._seen.clear()
        self.render(self.presenter.state)


load(__file__)
