"""`/d/...`: the page behind the link in a letter to somebody on duty. The token is all the authority."""

import base64
import datetime as dt
import hashlib
import re

from flask import Blueprint, Flask, Response, current_app, render_template, request

from backend import db
from backend.config import config
from backend.duty import links, services
from backend.duty.services import Seen
from backend.duty.wording import local
from backend.errors import NotFound
from backend.i18n import reader_language, say
from backend.mail.message import Brand
from shared.messages import Message
from shared.vocabulary import LANGUAGES

LARGEST_FORM = 1_000

blueprint = Blueprint("duty_pages", __name__, template_folder="../templates")


def init_app(app: Flask) -> None:
    """Serves the page from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/d/<token>")
def look(token: str) -> Response:
    """What the alert is about, who was told, and a button; opened by people and by scanners of mail alike."""
    link = links.read(token)
    try:
        return _shown(services.see(link)) if link else _nothing()
    except NotFound:
        return _nothing()


@blueprint.post("/d/<token>")
def press(token: str) -> Response:
    """The button: the alert is the reader's; where somebody was first, the page says who."""
    request.max_form_memory_size = request.max_content_length = LARGEST_FORM
    link = links.read(token)
    try:
        return _shown(db.write(lambda: services.take(link))) if link else _nothing()
    except NotFound:
        return _nothing()


def _shown(seen: Seen) -> Response:
    alert = seen.alert
    by = alert["acknowledged_by"]
    return _page(
        "duty/alert.html",
        seen.language,
        title=alert["title"][seen.language],
        paragraphs=_whole_dates(alert["text"][seen.language]).split("\n\n"),
        told=[(told["person"]["name"], _local(told["at"])) for told in alert["told"]],
        status=alert["status"],
        mine=bool(by and by["id"] == seen.person_id),
        by=by["name"] if by else None,
        at=_local(alert["acknowledged_at"]) if by else None,
        reader=seen.name,
    )


def _whole_dates(text: str) -> str:
    """The same, with dates and times that no line breaks in two."""
    return re.sub(r"(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d)", "\\1\u2011\\2\u2011\\3\u00a0\\4", text)


def _local(moment: str) -> str:
    return local(dt.datetime.fromisoformat(moment))


def _nothing() -> Response:
    """The same whatever is the matter: a stranger learns nothing from it."""
    asked = request.accept_languages.best_match(LANGUAGES) if request.accept_languages else None
    return _page("inbox/nothing.html", asked or reader_language(), status_code=404)


def _page(template: str, language: str, status_code: int = 200, **shown: object) -> Response:
    brand = Brand.of(config().brand_name, config().brand_color)
    style = render_template("inbox/style.css", brand=brand)

    def words(text: str, **params: object) -> str:
        return say(Message(text, **params), language)

    page = render_template(template, brand=brand, style=style, language=language, say=words, **shown)
    response = current_app.response_class(page, status_code, mimetype="text/html")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers |= {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Content-Type-Options": "nosniff",
        "Content-Language": language,
    }
    return response
