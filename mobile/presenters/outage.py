"""One outage: what people were told, what one has behind it oneself, and whether it works again."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from mobile.core.account import Account
from mobile.core.errors import CoreError
from mobile.core.outage_check import FRESH, is_running
from mobile.core.readings import JSON
from mobile.presenters.base import Tools
from mobile.presenters.behind import BehindView
from mobile.presenters.friend_page import PageView, WithFriendPage
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outage_copy import OutageCopy, outage_copy
from mobile.presenters.outage_views import outage_view
from mobile.presenters.problems import action_notice
from mobile.presenters.values import Localised, OutageView
from mobile.presenters.views import moment
from shared.schemas.base import rfc3339

_GONE = Notice(Say.OUTAGE_GONE)


@dataclass(frozen=True)
class OutageState:
    """`outage` is None where it is no longer told of: it proved to be none, or is long over."""

    id: str = ""
    loaded: bool = False
    outage: OutageView | None = None
    merged: OutageView | None = None
    """The outage that it goes on as, where that is on the phone."""
    yours: tuple[BehindView, ...] = ()
    """Those that ask something first."""
    can_join: bool = False
    share_text: Localised | None = None
    """A line to pass on to the friend, without personal data."""
    as_of: dt.datetime | None = None
    """When the copy on the phone was last known to be right."""
    fresh: bool = False
    page: PageView | None = None
    """A page for the friend that was just made: show its link."""
    notice: Notice | None = None


class OutagePresenter(WithFriendPage[OutageState]):
    """One outage, by its id."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, OutageState())
        self._looked_at = ""

    def open(self, outage_id: str) -> None:
        """Show this outage."""
        self._set(id=outage_id)
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        account = self.core.account
        if account and self._state.id:
            self._read(lambda: outage_copy(account), self._show)

    def pull(self) -> None:
        """The user pulled: send and read at once."""
        self.core.wake(eager=True)

    def say_works(self, behind_id: str) -> None:
        """It works again for this one of one's own."""
        self._answer(behind_id, works=True)

    def say_broken(self, behind_id: str) -> None:
        """It does not: a ticket is opened again, or made of what was told before."""
        self._answer(behind_id, works=False)

    def withdraw(self, behind_id: str) -> None:
        """This customer is not behind it after all; the screen asks first."""
        self._act(lambda account: account.withdraw(behind_id))

    def retry(self, refused_id: str) -> None:
        """Send a refused action again as it is."""
        self._act(lambda account: account.retry(refused_id))

    def correct(self, refused_id: str) -> None:
        """Take a refused me-too back as a draft under the same id, to be opened with `PassOnPresenter.open_draft`."""
        self._act(lambda account: account.take_back(refused_id))

    def discard(self, refused_id: str) -> None:
        """Throw a refused action away."""
        self._act(lambda account: account.discard(refused_id))

    def _answer(self, behind_id: str, *, works: bool) -> None:
        one = next((one for one in self._state.yours if one.id == behind_id), None)
        if one is None or not (one.can_say_works if works else one.can_say_broken):
            return
        if not one.is_ticket:
            self._act(lambda account: account.works(behind_id, works=works))
        elif works:
            self._act(lambda account: account.confirm(behind_id))
        else:
            self._act(lambda account: account.reopen(behind_id))

    def _show(self, copy: OutageCopy) -> None:
        outage = copy.outage(self._state.id)
        yours = [one for one in copy.behind if one.outage_id == self._state.id]
        view = outage_view(outage, copy.services, copy.as_of) if outage else None
        merged = copy.outage(view.merged_into) if view else None
        now = self.core.clock()
        left = None if self._state.notice == _GONE else self._state.notice
        self._set(
            loaded=True,
            outage=view,
            merged=outage_view(merged, copy.services, copy.as_of) if merged else None,
            yours=tuple(sorted(yours, key=lambda one: not one.asks_works)),
            can_join=outage is not None and is_running(outage, now),
            share_text=_share_text(view, yours),
            as_of=copy.as_of,
            fresh=copy.as_of is not None and now - copy.as_of <= FRESH,
            notice=left if outage else _GONE,
        )
        if outage and yours:
            self._look_at(outage, yours)

    def _look_at(self, outage: JSON, yours: list[BehindView]) -> None:
        """Tell the server, once for each change, that somebody whom it concerns has seen it."""
        # A friend may have answered since, which changes no outage. What only this phone knows has its clock's time.
        said = [one.updated_at for one in yours if one.status and not one.is_ticket]
        outage_id, version = outage["id"], rfc3339(max([moment(outage["updated_at"]), *said]))
        if version != self._looked_at:
            self._looked_at = version
            self._writing.add(lambda: self.core.signed_in().seen_outage(outage_id, version), lambda _: None)

    def _act(self, act: Callable[[Account], object]) -> None:
        def done(_: object) -> None:
            self._set(notice=None)
            self.refresh()

        self._writing.add(lambda: act(self.core.signed_in()), done, self._failed)

    def _failed(self, error: CoreError) -> None:
        self._set(notice=action_notice(error))


def _share_text(view: OutageView | None, yours: list[BehindView]) -> Localised | None:
    """The outage's own line, or else that of a customer behind it, which says the same."""
    if view and view.share_text:
        return view.share_text
    return next((one.share_text for one in yours if one.share_text and not one.is_ticket), None)
