"""The sign-in screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice


@dataclass(frozen=True)
class SignInState:
    """The password is never part of a state: it goes from the field into `sign_in` and nowhere else."""

    email: str = ""
    """Filled in with the last person's after a session that the server ended."""
    server: str = ""
    """The host that will be asked, to be shown small."""
    busy: bool = False
    signed_in: bool = False
    """True once: leave this screen for the tickets."""
    errors: Mapping[str, Notice] = field(default_factory=dict)
    """By field: `email`, `password`."""
    notice: Notice | None = None


class SignInPresenter(Presenter[SignInState]):
    """Who are you?"""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, SignInState())

    def type_email(self, email: str) -> None:
        """The e-mail field changed."""

    def sign_in(self, password: str) -> None:
        """Ask the server; ends in `signed_in`, `errors` or `notice`."""
