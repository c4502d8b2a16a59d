"""What reaches one outside the app: mail on own tickets, and feeds for a calendar or a feed reader."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mobile.core.account import Account
from mobile.core.errors import CoreError, Offline, Refused
from mobile.core.readings import JSON
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import action_notice
from mobile.presenters.views import moment

_GONE = 404


@dataclass(frozen=True)
class FeedView:
    """Whoever has an address can read it; both are None where the server can show them no more."""

    id: str
    areas: tuple[str, ...]
    """None of them: the whole country."""
    url: str | None
    calendar_url: str | None
    created_at: dt.datetime


@dataclass(frozen=True)
class OutsideState:
    """`tickets_by_mail` is None until the server said so: only it knows."""

    tickets_by_mail: bool | None = None
    feeds: tuple[FeedView, ...] = ()
    follows: bool = False
    """Whether a feed can be made of what is followed; one of all always can."""
    shown: FeedView | None = None
    """A feed whose addresses are to be shown."""
    busy: bool = False
    notice: Notice | None = None


class OutsidePresenter(Presenter[OutsideState]):
    """Asks the server as it is opened and at each tap; without a connection it says so."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, OutsideState())

    def refresh(self) -> None:
        """What changes on the phone changes nothing here."""

    def open(self) -> None:
        """Ask how it stands."""
        if self.core.account:
            self._ask(_read, lambda read: self._set(**read))

    def set_tickets_by_mail(self, yes: bool) -> None:
        """Whether a letter comes where an own ticket changed and one has not looked."""

        def chosen(said: JSON) -> None:
            self._set(tickets_by_mail=bool(said["tickets_by_mail"]))

        self._ask(lambda account: account.outside.choose(tickets_by_mail=yes), chosen)

    def make_feed(self, language: str, *, followed: bool) -> None:
        """A feed in `language` of what is followed, or of all; ends in `shown`."""

        def made(read: dict[str, Any]) -> None:
            self._set(**read, shown=read["feeds"][-1] if read["feeds"] else None)

        self._ask(lambda account: _made(account, language, followed=followed), made)

    def show(self, feed_id: str) -> None:
        """Show its addresses."""
        self._set(shown=next((feed for feed in self._state.feeds if feed.id == feed_id), None))

    def leave(self) -> None:
        """They were seen."""
        self._set(shown=None)

    def end_feed(self, feed_id: str) -> None:
        """Its addresses give nothing from now on; a failure is said, as they then still do."""
        self._ask(lambda account: _ended(account, feed_id), lambda read: self._set(**read))

    def _ask(self, work: Callable[[Account], Any], done: Callable[[Any], None]) -> None:
        def finished(result: Any) -> None:
            self._set(busy=False, notice=None)
            done(result)

        self._set(busy=True)
        self._writing.add(lambda: work(self.core.signed_in()), finished, self._failed)

    def _failed(self, error: CoreError) -> None:
        self._set(
            busy=False, notice=Notice(Say.OUTSIDE_OFFLINE) if isinstance(error, Offline) else action_notice(error)
        )


def _read(account: Account) -> dict[str, Any]:
    mail = account.outside.notifications()
    return {"tickets_by_mail": bool(mail["tickets_by_mail"]), **_feeds(account)}


def _feeds(account: Account) -> dict[str, Any]:
    feeds = tuple(_view(feed) for feed in account.outside.feeds())
    return {"feeds": feeds, "follows": bool(account.store.mirror.subscriptions())}


def _made(account: Account, language: str, *, followed: bool) -> dict[str, Any]:
    followed_ones = account.store.mirror.subscriptions() if followed else []
    # All services as soon as one of what is followed is for all of them.
    services = [set(one["services"]) for one in followed_ones]
    wanted = sorted(set().union(*services)) if all(services) else []
    areas = list(dict.fromkeys(one["area"] for one in followed_ones))
    account.outside.make_feed(areas, wanted, language)
    return _feeds(account)


def _ended(account: Account, feed_id: str) -> dict[str, Any]:
    try:
        account.outside.end_feed(feed_id)
    except Refused as error:
        if error.status != _GONE:
            raise
    return _feeds(account)


def _view(feed: JSON) -> FeedView:
    areas = tuple(feed["areas"])
    return FeedView(feed["id"], areas, feed["url"], feed["calendar_url"], moment(feed["created_at"]))
