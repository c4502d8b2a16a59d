"""`/m/...`: the pages behind the links of a team's mail. The token is all the authority; a GET changes nothing."""

import re
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, request

from backend import db, link_pages
from backend.config import config
from backend.errors import NotFound
from backend.i18n import say
from backend.inbox import services
from backend.inbox.services import Click, Done, Seen
from backend.mail import links
from backend.mail.links import RESOLVE, Link
from backend.mail.message import one_line
from backend.statuses import STATUS
from shared.messages import Message
from shared.vocabulary import StatusReason

LONGEST_MESSAGE = 10_000
LONGEST_NAME = 200
LARGEST_FORM = 200_000

REASONS = {
    StatusReason.FIXED: Message("It is fixed"),
    StatusReason.WORKAROUND: Message("There is a way around it"),
    StatusReason.NO_FAULT_FOUND: Message("No fault was found"),
    StatusReason.ANSWERED: Message("The question is answered"),
    StatusReason.OUTAGE: Message("It was part of an outage"),
    StatusReason.OTHER: Message("Something else"),
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

blueprint = Blueprint("mail_pages", __name__, template_folder="../templates")


def init_app(app: Flask) -> None:
    """Serves the pages from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/m/<token>")
def look(token: str) -> Response:
    """The ticket's short facts and a form; opened by people and by scanners of mail alike."""
    link = links.read(config().secret_key, token)
    try:
        seen = services.see(link) if link else None
    except NotFound:
        seen = None
    return _form(link, seen) if link and seen else link_pages.nothing()


@blueprint.post("/m/<token>")
def press(token: str) -> Response:
    """The form's button: takes up or resolves; a second press says what is so already."""
    request.max_form_memory_size = request.max_content_length = LARGEST_FORM
    link = links.read(config().secret_key, token)
    if link is None:
        return link_pages.nothing()
    click = Click(
        message=_text("message", LONGEST_MESSAGE),
        name=one_line(_text("name", LONGEST_NAME) or "") or None,
        reason=_reason(),
    )
    try:
        done = db.write(lambda: services.act(link, click))
        return _form(link, services.see(link), done)
    except NotFound:
        return link_pages.nothing()


def _text(field: str, longest: int) -> str | None:
    text = _CONTROLS.sub("", request.form.get(field, "").replace("\r\n", "\n")).strip()
    return text[:longest] or None


def _reason() -> str | None:
    given = request.form.get("reason")
    return given if given in [str(reason) for reason in REASONS] else None


def _form(link: Link, seen: Seen, done: Done | None = None) -> Response:
    since = seen.since.astimezone(ZoneInfo(config().timezone)).strftime("%d-%m-%Y %H:%M")
    return link_pages.of_mail(
        "inbox/form.html",
        seen.language,
        link=link,
        seen=seen,
        done=done,
        since=since,
        resolves=link.action == RESOLVE,
        status=say(STATUS[seen.status], seen.language),
        reasons=[(str(reason), say(words, seen.language)) for reason, words in REASONS.items()],
        longest=LONGEST_MESSAGE,
    )
