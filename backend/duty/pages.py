"""`/d/...`: the page behind the link in a letter to somebody on duty. The token is all the authority."""

import datetime as dt
import re

from flask import Blueprint, Flask, Response, request

from backend import db, link_pages
from backend.duty import links, services
from backend.duty.services import Seen
from backend.errors import NotFound
from backend.i18n import say
from backend.moments import short
from shared.messages import Message

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
        return _shown(services.see(link)) if link else link_pages.nothing()
    except NotFound:
        return link_pages.nothing()


@blueprint.post("/d/<token>")
def press(token: str) -> Response:
    """The button: the alert is the reader's; where somebody was first, the page says who."""
    request.max_form_memory_size = request.max_content_length = LARGEST_FORM
    link = links.read(token)
    try:
        return _shown(db.write(lambda: services.take(link))) if link else link_pages.nothing()
    except NotFound:
        return link_pages.nothing()


def _shown(seen: Seen) -> Response:
    alert = seen.alert
    by = alert["acknowledged_by"]
    return link_pages.of_mail(
        "duty/alert.html",
        seen.language,
        title=alert["title"][seen.language],
        paragraphs=_whole_dates(alert["text"][seen.language]).split("\n\n"),
        told=[(told["person"]["name"], _at(told["at"], seen.language)) for told in alert["told"]],
        status=alert["status"],
        mine=bool(by and by["id"] == seen.person_id),
        by=by["name"] if by else None,
        at=_at(alert["acknowledged_at"], seen.language) if by else None,
        reader=seen.name,
    )


def _whole_dates(text: str) -> str:
    """The same, with dates and times that no line breaks in two."""
    return re.sub(r"(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d)", "\\1\u2011\\2\u2011\\3\u00a0\\4", text)


def _at(moment: str, language: str) -> str:
    said = short(dt.datetime.fromisoformat(moment))
    return say(said, language) if isinstance(said, Message) else said
