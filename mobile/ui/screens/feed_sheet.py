"""The addresses of a feed: to share or copy, or to end it."""

from functools import partial
from typing import Any

from mobile.presenters.outside import FeedView, OutsidePresenter
from mobile.ui.language import words
from mobile.ui.widgets.sheet import Sheet


def show_feed(navigator: Any, presenter: OutsidePresenter, feed: FeedView | None) -> None:
    """Ask what to do with the addresses, where there is a feed to show."""
    if feed is None:
        return
    sheet = Sheet(title=words.say("feed.title"), text=words.say("feed.text" if feed.url else "feed.unknown"))
    if feed.calendar_url:
        sheet.quote(feed.calendar_url)
        copy = partial(navigator.copy, feed.calendar_url, "page.copied")
        sheet.answer("feed.calendar", words.say("feed.calendar"), "filled", copy)
    if feed.url:
        sheet.answer("feed.reader", words.say("feed.reader"), "soft", partial(navigator.copy, feed.url, "page.copied"))
    sheet.answer("feed.end", words.say("feed.end"), "bare", lambda: presenter.end_feed(feed.id))
    sheet.answer("feed.done", words.say("page.done"), "lined")
    sheet.bind(on_dismiss=lambda _: presenter.leave())
    sheet.open()
