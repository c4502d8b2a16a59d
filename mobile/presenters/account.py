"""Who is signed in, and signing out, which first names what would be lost."""

import datetime as dt
from dataclasses import dataclass

from mobile.core.drafts import FORMS, Draft, DraftKind
from mobile.core.errors import CoreError
from mobile.core.outbox_row import QUIET
from mobile.core.readings import JSON
from mobile.core.store import Store
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice
from mobile.presenters.problems import action_notice
from mobile.presenters.row_text import row_text
from mobile.presenters.values import Term
from shared.vocabulary import Role


@dataclass(frozen=True)
class PersonView:
    """The account; `teams` are names."""

    id: str
    name: str
    email: str
    role: Term
    language: str
    teams: tuple[str, ...]

    @property
    def manages(self) -> bool:
        """Whether there is a board for them."""
        return self.role.value == Role.MANAGER


@dataclass(frozen=True)
class UnsentView:
    """Something that would be lost by signing out; `what` is an outbox kind, or `draft`."""

    id: str
    what: str
    text: str
    at: dt.datetime


@dataclass(frozen=True)
class AccountState:
    """`person` None: nobody is known on this phone, show the sign-in screen."""

    person: PersonView | None = None
    needs_server: bool = False
    """Nobody is known and no server was chosen yet: show the first start."""
    asking: bool = False
    """Show "sign out?" with `unsent`."""
    unsent: tuple[UnsentView, ...] = ()
    busy: bool = False
    notice: Notice | None = None


class AccountPresenter(Presenter[AccountState]):
    """One for the whole app."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, AccountState())
        self.refresh()

    def refresh(self) -> None:
        """Read again who is signed in."""
        account = self.core.account
        if account is None:
            self._set(person=None, needs_server=not self.core.server, asking=False, unsent=())
        else:
            self._set(person=_person(account.person))

    def ask_sign_out(self) -> None:
        """Read what is unsent, then show the question."""
        account = self.core.account
        if account:
            self._do(
                lambda: _unsent(account.store),
                lambda unsent: self._set(asking=True, unsent=unsent, notice=None),
                # What cannot be read cannot be named, but whoever wants to leave can.
                lambda error: self._set(asking=True, unsent=(), notice=action_notice(error)),
            )

    def stay(self) -> None:
        """Take the question away."""
        self._set(asking=False, unsent=())

    def sign_out(self) -> None:
        """Sign out and wipe this phone, what is unsent too; ends with `person` None."""
        if self._state.busy:
            return
        self._set(busy=True, asking=False, unsent=())
        self._do(self.core.sign_out, lambda _: self._left(), self._stuck)

    def _left(self) -> None:
        self._set(busy=False, notice=None)
        self.refresh()

    def _stuck(self, error: CoreError) -> None:
        self._set(busy=False, notice=action_notice(error))
        self.refresh()


def _person(person: JSON) -> PersonView:
    return PersonView(
        id=person["id"],
        name=person["name"],
        email=person["email"],
        role=Term.of(Role, person["role"]),
        language=person["language"],
        teams=tuple(team["name"] for team in person["teams"]),
    )


_FORMS = {kept: sent.value for sent, kept in FORMS.items()}


def _typed(draft: Draft) -> str:
    """The words in it, or whom it is about: ten drafts without a story are told apart."""
    words = (draft.typed.get(name) for name in ("description", "text", "comment", "name", "postcode"))
    return str(next((text for text in words if text), ""))


def _unsent(store: Store) -> tuple[UnsentView, ...]:
    rows = [
        UnsentView(row.id, row.kind.value, row_text(row), row.created_at)
        for row in store.outbox.all()
        if row.kind not in QUIET
    ]
    drafts = [
        UnsentView(draft.id, _FORMS.get(kind, "draft"), _typed(draft), draft.saved_at)
        for kind in DraftKind
        if kind is not DraftKind.DISCARDED
        for draft in store.drafts.all(kind)
    ]
    return tuple(sorted((*rows, *drafts), key=lambda unsent: unsent.at))
