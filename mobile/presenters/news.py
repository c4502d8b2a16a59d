"""News as the screens tell it: from the server's things to values that words are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from mobile.core.core import Core
from mobile.core.news import Happened, News
from mobile.presenters.outage_views import outage_view
from mobile.presenters.values import OutageView, ServiceView, Term
from mobile.presenters.views import Services, service_view, services_view
from shared.vocabulary import Status


@dataclass(frozen=True)
class TicketNews:
    """What of a ticket may stand on a locked screen: nothing of whom it is about, nor of what was written."""

    id: str
    reference: str
    status: Term
    service: ServiceView | None
    team: str


@dataclass(frozen=True)
class NewsView:
    """One thing to tell; one of `ticket` and `outage` is there."""

    about: str
    happened: Happened
    ticket: TicketNews | None = None
    outage: OutageView | None = None


def news_views(core: Core, news: Iterable[News]) -> tuple[NewsView, ...]:
    """Reads the phone's memory, so away from the screen's thread; raises StorageError."""
    account = core.account
    services = services_view(account.store.mirror.services()) if account else {}
    return tuple(_view(one, services) for one in news)


def _view(news: News, services: Services) -> NewsView:
    thing = news.thing
    if news.happened not in (Happened.STATUS, Happened.MESSAGE):
        return NewsView(news.about, news.happened, outage=outage_view(thing, services))
    ticket = TicketNews(
        id=thing["id"],
        reference=thing["reference"],
        status=Term.of(Status, thing["status"]),
        service=service_view(thing["service"], services),
        team=thing["team_name"],
    )
    return NewsView(news.about, news.happened, ticket=ticket)
