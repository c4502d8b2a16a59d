"""The few Java things that every part of this package needs; pyjnius is loaded only on a phone."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

ACTIVITY = "org.kivy.android.PythonActivity"


def java(name: str) -> Any:
    """A Java class by its full name."""
    from jnius import autoclass

    return autoclass(name)


def cast(name: str, thing: Any) -> Any:
    """`thing` as an instance of that class: pyjnius chooses among methods of one name by this."""
    from jnius import cast as as_class

    return as_class(name, thing)


def activity() -> Any:
    """The app's one activity."""
    return java(ACTIVITY).mActivity


def api() -> int:
    """Which Android this is, as 34 for Android 14."""
    return int(java("android.os.Build$VERSION").SDK_INT)


def intent(action: str, address: str = "") -> Any:
    """An intent for that action, about that address."""
    intents = java("android.content.Intent")
    return intents(action, java("android.net.Uri").parse(address)) if address else intents(action)


def small_icon() -> int:
    """The mark in one colour, that a notification is drawn with: any other becomes a white square."""
    context = activity()
    return int(context.getResources().getIdentifier("notification", "drawable", context.getPackageName()))


def chars(text: str) -> Any:
    """A text for what takes a CharSequence."""
    return cast("java.lang.CharSequence", java("java.lang.String")(text))


def tried(start: Callable[[], object]) -> bool:
    """Whether Android had something to do it with: it raises where there is no such app."""
    from jnius import JavaException

    try:
        start()
    except JavaException:
        return False
    return True


def to_bytes(array: Any) -> bytes:
    """A Java byte[], whose bytes are from -128 to 127."""
    return bytes(byte & 0xFF for byte in array)


@contextlib.contextmanager
def java_errors_as_os_errors() -> Iterator[None]:
    """What Java cannot read is OSError; a thread of ours is detached from Java again, which keeps none of it alive."""
    from jnius import JavaException, detach

    try:
        yield
    except JavaException as error:
        raise OSError(str(error)) from None
    finally:
        if threading.current_thread() is not threading.main_thread():
            detach()


def on_ui(work: Callable[[], None]) -> None:
    """Do it on Kivy's thread, soon: Java calls back on its own."""
    from kivy.clock import Clock

    Clock.schedule_once(lambda _: work())
