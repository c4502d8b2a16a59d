"""Help on the phone: read with the rest, there without a connection, and found by words."""

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.help_search import HelpIndex
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.resources import JSON, an_article

RED = an_article(id="red", position=2)
SLOW = an_article(
    id="slow",
    position=1,
    title={"nl": "Wifi is traag", "en": "Slow Wi-Fi"},
    symptom={"nl": "Boven valt het weg", "en": "It drops upstairs"},
    steps=[{"nl": "Zet de modem hoger", "en": "Put the modem higher"}],
)
PICTURE = an_article(id="picture", service="tv", title={"nl": "Geen beeld", "en": "No picture"}, symptom=None, steps=[])
ANYWHERE = an_article(id="bill", service=None, title={"nl": "De rekening", "en": "The bill"}, symptom=None, steps=[])
INDEX = HelpIndex([RED, SLOW, PICTURE, ANYWHERE])


def ids(articles: list[JSON]) -> list[str]:
    return [one["id"] for one in articles]


@pytest.mark.parametrize(
    ("service", "story", "wanted"),
    [
        ("internet", "het lampje op de modem is rood", ["red", "slow"]),
        ("internet", "MODEM knipperde heel de dag", ["red", "slow"]),
        ("internet", "wifi traag boven", ["slow"]),
        ("internet", "wifiverbinding bóven", ["slow"]),
        ("internet", "", ["slow", "red"]),
        ("internet", "heel iets anders", ["slow", "red"]),
        ("internet", "de rekening klopt niet", ["bill"]),
        (None, "no picture", ["picture"]),
        (None, "", []),
        ("mobile", "modem", []),
    ],
)
def test_what_fits_a_story_comes_first(service: str | None, story: str, wanted: list[str]) -> None:
    assert ids(INDEX.fitting(service, story)) == wanted


def test_what_was_tried_stays_in_view_as_the_story_grows() -> None:
    assert ids(INDEX.fitting("internet", "wifi traag", ("red",))) == ["red", "slow"]


def test_all_words_of_a_search_are_in_what_it_finds() -> None:
    assert ids(INDEX.found("modem hoger")) == ["slow"]
    assert ids(INDEX.found("trage wifi")) == ["slow"]
    assert ids(INDEX.found("beeld")) == ["picture"]
    assert ids(INDEX.found("beeld modem")) == []
    assert len(INDEX.found(" ")) == 4


def test_it_is_kept_with_its_etag_and_there_without_a_connection(server: FakeServer, core: Core) -> None:
    server.help = [RED, SLOW]
    core.sync_once(eager=True)
    core.sync_once(eager=True)
    told = [seen.headers.get("if-none-match") for seen in server.seen if seen.path == "/help"]
    assert told[-1]
    server.stop()
    assert ids(core.signed_in().store.mirror.help()) == ["red", "slow"]


def test_a_server_of_before_has_none_and_stops_nothing(server: FakeServer, core: Core) -> None:
    server.fail("GET", "/help", problem(404, "No such page."))
    core.sync_once(eager=True)
    assert core.signed_in().store.mirror.help() == []
    assert server.count("GET", "/subscriptions") == 2


class TestThatHelped:
    @pytest.fixture
    def helped(self, server: FakeServer, core: Core) -> Core:
        server.help = [RED]
        account = core.signed_in()
        account.store.drafts.save("d1", DraftKind.TICKET, {"description": "rood lampje"})
        account.helped("red", "d1")
        account.helped("red", "d1")
        return core

    def test_is_counted_once_and_the_draft_is_gone(self, server: FakeServer, helped: Core) -> None:
        helped.sync_once()
        assert server.helped == [("red", "d1")]
        assert helped.signed_in().store.drafts.all(DraftKind.TICKET) == []
        assert helped.signed_in().store.outbox.all() == []
        assert server.tickets == {}

    def test_is_nothing_that_anybody_waits_for(self, server: FakeServer, helped: Core) -> None:
        assert helped.signed_in().store.projections.unsent().waiting == 0
        server.help = []
        helped.sync_once()
        assert helped.signed_in().store.outbox.all() == []
