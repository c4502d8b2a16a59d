"""Work that must not overtake itself: one piece after the other, the newest of a kind standing for those before it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from mobile.core.errors import CoreError

T = TypeVar("T")


class Do(Protocol):
    """`Presenter._do`."""

    def __call__(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[CoreError], None] | None = None, /
    ) -> None:
        """Run `work` away from the screen, then `done` or `failed` on it."""


@dataclass(frozen=True)
class _Piece:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[CoreError], None] | None
    slot: str


class InTurn:
    """Used on the screen's thread only; `slot` names a kind of work of which only the newest that waits is done."""

    def __init__(self, do: Do) -> None:
        self._do = do
        self._waiting: deque[_Piece] = deque()
        self._busy = False

    def add(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[CoreError], None] | None = None,
        *,
        slot: str = "",
    ) -> None:
        """Run `work` after all that was added before."""
        if slot and self._waiting and self._waiting[-1].slot == slot:
            self._waiting.pop()
        self._waiting.append(_Piece(work, done, failed, slot))
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        piece = self._waiting.popleft()
        failed = piece.failed
        self._do(piece.work, self._then(piece.done), self._then(failed) if failed else self._then(lambda _: None))

    def _then(self, finish: Callable[[Any], None]) -> Callable[[Any], None]:
        def finished(result: Any) -> None:
            self._busy = False
            try:
                finish(result)
            finally:
                self._next()

        return finished
