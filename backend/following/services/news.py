"""Followers hear of outages by mail: noted in the act's own transaction, written to each of them in the background."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from backend import db, letters
from backend.accounts.models import Person
from backend.areas import services as areas
from backend.clock import now
from backend.following import wording
from backend.following.models import OutageFollower, OutageNews, Subscription
from backend.following.services.by_mail import address
from backend.mail.unsubscribing import OUTAGES, SUBSCRIPTION
from backend.outages.happened import Happened, What
from backend.outages.models import Outage, OutageUpdate

AT_ONCE = 100
"""Followers a transaction: others wait for the write lock meanwhile."""
DECLARED = str(What.DECLARED)
_CORRECTIONS = frozenset({What.DISMISSED, What.MERGED, What.CLOSED})
"""Told to those alone who heard of it before."""


def hear(happened: Happened) -> None:
    """Notes what followers are to be told of an act on an outage, if anything; runs in the act's transaction."""
    what = _news(happened)
    if what is not None and not happened.hidden:
        update_id = happened.update.id if happened.update else None
        db.session.add(OutageNews(outage_id=happened.outage.id, what=str(what), update_id=update_id, at=now()))


def _news(happened: Happened) -> What | None:
    """What it is to followers: a mended word is no news, an area more is new to those who follow it."""
    if happened.what is What.AMENDED:
        return What.UPDATED if happened.update else What.DECLARED if happened.reaches_further else None
    if happened.what is What.CLOSED:
        return What.CLOSED if happened.outage.postmortem else None
    return None if happened.what is What.OVERDUE else happened.what


def anything_to_tell() -> bool:
    """Whether there is news that not all followers were looked at for; a read."""
    return db.session.scalar(select(OutageNews.seq).where(OutageNews.done_at.is_(None)).limit(1)) is not None


def tell_followers(limit: int = AT_ONCE) -> bool:
    """Writes the oldest news to its next followers; whether there may be more. Runs inside `db.write`.

    Where it stopped is kept in the same transaction as the letters: whoever is killed loses none and writes none twice.
    """
    undone = select(OutageNews).where(OutageNews.done_at.is_(None)).order_by(OutageNews.seq).limit(1)
    news = db.session.scalar(undone.with_for_update(skip_locked=True))
    if news is None:
        return False
    people = _next(news.reached, limit)
    outage = db.session.get_one(Outage, news.outage_id)
    if people:
        _tell(news, outage, people)
    news.reached = people[-1].id if people else news.reached
    if len(people) < limit:
        news.done_at = now()
    return True


def _next(after: str | None, limit: int) -> list[Person]:
    """The next people who follow something by mail, in the order of their ids."""
    follows = select(Subscription.id).where(Subscription.person_id == Person.id, Subscription.mail).exists()
    query = select(Person).where(Person.active, Person.id > (after or ""), follows).order_by(Person.id).limit(limit)
    return list(db.session.scalars(query))


def _tell(news: OutageNews, outage: Outage, people: list[Person]) -> None:
    reach, told = Reach.of(outage), _told(outage, people)
    touched: dict[str, list[Subscription]] = {}
    for row in _followed(people):
        if row.id in told or reach.meets(row):
            touched.setdefault(row.person_id, []).append(row)
    update = _update(news)
    for person in people:
        rows = touched.get(person.id, [])
        if _concerns(news.what, touched=bool(rows), told=any(row.id in told for row in rows)):
            _write(news, outage, update, person, rows)
            fresh = [row for row in rows if row.id not in told]
            db.session.add_all(
                OutageFollower(outage_id=outage.id, subscription_id=row.id, told_at=now()) for row in fresh
            )


def _remember(outage_id: str, rows: list[Subscription]) -> None:
    for row in rows:
        db.session.merge(OutageFollower(outage_id=outage_id, subscription_id=row.id, told_at=now()))


def _followed(people: list[Person]) -> list[Subscription]:
    ids = [person.id for person in people]
    mine = select(Subscription).where(Subscription.person_id.in_(ids), Subscription.mail)
    return list(db.session.scalars(mine.order_by(Subscription.created_at, Subscription.id)))


def _told(outage: Outage, people: list[Person]) -> set[str]:
    """The subscriptions of `people` that this outage was told for."""
    ids = [person.id for person in people]
    told = select(OutageFollower.subscription_id).where(OutageFollower.outage_id == outage.id)
    whose = told.join(Subscription, Subscription.id == OutageFollower.subscription_id)
    return set(db.session.scalars(whose.where(Subscription.person_id.in_(ids))))


def _concerns(what: str, *, touched: bool, told: bool) -> bool:
    if what in _CORRECTIONS:
        return told
    return touched and not told if what == DECLARED else touched


def _update(news: OutageNews) -> OutageUpdate | None:
    return db.session.scalar(select(OutageUpdate).where(OutageUpdate.id == news.update_id)) if news.update_id else None


def _write(
    news: OutageNews, outage: Outage, update: OutageUpdate | None, person: Person, followed: list[Subscription]
) -> None:
    subject, lines = wording.of_outage(news.what, outage, update, person.language)
    lines.append(wording.why(followed, person.language))
    one = followed[0] if len(followed) == 1 else None
    letters.write(
        person.email,
        person.language,
        subject,
        lines,
        key=f"outage-news:{news.seq}:{person.id}",
        about=outage.id,
        unsubscribe=address(SUBSCRIPTION, one.id) if one else address(OUTAGES, person.id),
    )


@dataclass
class Reach:
    """Services and postcodes of an outage."""

    services: frozenset[str]
    prefixes: tuple[str, ...]

    @classmethod
    def of(cls, outage: Outage) -> "Reach":
        """As it stands."""
        return cls(frozenset(outage.services), tuple(areas.prefixes(outage.areas)))

    def meets(self, row: Subscription) -> bool:
        """Whether the outage touches what is followed: a part of the area, and one of the services."""
        return self.touches([row.area], row.services)

    def touches(self, followed: Iterable[str], services: Iterable[str]) -> bool:
        """The same for several areas; none at all means the whole country, and no services all of them."""
        wanted = set(services)
        if wanted and wanted.isdisjoint(self.services):
            return False
        theirs = tuple(areas.prefixes(followed)) or ("",)
        within = any(prefix.startswith(self.prefixes) for prefix in theirs)
        return within or any(prefix.startswith(theirs) for prefix in self.prefixes)
