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


def own() -> None:
    """From now on it runs on this thread, between frames."""
    gc.disable()
    Clock.unschedule(sweep)
    Clock.schedule_interval(sweep, _EACH)


def leave() -> None:
    """It runs by itself again, wherever: no frame is drawn any more, or none for now."""
    Clock.unschedule(sweep)
    gc.enable()


def spare() -> None:
    """What the start made stays as long as the app; it is looked through once more, and never again."""
    gc.collect()
    gc.freeze()


def sweep(_: float) -> None:
    """Collect what is due, as Python would: the oldest generation of which there is more than enough."""
    due = [age for age, (count, enough) in enumerate(zip(gc.get_count(), _COLLECTS, strict=True)) if count > enough]
    if due:
        gc.collect(due[-1])
