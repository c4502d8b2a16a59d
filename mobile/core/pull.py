"""Reads what changed on the server, page by page, each page and its cursor in one transaction."""

from collections.abc import Callable

from mobile.core.api import Api
from mobile.core.errors import Gone, Offline, OfflineWhy, Refused
from mobile.core.news import News, news_of
from mobile.core.readings import JSON
from mobile.core.session import Session
from mobile.core.store import Store

POLL_SECONDS = 5.0
"""Where the server names no time."""
LEAST_SECONDS = 0.5
_PARTS = ("tickets", "entries", "outages", "affected", "removed")


class Pull:
    """One person's copy of what the server has."""

    def __init__(self, api: Api, session: Session, store: Store, heard: Callable[[list[News]], None]) -> None:
        """`heard(news)` is called, on the calling thread, once a page with news in it is in the store."""
        self._api = api
        self._session = session
        self._store = store
        self._heard = heard

    def run(self) -> tuple[bool, float]:
        """Reads until there is no more: whether anything came, and the seconds until it is worth asking again."""
        came = False
        while True:
            before = self._store.mirror.cursor()
            page, poll = self._next()
            if page is None:
                return came, max(LEAST_SECONDS, poll or POLL_SECONDS)
            came = came or any(page[part] for part in _PARTS)
            self._apply(page)
            if page["has_more"] and page["next_cursor"] == before:
                # It says that there is more, and stays where it is: asked on and on, that would drain the battery.
                raise Offline(OfflineWhy.UNREADABLE)
            if not page["has_more"]:
                return came, max(LEAST_SECONDS, poll or POLL_SECONDS)

    def _apply(self, page: JSON) -> None:
        store = self._store
        news = news_of(page, store.mirror, store.projections, self._session.person["id"])
        store.mirror.apply(page)
        for gone in page["removed"]:
            store.pictures.forget(gone["id"])
        if news:
            self._heard(news)

    def facts(self) -> None:
        """The account, the company, its services and what is followed, where they changed."""
        me, etag = self._session.call(lambda token: self._api.me(token, self._store.mirror.noted("me_etag")))
        if me is not None:
            self._store.mirror.put_me(me, etag)
        etag_then = self._store.mirror.noted("services_etag")
        services, etag = self._session.call(lambda token: self._api.services(token, etag_then))
        if services is not None:
            self._store.mirror.put_services(services, etag)
        self._help()
        self._subscriptions()

    def _help(self) -> None:
        etag_then = self._store.mirror.noted("help_etag")
        try:
            articles, etag = self._session.call(lambda token: self._api.help(token, etag_then))
        except Refused:
            return  # a server of before has none
        if articles is not None:
            self._store.mirror.put_help(articles, etag)

    def _subscriptions(self) -> None:
        etag_then = self._store.mirror.noted("subscriptions_etag")
        try:
            follows, etag = self._session.call(lambda token: self._api.subscriptions(token, etag_then))
        except Refused:
            return  # a server of before has none
        if follows is not None:
            self._store.mirror.put_subscriptions(follows, etag)

    def _next(self) -> tuple[dict[str, object] | None, float | None]:
        cursor = self._store.mirror.cursor()
        try:
            return self._session.call(lambda token: self._api.changes(token, cursor))
        except Gone:
            if cursor is None:
                raise
            self._store.mirror.begin_again()
            return self._session.call(lambda token: self._api.changes(token, None))
