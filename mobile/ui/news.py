"""Tells what others did while nobody looked: by the device's notifications, or else at the foot of the window."""

import logging
from typing import TYPE_CHECKING

from mobile.core.errors import CoreError
from mobile.core.news import Happened, News
from mobile.presenters.news import NewsView, TicketNews, news_views
from mobile.presenters.values import OutageView
from mobile.ui import told
from mobile.ui.language import words

if TYPE_CHECKING:
    from mobile.core.core import Core
    from mobile.ui.app import DoorgevenApp

_MOST = 3
"""So many at once are told one by one; more are one line."""
_OWN_TITLES = frozenset({"pending", "resolved"})
_log = logging.getLogger(__name__)


class Teller:
    """`hidden` while the app is not in front: no clock ticks then, and it is told on the syncing thread."""

    def __init__(self, app: "DoorgevenApp") -> None:
        self._app = app
        self.hidden = False

    def follow(self, core: "Core") -> None:
        """Hear the core's news from now on."""
        core.hear(lambda news: self._heard(core, news))

    def _heard(self, core: "Core", news: list[News]) -> None:
        try:
            views = news_views(core, news)
        except CoreError as error:
            _log.warning("news not told: %s", type(error).__name__)
            return
        if self.hidden:
            self.tell(views)
        else:
            self._app.bridge.on_ui(lambda: self.tell(views))

    def tell(self, views: tuple[NewsView, ...]) -> None:
        """Each once, but for what the user is looking at; nothing where they want no notifications."""
        if not self._app.preferences.notifications:
            return
        front = "" if self.hidden else self._app.root.looking_at()
        views = tuple(view for view in views if view.about != front)
        if len(views) > _MOST:
            self._say(words.say("news.many", count=len(views)), words.say("news.many.text"), "")
            return
        for view in views:
            self._say(*in_words(view), view.about)

    def _say(self, title: str, text: str, about: str) -> None:
        if not self._app.device.notify(title, text, about) and not self.hidden:
            self._app.root.toast(title)


def in_words(view: NewsView) -> tuple[str, str]:
    """A title, and a line under it."""
    if view.ticket:
        return _of_ticket(view.happened, view.ticket)
    if view.outage:
        return _of_outage(view.happened, view.outage)
    return "", ""


def _of_ticket(happened: Happened, ticket: TicketNews) -> tuple[str, str]:
    service = told.service(ticket.service) or words.say("ticket.title")
    known = {"service": service, "reference": ticket.reference, "team": ticket.team}
    if happened is Happened.MESSAGE:
        return words.say("news.message", **known), words.say("news.message.ticket", **known)
    status = ticket.status.value
    key = f"news.{status}" if status in _OWN_TITLES else "news.status"
    return words.say(key, status=told.term("status", ticket.status), **known), words.say("news.ticket", **known)


def _of_outage(happened: Happened, outage: OutageView) -> tuple[str, str]:
    title, about = words.pick(outage.title), told.about(outage)
    planned = happened is Happened.OUTAGE_DECLARED and outage.kind.value == "maintenance"
    key = "news.outage_planned" if planned else f"news.{happened.value}"
    head = words.say(key, title=title, status=told.outage(outage)[1])
    if happened is Happened.OUTAGE_ESTIMATE:
        at = outage.expected_end_at
        return head, words.say("news.estimate", at=at) if at else words.say("news.no_estimate")
    said = next((update.text for update in outage.updates if update.text), None)
    return head, words.pick(said) if said and happened is Happened.OUTAGE_UPDATE else about
