"""Mail on own tickets and feeds: what the server keeps, asked for and changed at once, or said to be out of reach."""

from collections.abc import Iterator

import pytest

from mobile.core.core import Core
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outside import OutsidePresenter
from mobile.presenters.screens import Screens
from tests.mobile.fake_server import FakeServer
from tests.mobile.resources import a_subscription


@pytest.fixture
def outside(screens: Screens) -> Iterator[OutsidePresenter]:
    presenter = screens.outside()
    yield presenter
    presenter.close()


def test_mail_is_what_the_server_says_and_goes_off_and_on(server: FakeServer, outside: OutsidePresenter) -> None:
    assert outside.state.tickets_by_mail is None
    outside.open()
    assert outside.state.tickets_by_mail is True
    outside.set_tickets_by_mail(False)
    assert (outside.state.tickets_by_mail, server.tickets_by_mail) == (False, False)


def test_a_feed_of_all_is_made_shown_and_ended(server: FakeServer, outside: OutsidePresenter) -> None:
    outside.open()
    outside.make_feed("en", followed=False)
    (feed,) = outside.state.feeds
    assert outside.state.shown == feed
    assert (feed.areas, server.feeds[feed.id]["language"]) == ((), "en")
    assert feed.calendar_url.endswith(".ics")
    outside.leave()
    outside.end_feed(feed.id)
    assert (outside.state.feeds, server.feeds, outside.state.shown) == ((), {}, None)
    outside.end_feed(feed.id)
    assert outside.state.notice is None


@pytest.mark.parametrize(("services", "wanted"), [((["tv"], ["internet"]), ["internet", "tv"]), ((["tv"], []), [])])
def test_a_feed_of_what_is_followed_has_its_areas_and_services(
    server: FakeServer, core: Core, outside: OutsidePresenter, services: tuple[list[str], ...], wanted: list[str]
) -> None:
    for number, slugs in enumerate(services):
        row = a_subscription(id=f"s-{number}", area=f"351{number}", services=slugs)
        server.subscriptions[row["id"]] = row
    core.signed_in().sync.once(eager=True)
    outside.open()
    assert outside.state.follows
    outside.make_feed("nl", followed=True)
    (made,) = server.feeds.values()
    assert (made["areas"], made["services"]) == (["3510", "3511"], wanted)


def test_without_a_connection_it_is_said_and_nothing_is_pretended(
    server: FakeServer, outside: OutsidePresenter
) -> None:
    outside.open()
    server.stop()
    outside.set_tickets_by_mail(False)
    assert (outside.state.tickets_by_mail, outside.state.busy) == (True, False)
    assert outside.state.notice == Notice(Say.OUTSIDE_OFFLINE)
