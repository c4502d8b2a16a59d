"""`/s/<token>`: the page that a friend follows a ticket or an outage on. The link is all the authority.

A GET changes nothing. Pages are drawn once for all who look, until something that they tell of changes.
"""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from backend import db
from backend.errors import Conflict, NotFound
from backend.following import page, seen
from backend.following.kept import kept
from backend.following.models import StatusPage
from backend.following.services import status_pages
from backend.link_pages import strict
from backend.moments import spoken
from backend.outages.behind import services as behind
from backend.outages.behind.models import Affected
from backend.outages.models import Outage
from backend.tickets import services as tickets
from backend.tickets.models import Ticket
from shared.messages import Message
from shared.vocabulary import LANGUAGES, OutageStatus

_UNTIL = "(until)"
"""Where a drawn page gets its link's last moment."""
WORKS, NOT_YET, STOP = "works", "not", "stop"
_STOPPED = Message("This page has stopped")
_STOPPED_MEANS = Message("Nobody can open it any more. What was passed on goes on as it was.")

blueprint = Blueprint("friend", __name__, template_folder="../templates")


def init_app(app: Flask) -> None:
    """Serves the pages from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/s/<token>")
def look(token: str) -> Response:
    """Where it stands; opened by people and by the previews of messengers alike."""
    try:
        found = status_pages.find_page(token)
    except NotFound:
        return page.nothing()
    return _shown(found)


@blueprint.post("/s/<token>")
def press(token: str) -> AnyResponse:
    """One of the buttons: it works again, it does not yet, or stop; a second press says what is so already."""
    pressed = page.sent("say")
    try:
        if pressed == STOP:
            db.write(lambda: _stop(token))
            return page.told(_STOPPED, _STOPPED_MEANS)
        if pressed in (WORKS, NOT_YET):
            db.write(lambda: _hear(token, works=pressed == WORKS))
        else:
            status_pages.find_page(token)
    except NotFound:
        return page.nothing()
    except Conflict:
        # It came to stand elsewhere meanwhile, or was said before: the page shows how it stands.
        db.session.rollback()
    asked = request.args.get("lang", "")
    return redirect(f"/s/{token}" + (f"?lang={asked}" if asked in LANGUAGES else ""), 303)


def _stop(token: str) -> None:
    if status_pages.find_page(token).outage_id is not None:
        # One link, many friends: none of them ends it for the others.
        raise Conflict("An outage's page says the same for all.")
    status_pages.end(token)


def _hear(token: str, *, works: bool) -> None:
    found = status_pages.find_page(token)
    about = _about(found)
    if about.ticket is not None:
        tickets.hear_friend(about.ticket.id, works=works)
    elif about.affected is not None:
        behind.hear_friend(about.affected.id, works=works)
    else:
        raise Conflict("An outage's page says the same for all.")


@dataclass(frozen=True)
class _About:
    """What a page tells of: a ticket, a customer behind an outage, or the outage alone."""

    ticket: Ticket | None
    affected: Affected | None
    outage: Outage | None
    was: Outage | None = None
    """What it was when the link was made, where it goes on as another."""


def _about(found: StatusPage) -> _About:
    """What the page tells of now: where it still did not work for a friend, the ticket that was made of that."""
    affected = db.session.get(Affected, found.affected_id) if found.affected_id else None
    ticket_id = found.ticket_id or (affected.ticket_id if affected else None)
    ticket = db.session.get(Ticket, ticket_id) if ticket_id else None
    outage_id = ticket.outage_id if ticket else affected.outage_id if affected else found.outage_id
    known = _known_outage(outage_id)
    first = db.session.get(Outage, found.outage_id) if found.outage_id else None
    return _About(ticket, affected, known, first if first is not known else None)


def _known_outage(outage_id: str | None) -> Outage | None:
    """What people know of it, under whatever outage it goes on; a mere suspicion is told to nobody."""
    row = db.session.get(Outage, outage_id) if outage_id else None
    while row is not None and row.merged_into_id is not None:
        row = db.session.get(Outage, row.merged_into_id)
    return row if row is not None and row.status != OutageStatus.SUSPECTED else None


def _shown(found: StatusPage) -> Response:
    lang = page.language()
    subject = (found.ticket_id, found.affected_id, found.outage_id)
    # Whoever made a page of their own hears of each change of what it tells; of outages all do.
    audiences = ["all"] if found.outage_id else ["all", f"person:{found.made_by}"]
    try:
        drawn, etag = kept().get((lang, *subject), audiences, lambda: _draw(found, lang).encode())
    except NotFound:
        return page.nothing()
    # The one thing that links to the same page do not share.
    before, _, after = drawn.decode().rpartition(_UNTIL)
    until = spoken(found.expires_at, lang)
    return strict(before + until + after, lang, etag=f"{etag}-{int(found.expires_at.timestamp())}")


def _draw(found: StatusPage, lang: str) -> str:
    about = _about(found)
    if about.ticket is not None:
        facts = seen.ticket(about.ticket, about.outage, lang)
    elif about.outage is None:
        raise NotFound
    elif about.affected is not None:
        facts = seen.affected(about.affected, about.outage, lang)
    else:
        facts = seen.outage(about.outage, lang, was=about.was)
    return page.render("friend.html", lang, seen=facts, stops=found.outage_id is None, until=_UNTIL)
