"""The outages screen: what is known to be down, searched by postcode."""

import datetime as dt
from dataclasses import dataclass, field

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.outage_copy import OutageCopy, outage_copy
from mobile.presenters.values import OutageAnswer, OutageView, ServiceView
from mobile.presenters.views import outage_view


@dataclass(frozen=True)
class OutagesState:
    """Without a postcode all outages are listed; with one, `answer` tells and lists those that cover it."""

    loaded: bool = False
    postcode: str = ""
    service: str | None = None
    services: tuple[ServiceView, ...] = ()
    country: str = "NL"
    open: tuple[OutageView, ...] = ()
    ended: tuple[OutageView, ...] = ()
    answer: OutageAnswer = field(default_factory=OutageAnswer)
    as_of: dt.datetime | None = None
    """When the copy on the phone was last known to be right."""


class OutagesPresenter(Presenter[OutagesState]):
    """All outages, or those at one postcode and service."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, OutagesState())
        self._copy = OutageCopy()
        self.refresh()

    def type_postcode(self, text: str) -> None:
        """The search field changed."""
        self._set(postcode=text)
        self._show()

    def choose_service(self, slug: str | None) -> None:
        """Only this service's, or all."""
        self._set(service=slug)
        self._show()

    def pull(self) -> None:
        """The user pulled the list: send and read at once."""
        self.core.wake(eager=True)

    def refresh(self) -> None:
        """Read the copy of the outages again."""
        account = self.core.account
        if account is None:
            self._set(loaded=True, open=(), ended=())
            return
        at = account.sync.status.last_synced_at
        self._read(lambda: outage_copy(account.store, at), self._copied)

    def _copied(self, copy: OutageCopy) -> None:
        self._copy = copy
        services = tuple(copy.services.values())
        self._set(loaded=True, services=services, country=copy.country, as_of=copy.as_of)
        self._show()

    def _show(self) -> None:
        state, copy = self._state, self._copy
        listed = [o for o in copy.outages if state.service is None or state.service in o["services"]]
        views = [outage_view(outage, copy.services) for outage in listed]
        self._set(
            open=tuple(view for view in views if not view.ended),
            ended=tuple(view for view in views if view.ended),
            answer=copy.answer(state.postcode, state.service, self.core.clock()),
        )
