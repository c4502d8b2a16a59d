"""Who is signed in, and signing out, which first names what would be lost."""

import datetime as dt
from dataclasses import dataclass

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice
from mobile.presenters.values import Term


@dataclass(frozen=True)
class PersonView:
    """The account; `teams` are names."""

    id: str
    name: str
    email: str
    role: Term
    language: str
    teams: tuple[str, ...]


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
    session_ended: bool = False
    """The server ended the session: everything on the phone stays readable, sending waits for a sign-in."""
    asking: bool = False
    """Show "sign out?" with `unsent`."""
    unsent: tuple[UnsentView, ...] = ()
    busy: bool = False
    notice: Notice | None = None


class AccountPresenter(Presenter[AccountState]):
    """One for the whole app."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, AccountState())

    def ask_sign_out(self) -> None:
        """Read what is unsent, then show the question."""

    def stay(self) -> None:
        """Take the question away."""

    def sign_out(self) -> None:
        """Sign out and wipe this phone, what is unsent too; ends with `person` None."""
