"""The sign-in screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import sign_in_notice


@dataclass(frozen=True)
class SignInState:
    """The password is never part of a state: it goes from the field into `sign_in` and nowhere else."""

    email: str = ""
    """Filled in with the last person's after a session that the server ended."""
    server: str = ""
    """The host that will be asked, to be shown small."""
    can_choose: bool = False
    """Whether another server can be chosen: it was not named by whoever started the app, and nobody is known."""
    busy: bool = False
    signed_in: bool = False
    """True once: leave this screen for the tickets."""
    errors: Mapping[str, Notice] = field(default_factory=dict)
    """By field: `email`, `password`."""
    notice: Notice | None = None


class SignInPresenter(Presenter[SignInState]):
    """Who are you?"""

    def __init__(self, tools: Tools) -> None:
        account = tools.core.account
        known = str(account.person["email"]) if account else ""
        can_choose = not (account or tools.core.choice.fixed)
        super().__init__(tools, SignInState(known, urlsplit(tools.core.server).netloc, can_choose))

    def type_email(self, email: str) -> None:
        """The e-mail field changed."""
        errors = {name: said for name, said in self._state.errors.items() if name != "email"}
        self._set(email=email, errors=errors, notice=None)

    def sign_in(self, password: str) -> None:
        """Ask the server; ends in `signed_in`, `errors` or `notice`."""
        email = self._state.email.strip()
        errors = _missing(email, password)
        self._set(errors=errors, notice=None)
        if errors or self._state.busy:
            return
        self._set(busy=True)
        self._do(
            lambda: self.core.sign_in(email, password),
            lambda _: self._set(busy=False, signed_in=True),
            lambda error: self._set(busy=False, notice=sign_in_notice(error)),
        )


def _missing(email: str, password: str) -> dict[str, Notice]:
    errors = {}
    if not email:
        errors["email"] = Notice(Say.EMAIL_MISSING)
    if not password:
        errors["password"] = Notice(Say.PASSWORD_MISSING)
    return errors
