"""The pages behind the links in mail: set a password by a one-time code, or ask for one; plain, without a script."""

import re
from typing import Any

from flask import Blueprint, Flask, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from backend import db
from backend.accounts import entering, passwords
from backend.accounts.codes import Holder, Purpose
from backend.config import config
from backend.errors import DomainError, Invalid, TooManyRequests
from backend.i18n import reader_language, say
from shared.messages import Message
from shared.vocabulary import LANGUAGES

LARGEST_FORM = 10_000
_PATHS = {Purpose.INVITATION: "invite", Purpose.RESET: "reset"}
_COLOR = re.compile(r"#[0-9A-Fa-f]{3,8}|[a-zA-Z]{1,30}")
_COLOR_OF_OURS = "#0b57d0"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}

blueprint = Blueprint("entering", __name__, template_folder="../templates")


def init_app(app: Flask) -> None:
    """Serves the pages from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/invite")
@blueprint.get("/invite/<code>")
def invite(code: str = "") -> Response:
    """A form for the first password; changes nothing, however often a mail scanner follows the link."""
    return _form(Purpose.INVITATION, code)


@blueprint.post("/invite")
@blueprint.post("/invite/<code>")
def accept(code: str = "") -> AnyResponse:
    """Sets the first password."""
    return _set(Purpose.INVITATION, code)


@blueprint.get("/reset")
@blueprint.get("/reset/<code>")
def reset(code: str = "") -> Response:
    """A form for a new password; changes nothing."""
    return _form(Purpose.RESET, code)


@blueprint.post("/reset")
@blueprint.post("/reset/<code>")
def renew(code: str = "") -> AnyResponse:
    """Sets the new password."""
    return _set(Purpose.RESET, code)


@blueprint.get("/forgot")
def forgot() -> Response:
    """Asks for the address to send a link to."""
    return _page("forgot.html")


@blueprint.post("/forgot")
def ask() -> AnyResponse:
    """Sends the link, and says the same whether or not there is such an account."""
    email = _sent("email").strip()
    if not 1 <= len(email) <= 254 or not email.isprintable():  # noqa: PLR2004 - RFC 5321
        return _page("forgot.html", status=422, errors={"email": Message("Fill in your e-mail address.")})
    entering.forgot(email)
    return redirect(_address("forgot/sent"), 303)


@blueprint.get("/forgot/sent")
def sent() -> Response:
    """What to do now."""
    return _page("said.html", heading=_SENT_TITLE, lines=[_SENT])


@blueprint.get("/invite/done")
@blueprint.get("/reset/done")
def done() -> Response:
    """What to do now."""
    return _page("said.html", heading=_DONE_TITLE, lines=[_DONE])


@blueprint.get("/entering.css")
def style() -> Response:
    """How the pages look, in the company's colour."""
    color = config().brand_color or ""
    text = render_template("entering/entering.css", color=color if _COLOR.fullmatch(color) else _COLOR_OF_OURS)
    response = Response(text, mimetype="text/css")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "max-age=300"
    return response


_SENT_TITLE, _DONE_TITLE = Message("Look in your mail"), Message("Your password is set")
_SENT = Message(
    "If there is an account with that address, a mail with a link is on its way. The link works for an hour. "
    "Nothing came? Look among unwanted mail, or ask whoever looks after this in your company."
)
_DONE = Message("Open the app on your phone, and sign in with your e-mail address and this password.")


def _form(purpose: Purpose, code: str) -> Response:
    if not code:
        return _password_page(purpose, None)
    try:
        return _password_page(purpose, entering.holder(code, purpose), code=code)
    except DomainError as error:
        return _refused(purpose, error)


def _set(purpose: Purpose, code: str) -> AnyResponse:
    typed = code or _sent("code").strip()[:200]
    owner: Holder | None = None
    try:
        owner = entering.holder(typed, purpose)
        db.session.rollback()
        password = _password()
        entering.set_password(typed, purpose, password, lambda person: person.id)
    except Invalid as error:
        if error.pointer == "/code" and code:
            return _refused(purpose, error)
        errors = {error.pointer.strip("/"): error.message}
        return _password_page(purpose, owner, code=code, typed=typed, errors=errors, status=422)
    except TooManyRequests as error:
        return _refused(purpose, error)
    return redirect(_address(f"{_PATHS[purpose]}/done"), 303)


def _password() -> str:
    """What was typed twice the same; raises Invalid."""
    first, again = _sent("password"), _sent("again")
    if len(first) > passwords.LONGEST or len(first) < passwords.SHORTEST:
        passwords.check_new(first, "")
    if first != again:
        raise Invalid("The two are not the same.", pointer="/again")
    return first


def _password_page(purpose: Purpose, owner: Holder | None, **shown: Any) -> Response:
    status = shown.pop("status", 200)
    invited = purpose is Purpose.INVITATION
    shown = {"code": "", "typed": "", "errors": {}, "path": _PATHS[purpose], "invited": invited, **shown}
    return _page("password.html", owner=owner, status=status, **shown)


def _refused(purpose: Purpose, error: DomainError) -> Response:
    return _page("refused.html", status=error.status, reason=error.message, path=_PATHS[purpose])


def _page(template: str, *, status: int = 200, owner: Holder | None = None, **shown: Any) -> Response:
    language = _language(owner)

    def words(text: str) -> str:
        return say(text, language)

    shown = {"errors": {}, **shown, "owner": owner, "lang": language, "_": words, "brand": config().brand_name}
    response = make_response(render_template(f"entering/{template}", shortest=passwords.SHORTEST, **shown), status)
    response.headers.extend(_HEADERS)
    response.headers["Content-Language"] = language
    return response


def _language(owner: Holder | None) -> str:
    """What was chosen on the page, else the account's, else the browser's."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return owner.language if owner else reader_language()


def _address(path: str) -> str:
    """A page of ours, in the language chosen."""
    asked = request.args.get("lang", "")
    return f"/{path}" + (f"?lang={asked}" if asked in LANGUAGES else "")


def _sent(name: str) -> str:
    """A field of the form; raises 413 for one that is far too large."""
    request.max_content_length = request.max_form_memory_size = LARGEST_FORM
    return request.form.get(name, "")
