"""Python's garbage collector, on the screen's thread alone, and kept from all that stays while a finger waits.

On another thread it would take widgets away in the midst of telling them something: their weak references are dead
then, and Kivy has not yet heard that they are gone, which ends the app.
"""

import gc

from kivy.clock import Clock

_EACH = 0.25
"""Seconds between two looks at whether there is enough to collect."""
_COLLECTS = (20_000, 20, 100)
"""After so many new objects it looks at those; seldom at all that grew old. A screen is some thousands."""
_REST = 3.0
"""Seconds without a finger or a key: what grew old is looked at then, which takes longer than a frame. Closed screens
are among it, and hear of each language, theme and size until they are gone.
"""
_hands = {"at": 0.0}
"""When they last did something, by Kivy's clock."""


def own() -> None:
    """From now on it runs on this thread, between frames."""
    from kivy.core.window import Window

    leave()
    gc.disable()
    _noted()
    Clock.schedule_interval(sweep, _EACH)
    Window.bind(on_motion=_noted, on_key_down=_noted)


def leave() -> None:
    """It runs by itself again, wherever: no frame is drawn any more, or none for now."""
    from kivy.core.window import Window

    Clock.unschedule(sweep)
    Window.unbind(on_motion=_noted, on_key_down=_noted)
    gc.enable()


def spare() -> None:
    """What the start made stays as long as the app; it is looked through once more, and never again."""
    gc.collect()
    gc.freeze()


def sweep(_: float) -> None:
    """Collect what is due, as Python would: the oldest generation of which there is more than enough."""
    rests = Clock.get_time() - _hands["at"] > _REST
    enough = (*_COLLECTS[:2], 0) if rests else _COLLECTS
    due = [age for age, (count, most) in enumerate(zip(gc.get_count(), enough, strict=True)) if count > most]
    if due:
        gc.collect(due[-1])


def _noted(*_: object) -> None:
    _hands["at"] = Clock.get_time()
