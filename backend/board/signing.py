"""Signing in and out, and what is chosen on any page: language and theme."""

import orjson
from flask import Response, request

from backend.accounts.caller import Caller
from backend.board import entrance, preferences
from backend.board.web import Pages, go, is_htmx, page, part, said, visitor
from backend.errors import DomainError

_LONGEST = 2000
pages = Pages("signing", __name__)


@pages.get("/sign-in")
def sign_in() -> Response:
    """The form; whoever is signed in already goes on."""
    if entrance.caller() is not None:
        return go(_next())
    return page("signing/sign_in.html", why="signing", typed=[], error=None, email="", address="/sign-in", next=_next())


@pages.post("/sign-in")
def enter() -> Response:
    """Begins a session; in the middle of a page (htmx) the page is told of it and goes on."""
    request.max_content_length = 10_000
    if not entrance.is_ours():
        entrance.refuse_foreign()
    email = request.form.get(entrance.EMAIL, "")
    try:
        who = entrance.sign_in(email, request.form.get(entrance.PASSWORD, ""))
    except DomainError as error:
        return _refused(error, email)
    return _went_on(who) if is_htmx() else go(_next())


@pages.post("/sign-out")
@visitor()
def sign_out(who: Caller) -> Response:
    """Ends the session."""
    entrance.sign_out(who)
    said("You are signed out.")
    return go("/sign-in")


@pages.post("/preferences")
def prefer() -> Response:
    """Language or theme, then back to where that was chosen."""
    request.max_content_length = 10_000
    if not entrance.is_ours():
        entrance.refuse_foreign()
    return preferences.keep(go(_next()), request.form.get("language"), request.form.get("theme"))


def _refused(error: DomainError, email: str) -> Response:
    shown = {"why": "signing", "typed": [], "error": error, "email": email, "files": False}
    if is_htmx():
        answer = part("signing/again.html", status=error.status, **shown)
    else:
        answer = page("signing/sign_in.html", status=error.status, address="/sign-in", next=_next(), **shown)
    answer.headers.extend(error.headers)
    return answer


def _went_on(who: Caller) -> Response:
    """No content, but an event for `static/board.js`: whose session it is, and what its forms hold from now on."""
    event = {"doorgeven:signed-in": {"person": who.id, "csrf": entrance.csrf()}}
    return Response(status=204, headers={"HX-Trigger": orjson.dumps(event).decode(), "Cache-Control": "no-store"})


def _next() -> str:
    """Where it goes on: an address of ours, whatever was asked for."""
    wanted = request.values.get("next", "/")
    # A path alone has no other host: it begins with one slash, and none that a browser takes for one follows.
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if ours and len(wanted) <= _LONGEST and not wanted.startswith("/sign-") else "/"
