"""Followers hear of outages by mail: noted in the act's own transaction, written to each of them in the background."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, insert, select

from backend import db, letters
from backend.accounts.models import Person
from backend.areas import services as areas
from backend.aside import Aside
from backend.clock import now
from backend.following import wording
from backend.following.models import OutageFollower, OutageNews, Subscription
from backend.following.services.by_mail import address
from backend.mail.unsubscribing import OUTAGES, SUBSCRIPTION
from backend.outages.happened import Happened, What
from backend.outages.models import Outage, OutageUpdate
from backend.teams import services as teams
from shared.vocabulary import LANGUAGES, OutageStatus

AT_ONCE = 50
"""Followers a transaction: others wait for the write lock meanwhile."""
DECLARED = str(What.DECLARED)
_ASIDE = Aside("followers")
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


def tell_followers(limit: int = AT_ONCE) -> int:
    """Writes the oldest news to its next followers; 0 where there is none. Runs inside `db.write`.

    Where it stopped is kept in the same transaction as the letters: whoever is killed loses none and writes none twice.
    """
    oldest = select(func.min(OutageNews.seq)).where(OutageNews.done_at.is_(None)).scalar_subquery()
    # No other while a worker is busy with it: all is told in the order of its saying.
    query = select(OutageNews).where(OutageNews.seq == oldest, OutageNews.done_at.is_(None))
    news = db.session.scalar(query.with_for_update(skip_locked=True))
    if news is None:
        return 0
    people = _next(news.reached, limit)
    outage = db.session.get_one(Outage, news.outage_id)
    if people and not _taken_back(news.what, outage):
        _ASIDE.together(people, lambda some: _tell(news, outage, some))
    news.reached = people[-1].id if people else news.reached
    if len(people) < limit:
        news.done_at = now()
    return max(1, len(people))


def _taken_back(what: str, outage: Outage) -> bool:
    """Whether it turned out meanwhile to be none, or another one: who was told is told so next, nobody else need be."""
    gone = outage.status == OutageStatus.DISMISSED or outage.merged_into_id is not None
    return gone and what not in _CORRECTIONS


def _next(after: str | None, limit: int) -> list[Person]:
    """The next people who follow something by mail, in the order of their ids."""
    follows = select(Subscription.id).where(Subscription.person_id == Person.id, Subscription.mail).exists()
    query = select(Person).where(Person.active, Person.id > (after or ""), follows).order_by(Person.id).limit(limit)
    return list(db.session.scalars(query))


def _tell(news: OutageNews, outage: Outage, people: Sequence[Person]) -> None:
    reach, told = Reach.of(outage), _told(outage, people)
    touched: dict[str, list[Subscription]] = {}
    for row in _followed(people):
        if row.id in told or reach.meets(row):
            touched.setdefault(row.person_id, []).append(row)
    concerned = [
        person
        for person in people
        if (rows := touched.get(person.id)) and _concerns(news.what, told=any(row.id in told for row in rows))
    ]
    words = _words(news, outage)
    letters.write_many([_letter(news, words[person.language], person, touched[person.id]) for person in concerned])
    rows = [row for person in concerned for row in touched[person.id]]
    _remember(outage.id, [row for row in rows if row.id not in told])
    if news.what == What.MERGED and outage.merged_into_id:
        into = db.session.get_one(Outage, outage.merged_into_id)
        known = _told(into, people)
        _remember(into.id, [row for row in rows if row.id not in known])


def _remember(outage_id: str, rows: list[Subscription]) -> None:
    at = now()
    told = [{"outage_id": outage_id, "subscription_id": row.id, "told_at": at} for row in rows]
    if told:
        db.session.execute(insert(OutageFollower), told)


def _followed(people: Sequence[Person]) -> list[Subscription]:
    ids = [person.id for person in people]
    mine = select(Subscription).where(Subscription.person_id.in_(ids), Subscription.mail)
    return list(db.session.scalars(mine.order_by(Subscription.created_at, Subscription.id)))


def _told(outage: Outage, people: Sequence[Person]) -> set[str]:
    """The subscriptions of `people` that this outage was told for."""
    ids = [person.id for person in people]
    told = select(OutageFollower.subscription_id).where(OutageFollower.outage_id == outage.id)
    whose = told.join(Subscription, Subscription.id == OutageFollower.subscription_id)
    return set(db.session.scalars(whose.where(Subscription.person_id.in_(ids))))


def _concerns(what: str, *, told: bool) -> bool:
    """Whether news is for somebody whose subscription the outage touches."""
    return told if what in _CORRECTIONS else not told if what == DECLARED else True


def _words(news: OutageNews, outage: Outage) -> dict[str, wording.Letter]:
    """The letter in each language, the same for all who read that."""
    which = select(OutageUpdate).where(OutageUpdate.id == news.update_id)
    update = db.session.scalar(which) if news.update_id else None
    titles = teams.titles()
    return {
        language: wording.of_outage(news.what, outage, update, language, titles[language]) for language in LANGUAGES
    }


def _letter(news: OutageNews, words: wording.Letter, person: Person, followed: list[Subscription]) -> letters.Draft:
    subject, lines = words
    return letters.Draft(
        person.email,
        person.language,
        subject,
        (*lines, wording.why(followed, person.language)),
        key=f"outage-news:{news.seq}:{person.id}",
        about=news.outage_id,
        unsubscribe=address(SUBSCRIPTION, followed[0].id) if len(followed) == 1 else address(OUTAGES, person.id),
    )


@dataclass
class Reach:
    """Services and postcodes of an outage."""

    services: frozenset[str]
    prefixes: tuple[str, ...]
    within: dict[tuple[str, ...], bool] = field(default_factory=dict)
    """Whether areas lie in it, once they were looked at: thousands follow the same."""

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
        asked = tuple(followed)
        if asked not in self.within:
            self.within[asked] = self._overlaps(tuple(areas.prefixes(asked)) or ("",))
        return self.within[asked]

    def _overlaps(self, theirs: tuple[str, ...]) -> bool:
        inside = any(prefix.startswith(self.prefixes) for prefix in theirs)
        return inside or any(prefix.startswith(theirs) for prefix in self.prefixes)
