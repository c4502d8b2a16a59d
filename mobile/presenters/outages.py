"""The outages screen: what is known to be down, searched by postcode."""

import datetime as dt
from dataclasses import dataclass, field

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.values import OutageAnswer, OutageView, ServiceView


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

    def type_postcode(self, text: str) -> None:
        """The search field changed."""

    def choose_service(self, slug: str | None) -> None:
        """Only this service's, or all."""

    def pull(self) -> None:
        """The user pulled the list: send and read at once."""
