"""Pages behind links that open without signing in: strict headers, and how those of mail look."""

import base64
import hashlib

from flask import Response, current_app, render_template, request

from backend.config import config
from backend.i18n import reader_language, say
from backend.mail.message import Brand
from shared.messages import Message


def strict(html: str, language: str, status: int = 200, etag: str | None = None) -> Response:
    """A page as it goes out: nothing from elsewhere, no script, its one style known by its hash.

    With an `etag` a browser may keep it, and asks each time whether it still holds.
    """
    response: Response = current_app.response_class(html, status, mimetype="text/html")
    start = html.index("<style>") + len("<style>")
    digest = base64.b64encode(hashlib.sha256(html[start : html.index("</style>")].encode()).digest()).decode()
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers |= {
        "Cache-Control": "private, no-cache" if etag else "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Content-Type-Options": "nosniff",
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    if etag:
        response.set_etag(etag)
        response.make_conditional(request)
    return response


def of_mail(template: str, language: str, code: int = 200, **shown: object) -> Response:
    """A page behind a link in a mail to those who work; `say` in it says a sentence in the page's language."""
    brand = Brand.of(config().brand_name, config().brand_color)
    style = render_template("links/style.css", brand=brand)

    def words(text: str, **params: object) -> str:
        return say(Message(text, **params), language)

    html = render_template(template, brand=brand, style=style, language=language, say=words, **shown)
    return strict(html, language, code)


def nothing() -> Response:
    """The same whatever is the matter: a stranger learns nothing from it."""
    return of_mail("links/nothing.html", reader_language(), 404)
