"""`/feeds/<token>.atom` and `.ics`: outages for a feed reader, planned work for a calendar; made by libraries.

The address is all the authority.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from feedgen.feed import FeedGenerator
from flask import Blueprint, Flask, Response, current_app, request
from icalendar import Calendar, Event, vText

from backend import shown_once
from backend.areas import services as areas
from backend.config import config
from backend.errors import NotFound
from backend.following import page, wording
from backend.following.kept import kept
from backend.following.models import FeedLink
from backend.following.services import feeds
from backend.i18n import say
from backend.outages.models import Outage
from backend.teams import services as teams
from shared.messages import Message
from shared.vocabulary import OutageKind, OutageStatus

_ALL, _WORK = Message("Outages and maintenance"), Message("Maintenance")
_LOOK_AGAIN = dt.timedelta(hours=1)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""

blueprint = Blueprint("feeds", __name__)


def init_app(app: Flask) -> None:
    """Serves the feeds from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/feeds/<token>.atom")
def read_atom(token: str) -> Response:
    """Outages and planned work, the last changed first."""
    return _answered(token, "atom", "application/atom+xml", lambda feed: atom(feed, feeds.outages_of(feed)))


@blueprint.get("/feeds/<token>.ics")
def read_calendar(token: str) -> Response:
    """Planned work, what was called off too, so that it goes from the calendar."""
    return _answered(token, "ics", "text/calendar", lambda feed: calendar(feed, feeds.outages_of(feed)))


def atom(feed: FeedLink, outages: Iterable[Outage]) -> bytes:
    """RFC 4287; an entry an outage, with its last words and all times in the text."""
    found, language, titles = list(outages), feed.language, teams.titles()[feed.language]
    made = FeedGenerator()
    made.id(f"urn:uuid:{uuid.UUID(feed.id)}")
    made.title(_clean(_name(feed, _ALL)))
    if address := shown_once.again(feed.marker).get("url"):
        made.link(href=address, rel="self")
    made.author(name=_clean(config().brand_name))
    made.language(language)
    made.updated(max([feed.created_at, *(row.updated_at for row in found)]))
    for row in found:
        subject, lines = wording.of_outage(
            str(row.status), row, row.updates[0] if row.updates else None, language, titles
        )
        entry = made.add_entry(order="append")
        entry.id(f"urn:uuid:{uuid.UUID(row.id)}")
        entry.title(_clean(subject))
        entry.published(row.created_at)
        entry.updated(row.updated_at)
        entry.content(_clean("\n\n".join(lines)), type="text")
        for slug in row.services:
            entry.category(term=slug, label=titles.get(slug, slug))
    return bytes(made.atom_str(pretty=True))


def calendar(feed: FeedLink, outages: Iterable[Outage]) -> bytes:
    """RFC 5545; an event a piece of planned work, whose SEQUENCE grows with each change."""
    made, titles = Calendar(), teams.titles()[feed.language]
    made.add("prodid", "-//Doorgeven//Planned work//EN")
    made.add("version", "2.0")
    made.add("name", vText(_name(feed, _WORK)))
    made.add("x-wr-calname", vText(_name(feed, _WORK)))
    made.add("refresh-interval", _LOOK_AGAIN, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for row in outages:
        if row.kind == OutageKind.MAINTENANCE:
            made.add_component(_event(row, feed.language, titles))
    return bytes(made.to_ical())


def _event(row: Outage, language: str, titles: dict[str, str]) -> Event:
    called_off = row.status in (OutageStatus.CANCELLED, OutageStatus.DISMISSED)
    _, lines = _said(row, language, titles)
    event = Event()
    event.add("uid", f"{row.id}@{urlsplit(config().public_url).hostname or 'doorgeven'}")
    event.add("dtstamp", row.updated_at)
    event.add("created", row.created_at)
    event.add("last-modified", row.updated_at)
    event.add("sequence", row.version)
    event.add("dtstart", row.started_at)
    end = row.resolved_at if row.status == OutageStatus.COMPLETED else row.expected_end_at
    if end and end > row.started_at:
        event.add("dtend", end)
    event.add("summary", wording.either(row.title, language))
    event.add("description", "\n\n".join(lines))
    event.add("location", areas.where(row.areas, language))
    event.add("categories", [titles.get(slug, slug) for slug in row.services])
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _said(row: Outage, language: str, titles: dict[str, str]) -> wording.Letter:
    """What was said last of it, as followers read it by mail."""
    return wording.of_outage(str(row.status), row, row.updates[0] if row.updates else None, language, titles)


def _answered(token: str, form: str, mimetype: str, make: Callable[[FeedLink], bytes]) -> Response:
    try:
        feed = feeds.find_feed(token)
    except NotFound:
        return page.nothing()
    content, etag = kept().get((feed.id, form), ["all"], lambda: make(feed))
    response: Response = current_app.response_class(content, mimetype=mimetype)
    response.headers |= {
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }
    response.set_etag(etag)
    response.make_conditional(request)
    return response


def _name(feed: FeedLink, what: Message) -> str:
    about = feed.label or (areas.where(feed.areas, feed.language) if feed.areas else "")
    return f"{config().brand_name}: {say(what, feed.language)}" + (f" ({about})" if about else "")


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
