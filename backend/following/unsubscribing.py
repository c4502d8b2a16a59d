"""`/unsubscribe/<token>`: where a letter's kind ends, at one click (RFC 8058). A GET changes nothing, a POST ends it.

Nothing is asked: no sign-in, no form's field. Mailboxes post by themselves, and mail scanners only look.
"""

from flask import Blueprint, Flask, Response

from backend import db
from backend.areas import services as areas
from backend.following import page
from backend.following.services import by_mail
from backend.link_pages import strict
from backend.mail.unsubscribing import OUTAGES, SUBSCRIPTION, TICKETS
from shared.messages import Message

_ASK = Message("No more of these mails?")
_DONE = Message("You get no more of these mails")
_WHAT = {
    OUTAGES: Message("These are the mails about outages in all areas that you follow."),
    TICKETS: Message("These are the mails about what you passed on, where it changed and you had not seen it."),
}
_OF_ONE = Message("These are the mails about outages here: {area}.", area="...")
_GONE = Message("These are the mails about outages in an area that you followed.")
_STAYS = Message("In the app nothing changes: there you still see all of it, and there you can have these mails again.")

blueprint = Blueprint("unsubscribing", __name__, template_folder="../templates")


def init_app(app: Flask) -> None:
    """Serves the page from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/unsubscribe/<token>")
def ask(token: str) -> Response:
    """What would end, and a button."""
    found = by_mail.read(token)
    if found is None:
        return page.nothing()
    lang = page.language()
    html = page.render("unsubscribe.html", lang, heading=_ASK, lines=[_about(*found, lang), _STAYS])
    return strict(html, lang)


@blueprint.post("/unsubscribe/<token>")
def end(token: str) -> Response:
    """Ends it; a second time says the same."""
    found = by_mail.read(token)
    if found is None:
        return page.nothing()
    page.sent("List-Unsubscribe")
    about = _about(*found, page.language())
    db.session.rollback()
    db.write(lambda: by_mail.end(*found))
    return page.told(_DONE, about, _STAYS)


def _about(kind: str, of: str, lang: str) -> Message:
    if kind != SUBSCRIPTION:
        return _WHAT[kind]
    area = by_mail.area_of(of)
    return Message(_OF_ONE.template, area=areas.where([area], lang)) if area else _GONE
