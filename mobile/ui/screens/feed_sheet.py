"""The addresses of a feed: to share or copy, or to end it."""

from collections.abc import Callable
from typing import Any

from mobile.presenters.outside import FeedView, OutsidePresenter
from mobile.ui.language import words
from mobile.ui.widgets.sheet import Sheet


def show_feed(navigator: Any, presenter: OutsidePresenter, feed: FeedView | None) -> None:
    """Ask what to do with the addresses, where there is a feed to show."""
    if feed is None:
        return
    sheet = Sheet(title=words.say("feed.title"), text=words.say("feed.text" if feed.url else "feed.unknown"))

    def copy(address: str) -> Callable[[], None]:
        def copied() -> None:
            navigator.device.copy(address)
            navigator.toast(words.say("page.copied"))

        return copied

    if feed.calendar_url:
        sheet.quote(feed.calendar_url)
        sheet.answer("feed.calendar", words.say("feed.calendar"), "filled", copy(feed.calendar_url))
    if feed.url:
        sheet.answer("feed.reader", words.say("feed.reader"), "soft", copy(feed.url))
    sheet.answer("feed.end", words.say("feed.end"), "bare", lambda: presenter.end_feed(feed.id))
    sheet.answer("feed.done", words.say("page.done"), "lined")
    sheet.bind(on_dismiss=lambda _: presenter.leave())
    sheet.open()
