"""What every presenter is: a frozen state that listeners follow, and work that never blocks the screen."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from mobile.core.errors import CoreError
from mobile.presenters.in_turn import InTurn

if TYPE_CHECKING:
    from mobile.core.core import Core
    from mobile.presenters.changes import Changes

S = TypeVar("S")
T = TypeVar("T")


class Run(Protocol):
    """Calls `work()` away from the screen's thread, then `done(result)` on it; `work` raises nothing expected."""

    def __call__(self, work: Callable[[], T], done: Callable[[T], None], /) -> None:
        """Start `work` and return at once."""


@dataclass(frozen=True)
class Tools:
    """What presenters are given: the core, a way to work off the screen's thread, and news of what changed."""

    core: "Core"
    run: Run
    changes: "Changes"


class Presenter(Generic[S]):
    """Holds the state of one screen; all its methods are called on the screen's thread."""

    def __init__(self, tools: Tools, state: S) -> None:
        self._tools = tools
        self._state = state
        self._listeners: list[Callable[[S], None]] = []
        self._forget_changes = tools.changes.subscribe(self.refresh)
        self._reading = InTurn(self._do)
        self._writing = InTurn(self._do)

    @property
    def state(self) -> S:
        """The state now; a new object whenever anything in it changes."""
        return self._state

    @property
    def core(self) -> "Core":
        """The part of the app without a window."""
        return self._tools.core

    def subscribe(self, listener: Callable[[S], None]) -> Callable[[], None]:
        """Calls `listener(state)` after each change (not at once); the answer, called, ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def refresh(self) -> None:
        """Read again what the screen shows; called by itself when anything on the phone changed."""

    def close(self) -> None:
        """The screen is gone: follow no more changes."""
        self._forget_changes()
        self._listeners.clear()

    def _set(self, **changes: Any) -> None:
        state = dataclasses.replace(self._state, **changes)  # type: ignore[type-var]
        if state == self._state:
            return
        self._state = state
        for listener in tuple(self._listeners):
            listener(state)

    def _read(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Read from the phone's memory; of several that wait only the newest is done. A failure shows nothing new."""
        self._reading.add(work, done, slot="read")

    def _do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[CoreError], None] | None = None,
        /,
    ) -> None:
        """Run `work` away from the screen; then `done` with its result, or `failed` with the core's error."""

        def guarded() -> T | CoreError:
            try:
                return work()
            except CoreError as error:
                return error

        def finish(result: T | CoreError) -> None:
            if isinstance(result, CoreError):
                (failed or self._failed)(result)
            else:
                done(result)

        self._tools.run(guarded, finish)

    def _failed(self, error: CoreError) -> None:
        """What to do with an error that an action does not look at itself: nothing, unless a screen says so."""
