"""The outages screen: what is known to be down, searched by postcode."""

import datetime as dt
from dataclasses import dataclass, field

from mobile.core.outage_check import check
from mobile.core.readings import JSON
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.values import OutageAnswer, OutageView, ServiceView
from mobile.presenters.views import Services, outage_answer, outage_view, services_view


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
        self._outages: tuple[JSON, ...] = ()
        self._services: Services = {}
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
        mirror, as_of = account.store.mirror, account.sync.status.last_synced_at
        self._read(
            lambda: (mirror.outages(), mirror.services(), mirror.country(), as_of or mirror.last_synced_at()),
            self._copied,
        )

    def _copied(self, copy: tuple[list[JSON], list[JSON], str, dt.datetime | None]) -> None:
        outages, services, country, as_of = copy
        self._outages, self._services = tuple(outages), services_view(services)
        self._set(loaded=True, services=tuple(self._services.values()), country=country, as_of=as_of)
        self._show()

    def _show(self) -> None:
        now, state = self.core.clock(), self._state
        found = check(self._outages, state.postcode, state.service, country=state.country, as_of=state.as_of, now=now)
        listed = [o for o in self._outages if state.service is None or state.service in o["services"]]
        views = [outage_view(outage, self._services) for outage in listed]
        self._set(
            open=tuple(view for view in views if not view.ended),
            ended=tuple(view for view in views if view.ended),
            answer=outage_answer(found, self._services),
        )
