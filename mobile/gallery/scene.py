"""One screen in one state, or widgets in each of theirs, as the gallery shows it and the tests check it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Scene:
    """`states`: what presenters hold, by their names in `stage.Stage`. `screen`: a key of `navigation.SCREENS`.

    `opening` goes to the screen as it is opened, and `act(app)` does what the state cannot: opens a sheet, scrolls.
    A place of the bar below (`tickets`, `outages`, `profile`) shows alone, any other screen over `under`.
    With a `shelf`, a module of `mobile/gallery/shelves`, its widgets stand in the window instead of the app's screens.
    """

    name: str
    screen: str
    states: Mapping[str, Any] = field(default_factory=dict)
    opening: Mapping[str, Any] = field(default_factory=dict)
    act: Callable[[Any], None] | None = None
    under: str | None = "tickets"
    shelf: str = ""
