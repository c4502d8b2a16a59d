"""A page without sign-in for the friend: made, shown with its link, and ended again."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from mobile.core.errors import CoreError, Offline
from mobile.core.friend_pages import FriendPages, PageOf
from mobile.core.readings import JSON
from mobile.presenters.base import Presenter
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import action_notice
from mobile.presenters.views import moment

S = TypeVar("S")


@dataclass(frozen=True)
class PageView:
    """Whoever has `url` can open it, until `expires_at`."""

    of: PageOf
    thing_id: str
    url: str
    expires_at: dt.datetime


class WithFriendPage(Presenter[S]):
    """For presenters whose state has `page` (PageView or None) and `notice`."""

    def make_page(self, of: str, thing_id: str) -> None:
        """Ask the server for it; ends in `page` or in `notice`."""
        kind = PageOf(of)

        def made(page: JSON) -> None:
            self._set(notice=None, page=PageView(kind, thing_id, page["url"], moment(page["expires_at"])))

        self._do(lambda: self._pages().make(kind, self._known(thing_id)), made, self._no_page)

    def end_page(self, of: str, thing_id: str) -> None:
        """Its link tells nothing from now on; a failure is said, as the link then still works."""
        kind = PageOf(of)
        self._do(
            lambda: self._pages().end(kind, self._known(thing_id)), lambda _: self._set(notice=None), self._no_page
        )

    def leave_page(self) -> None:
        """The link was seen."""
        self._set(page=None)

    def _pages(self) -> FriendPages:
        return self.core.signed_in().pages

    def _known(self, thing_id: str) -> str:
        return self.core.signed_in().store.projections.server_id(thing_id)

    def _no_page(self, error: CoreError) -> None:
        self._set(notice=Notice(Say.PAGE_OFFLINE) if isinstance(error, Offline) else action_notice(error))
