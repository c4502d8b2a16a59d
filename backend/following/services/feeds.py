"""Feeds of outages: made by people, read by programs that sign in nowhere, ended at once."""

import datetime as dt
from typing import Any

from sqlalchemy import and_, exists, or_, select

from backend import db, shown_once
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.accounts.tokens import digest
from backend.areas import services as areas
from backend.clock import now
from backend.errors import Conflict, NotFound
from backend.following.models import FeedLink, OutageNews
from backend.following.services.news import Reach
from backend.ids import new_id
from backend.mail.message import one_line
from backend.outages.models import Outage
from backend.teams import services as teams
from shared import lifecycle
from shared.vocabulary import OutageStatus

MOST = 20
"""Feeds of one person."""
SHOWN_AFTER_END = dt.timedelta(days=30)
"""So long a feed tells of what is over: a reader that looks once a week misses nothing."""
LONGEST = 200
"""Outages in a feed, those that changed last."""


def make_feed(caller: Caller, data: dict[str, Any]) -> FeedLink:
    """A new feed (NewFeedSchema, loaded); raises Invalid for what does not exist, and Conflict beyond 20."""
    checked = [areas.normalise(area, f"/areas/{index}") for index, area in enumerate(data["areas"])]
    services = teams.expand(data["services"]) if data["services"] else []
    if len(list_feeds(caller)) >= MOST:
        raise Conflict("Nobody can have more than {most} feeds.", most=MOST, allowed=[])
    secret = shown_once.new(shown_once.FEED)
    row = FeedLink(id=new_id(), person_id=caller.id, hash=digest(secret.text), marker=secret.marker, created_at=now())
    row.areas, row.services, row.label = list(dict.fromkeys(checked)), services, one_line(data["label"] or "") or None
    row.language = data["language"] or caller.language
    db.session.add(row)
    db.session.flush()
    return row


def list_feeds(caller: Caller) -> list[FeedLink]:
    """The caller's feeds, the oldest first."""
    rows = select(FeedLink).where(FeedLink.person_id == caller.id).order_by(FeedLink.created_at, FeedLink.id)
    return list(db.session.scalars(rows))


def end_feed(caller: Caller, feed_id: str) -> None:
    """Ends a feed; raises NotFound."""
    row = db.session.get(FeedLink, feed_id)
    if row is None or row.person_id != caller.id:
        raise NotFound
    db.session.delete(row)


def find_feed(token: str) -> FeedLink:
    """The feed of an address; raises NotFound, alike for one that never was, was ended, or whose owner has left."""
    query = select(FeedLink).join(Person, Person.id == FeedLink.person_id)
    row = db.session.scalar(query.where(FeedLink.hash == digest(token), Person.active))
    if row is None:
        raise NotFound
    return row


def outages_of(feed: FeedLink) -> list[Outage]:
    """What the feed tells of, the last changed first: what is open, and what was over within 30 days.

    Not what is only suspected, nor was never more than that; one that was told in error stays, to be corrected.
    """
    told = exists().where(OutageNews.outage_id == Outage.id)
    hidden = or_(Outage.status == OutageStatus.SUSPECTED, and_(Outage.status == OutageStatus.DISMISSED, ~told))
    lately = or_(Outage.status.not_in(lifecycle.OUTAGE_ENDED), Outage.resolved_at > now() - SHOWN_AFTER_END)
    rows = select(Outage).where(~hidden, lately, Outage.merged_into_id.is_(None))
    found = db.session.scalars(rows.order_by(Outage.updated_at.desc(), Outage.id))
    wanted = [row for row in found if Reach.of(row).touches(feed.areas, feed.services)]
    return wanted[:LONGEST]
