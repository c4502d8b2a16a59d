"""Who asks a page, by the session's cookie; and whether a form that comes in is one of our own pages'."""

import hashlib
import hmac
from typing import Any, NoReturn
from urllib.parse import urlsplit

from flask import Response, g, request

from backend import db
from backend.accounts import browser, services
from backend.accounts.browser import LONGEST
from backend.accounts.caller import Caller
from backend.accounts.tokens import end_family
from backend.config import config
from backend.errors import Forbidden, Invalid, Unauthorized
from shared.messages import Message

EMAIL, PASSWORD, CSRF = "_email", "_password", "_csrf"
LIVE = "Doorgeven-Live"
"""A page that refreshes itself says so by this header, and does not keep its session alive."""
LONGEST_EMAIL, LONGEST_PASSWORD = 254, 1024
_LOCAL = ("localhost", "127.0.0.1", "::1")
_WRONG = Message("That e-mail address and password do not belong together.")


def caller() -> Caller | None:
    """Whose session the request's cookie opens, if any's."""
    token = g.get("session_token") or request.cookies.get(cookie_name(), "")
    if not token or not token.isascii():
        return None
    try:
        who = browser.identify(token, by_hand=LIVE not in request.headers)
    except Unauthorized:
        return None
    g.session_token, g.caller = token, who
    return who


def sign_in(email: str, password: str) -> Caller:
    """Begins a session, whose cookie goes out with the answer; raises Invalid, TooManyRequests."""
    email = email.strip()[:LONGEST_EMAIL]
    person = services.check_password(email, password[:LONGEST_PASSWORD])
    person_id = person.id if person else None
    db.session.rollback()
    if person_id is None:
        db.write(lambda: services.note_failure(email))
        raise Invalid(_WRONG, pointer="/_password")
    g.session_token = g.new_session = db.write(lambda: browser.sign_in(person_id))
    who = caller()
    if who is None:
        raise Unauthorized
    return who


def sign_out(who: Caller) -> None:
    """Ends the session at once, and every token of it."""
    family = who.family_id
    if family:
        db.write(lambda: end_family(family))
    g.end_session = True


def csrf() -> str:
    """What each form of this session holds; empty for a stranger."""
    token: str = g.get("session_token", "")
    if not token:
        return ""
    return hmac.new(config().secret_key.encode(), b"csrf " + token.encode(), hashlib.sha256).hexdigest()[:40]


def is_ours() -> bool:
    """Whether the request was made on a page of our own, as far as the browser says."""
    origin = request.headers.get("Origin")
    if origin is None and "Sec-Fetch-Site" in request.headers:
        return request.headers["Sec-Fetch-Site"] in ("same-origin", "none")
    if origin is None:
        # Browsers of before both said at most where they came from; what says nothing at all is no browser.
        origin = "/".join(request.headers.get("Referer", "").split("/")[:3]) or None
    if origin is None:
        return True
    scheme, _, host = origin.partition("://")
    # Whoever can answer for this host without TLS is not yet us.
    plain = scheme == "http" and not is_secure()
    return (scheme == "https" or plain) and host in (request.host, urlsplit(config().public_url).netloc)


def holds_token() -> bool:
    """Whether the form (or htmx's header) holds this session's token."""
    given = request.headers.get("X-CSRF-Token") or request.form.get(CSRF, "")
    return bool(csrf()) and hmac.compare_digest(given.encode(), csrf().encode())


def refuse_foreign() -> NoReturn:
    """Raises Forbidden: another site made this request."""
    raise Forbidden("This came from another site, and was not done.")


def send_cookie(response: Response) -> Response:
    """The cookie of a session that this request began or ended."""
    kept: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": is_secure(), "path": "/"}
    if g.get("end_session"):
        response.delete_cookie(cookie_name(), **kept)
    elif g.get("new_session"):
        response.set_cookie(cookie_name(), g.new_session, max_age=int(LONGEST.total_seconds()), **kept)
    return response


def cookie_name() -> str:
    """With `__Host-` a browser takes it from this very host only, over TLS."""
    return "__Host-doorgeven" if is_secure() else "doorgeven"


def is_secure() -> bool:
    """Whether cookies go over TLS alone: always, but on this very machine without it."""
    public = urlsplit(config().public_url)
    return not (public.scheme == "http" and public.hostname in _LOCAL)
