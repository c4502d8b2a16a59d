"""The link of a page for the friend: to share, to copy, or to take back."""

from typing import Any

from mobile.core.friend_pages import PageOf
from mobile.presenters.friend_page import PageView
from mobile.ui.language import words
from mobile.ui.widgets.sheet import Sheet


def show_page(screen: Any, page: PageView | None) -> None:
    """Ask on `screen` what to do with the link, where there is one."""
    if page is None:
        return
    presenter, navigator = screen.presenter, screen.navigator
    key = "page.text.outage" if page.of is PageOf.OUTAGE else "page.text"
    sheet = Sheet(title=words.say("page.title"), text=words.say(key, until=page.expires_at))
    sheet.quote(page.url)

    def end() -> None:
        presenter.end_page(page.of, page.thing_id)

    sheet.answer("page.share", words.say("action.share"), "filled", lambda: navigator.share(page.url, "page.copied"))
    sheet.answer("page.copy", words.say("action.copy"), "soft", lambda: navigator.copy(page.url, "page.copied"))
    sheet.answer("page.end", words.say("page.end"), "bare", end)
    sheet.answer("page.done", words.say("page.done"), "lined")
    sheet.bind(on_dismiss=lambda _: presenter.leave_page())
    sheet.open()
