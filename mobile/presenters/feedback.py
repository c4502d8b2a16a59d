"""Telling those who make the app what one thinks of it: kept as it is typed, sent like anything else."""

from dataclasses import dataclass

from mobile.core.account import Account, new_key
from mobile.core.drafts import Draft, DraftKind
from mobile.core.errors import CoreError
from mobile.core.submissions import feedback_faults
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import action_notice, field_notices


@dataclass(frozen=True)
class FeedbackState:
    """`screen` is the one that the user came from; `sent`: it is in the outbox, and the screen can be left."""

    id: str = ""
    text: str = ""
    screen: str = ""
    sent: bool = False
    notice: Notice | None = None


class FeedbackPresenter(Presenter[FeedbackState]):
    """Call `open()` first; what was typed and not sent is there again."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, FeedbackState())

    def open(self, screen: str = "") -> None:
        """Go on with what was typed, or begin."""
        self._set(id=new_key(), screen=screen)
        account = self.core.account
        if account:
            self._do(lambda: account.store.drafts.all(DraftKind.FEEDBACK), lambda found: self._begun(found[:1]))

    def type(self, text: str) -> None:
        """Kept at once."""
        self._set(text=text, notice=None)
        state, account = self._state, self.core.account
        if account:
            self._writing.add(lambda: _keep(account, state), lambda _: None, self._failed, slot="keep")

    def send(self) -> None:
        """Into the outbox; what is empty, or too long, is said."""
        state, account = self._state, self.core.account
        text = state.text.strip()
        faults = field_notices(feedback_faults({"text": text})) if text else {"text": Notice(Say.NOTHING_TO_SEND)}
        if faults:
            self._set(notice=faults["text"])
        elif account and not state.sent:
            version = self.core.settings.app_version
            self._writing.add(
                lambda: account.tell_us(text, state.screen, version, key=state.id),
                lambda _: self._set(sent=True),
                self._failed,
            )

    def _begun(self, found: list[Draft]) -> None:
        # Unless something was typed while it was looked up.
        for draft in found if not self._state.text else ():
            self._set(id=draft.id, text=str(draft.typed.get("text", "")))

    def _failed(self, error: CoreError) -> None:
        self._set(notice=action_notice(error))


def _keep(account: Account, state: FeedbackState) -> None:
    drafts = account.store.drafts
    if state.text.strip():
        drafts.save(state.id, DraftKind.FEEDBACK, {"text": state.text, "screen": state.screen})
    else:
        drafts.remove(state.id)
