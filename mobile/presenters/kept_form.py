"""What is typed in a form of one ticket, as a draft: kept at each change, there again later, gone once it is sent."""

from collections.abc import Callable

from mobile.core.account import new_key
from mobile.core.core import Core
from mobile.core.drafts import Draft, DraftKind
from mobile.core.errors import CoreError
from mobile.core.readings import JSON
from mobile.presenters.in_turn import InTurn

Failed = Callable[[CoreError], None]


class KeptForm:
    """One kind of form of a presenter; all its work is done in turn with what else `writing` does.

    `key` becomes the submission's, which ends the draft: after that, `begin_anew()`.
    """

    def __init__(self, core: Core, writing: InTurn, kind: DraftKind) -> None:
        self._core, self._writing, self._kind = core, writing, kind
        self.key = new_key()

    def begin_anew(self) -> None:
        """What is typed from now on is another one."""
        self.key = new_key()

    def keep(self, ticket_id: str, typed: JSON, failed: Failed) -> None:
        """Keep what is typed, in the place of what was typed about this ticket before."""
        key = self.key

        def work() -> None:
            self._remove(ticket_id, but=key)
            self._core.signed_in().store.drafts.save(key, self._kind, typed, ticket_id)

        self._writing.add(work, lambda _: None, failed, slot=f"save {key}")

    def forget(self, ticket_id: str, failed: Failed) -> None:
        """Throw away what was typed about this ticket."""

        self._writing.add(lambda: self._remove(ticket_id), lambda _: None, failed)
        self.begin_anew()

    def read(self, ticket_id: str, take: Callable[[JSON], bool]) -> None:
        """Offer `take` what was typed about this ticket, where there is any; it answers whether the form goes on."""

        def done(draft: Draft | None) -> None:
            if draft and take(draft.typed):
                self.key = draft.id

        self._writing.add(lambda: self._draft(ticket_id), done)

    def _remove(self, ticket_id: str, *, but: str = "") -> None:
        draft = self._draft(ticket_id)
        if draft and draft.id != but:
            self._core.signed_in().store.drafts.remove(draft.id)

    def _draft(self, ticket_id: str) -> Draft | None:
        store = self._core.signed_in().store
        return store.drafts.begun(self._kind, store.projections.server_id(ticket_id))
