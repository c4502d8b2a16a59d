"""What the browser's views share: `Pages`, `visitor`, and the answers `page`, `part`, `go` and `said`."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from backend.accounts.caller import Caller
from backend.board import entrance, flashes, preferences
from backend.errors import DomainError
from shared.messages import Message
from shared.vocabulary import Role

P = ParamSpec("P")
View = Callable[Concatenate[Caller, P], Response]
Route = Callable[P, Response]

LARGEST_FORM = 1_000_000
"""Bytes; a view that takes files says how much more (`visitor(..., largest=...)`)."""
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /csp-report; report-to csp"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "Reporting-Endpoints": 'csp="/csp-report"',
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: with it browsers hide the Origin of forms, by which we know our own.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_SAFE = ("GET", "HEAD", "OPTIONS")


class Pages(Blueprint):
    """Routes whose views answer pages: strict headers, cookies, and errors that people can read."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(f"pages_{name}", import_name)
        self.before_request(preferences.choose_language)
        self.after_request(dressed)
        self.register_error_handler(DomainError, told)
        self.register_error_handler(HTTPException, told)


def visitor(*roles: Role, largest: int = LARGEST_FORM) -> Callable[[View[P]], Route[P]]:
    """Lets in whoever is signed in and has one of `roles` (none: everybody); the view gets the caller first.

    A stranger gets a sign-in page that leads on, with everything that was typed. SOLVER lets in every member of a team.
    """

    def lets_in(view: View[P]) -> Route[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
            request.max_content_length = largest
            request.max_form_memory_size = LARGEST_FORM
            who = entrance.caller()
            if request.method not in _SAFE:
                if not entrance.is_ours():
                    entrance.refuse_foreign()
                if who is not None and not entrance.holds_token():
                    return again("sending")
                if who is None:
                    who = _signed_in_on_the_way()
            if who is None:
                return again("signing")
            preferences.choose_language(who)
            if roles and not belongs(who, roles):
                return page("not_for_you.html", status=403, roles=roles, who=who)
            return view(who, *args, **kwargs)

        marked: Any = guarded
        # A test asks every page for this mark: one that lacks it lets everybody in.
        marked.signs_in = True
        return guarded

    return lets_in


def belongs(who: Caller, roles: tuple[Role, ...]) -> bool:
    """Whether `who` has one of the roles; every member of a team is a solver."""
    return who.role in roles or (Role.SOLVER in roles and bool(who.teams))


def page(template: str, *, status: int = 200, **shown: Any) -> Response:
    """A whole page of `templates/board/`; 304 where the browser has it already."""
    notices = flashes.take()
    html = render_template(f"board/{template}", notices=notices, **shown)
    return _sent(html, status)


def part(template: str, *, status: int = 200, **shown: Any) -> Response:
    """A piece of a page, for htmx to put in; 304 where the browser has it already."""
    return _sent(render_template(f"board/{template}", **shown), status)


def go(address: str) -> Response:
    """Leads on to another page of ours after a form has been done."""
    if is_htmx():
        return Response(status=200, headers={"HX-Redirect": address, "Cache-Control": "no-store"})
    return cast(Response, redirect(address, 303, Response=Response))


def said(sentence: str, **params: object) -> None:
    """What the next page says at its top, as `said("The rule of {team} is added.", team=...)`."""
    flashes.keep(Message(sentence, **params) if params or not isinstance(sentence, Message) else sentence)


def is_htmx() -> bool:
    """Whether htmx asks, and not the browser itself."""
    return request.headers.get("HX-Request") == "true"


def again(why: str) -> Response:
    """The way back in, with everything that was typed; `why`: `signing` (no session) or `sending` (an old form)."""
    if request.method in _SAFE and not is_htmx():
        return go(f"/sign-in?{urlencode({'next': _here()})}")
    error: DomainError | None = g.get("sign_in_error")
    shown = {"why": why, "typed": _typed(), "files": request.method not in _SAFE and bool(request.files)}
    shown |= {"error": error, "email": request.form.get(entrance.EMAIL, "")}
    status = error.status if error else 401 if why == "signing" else 403
    if is_htmx():
        answer = part("signing/again.html", status=status, **shown)
        answer.headers |= {"HX-Retarget": "#again", "HX-Reswap": "innerHTML", "HX-Trigger": "doorgeven:again"}
    else:
        answer = page("signing/sign_in.html", status=status, address=_here(), **shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def told(error: DomainError | HTTPException) -> Response:
    """An error as a page; to htmx as a notice, so that what was typed stays where it is."""
    status = error.status if isinstance(error, DomainError) else error.code or 500
    if isinstance(error, HTTPException) and status < 400:  # noqa: PLR2004 - a redirect of the router's
        return error.get_response()  # type: ignore[return-value]  # werkzeug's own class
    shown: dict[str, Any] = {"error": error if isinstance(error, DomainError) else None}
    if is_htmx():
        answer = part("errors/notice.html", status=status, code=status, **shown)
        answer.headers |= {"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"}
    else:
        answer = page("errors/error.html", status=status, code=status, **shown)
    if isinstance(error, DomainError):
        answer.headers.extend(error.headers)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def dressed(response: Response) -> Response:
    """Every answer of a page goes out so."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.headers.add("Vary", "Cookie, HX-Request")
    flashes.send(response)
    return entrance.send_cookie(response)


def _sent(html: str, status: int) -> Response:
    response = Response(html, status, mimetype="text/html")
    response.headers["Cache-Control"] = "private, no-cache"
    if status == 200 and request.method in ("GET", "HEAD"):  # noqa: PLR2004 - HTTP's own
        response.set_etag(hashlib.sha256(html.encode()).hexdigest()[:32])
        response.make_conditional(request)
    return response


def _signed_in_on_the_way() -> Caller | None:
    """Somebody whose session had ended signs in with the form itself, so that it goes on."""
    if entrance.PASSWORD not in request.form:
        return None
    try:
        return entrance.sign_in(request.form.get(entrance.EMAIL, ""), request.form[entrance.PASSWORD])
    except DomainError as error:
        g.sign_in_error = error
        return None


def _typed() -> list[tuple[str, str]]:
    """What a form of ours held, to be sent again; nothing of a form that another site made."""
    if request.method in _SAFE or not entrance.is_ours():
        return []
    ours = (entrance.EMAIL, entrance.PASSWORD, entrance.CSRF)
    return [(name, value) for name, value in request.form.items(multi=True) if name not in ours]


def _here() -> str:
    return request.full_path.rstrip("?")
