"""The edge of sign-in: which callers a route lets in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from flask import g, request
from flask.typing import ResponseReturnValue

from backend.accounts import keys, services
from backend.accounts.caller import Caller
from backend.errors import Forbidden, Unauthorized
from backend.i18n import asked_language

P = ParamSpec("P")
View = Callable[Concatenate[Caller, P], ResponseReturnValue]
Route = Callable[P, ResponseReturnValue]


def signed_in(view: View[P]) -> Route[P]:
    """Lets in whoever has a valid token or API key (401 otherwise); the view gets the caller first."""
    return _guarded(view, lambda _: True)


def people(view: View[P]) -> Route[P]:
    """Lets in people only; a team's program gets 403."""
    return _guarded(view, lambda who: who.is_person)


def language_of(who: Caller) -> str | None:
    """The language in which `who` reads what was written in both; None for a program that asks for none: its team's."""
    return asked_language() or (who.language if who.is_person else None)


def _guarded(view: View[P], allowed: Callable[[Caller], bool]) -> Route[P]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        # Kept for the edge only (language of errors, scope of idempotency keys): what runs inside `db.write` may
        # run in another thread, so views hand the caller on.
        g.caller = who = services.identify(_bearer())
        if not allowed(who):
            raise Forbidden("Only a person can do this, not a team's program.")
        if not who.is_person:
            keys.note_use(who)
        return view(who, *args, **kwargs)

    guarded_view: Any = guarded
    # A test asks every route for this mark: one that lacks it lets everybody in.
    guarded_view.signs_in = True
    documented = getattr(guarded_view, "_apidoc", {})
    manual = {**documented.get("manual_doc", {}), "security": [{"bearer": []}]}
    guarded_view._apidoc = {**documented, "manual_doc": manual}
    return cast(Route[P], guarded_view)


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or not token.isascii():
        raise Unauthorized
    return token.strip()
