"""Areas and services that one follows."""

import pytest

from mobile.core.core import Core
from mobile.presenters.following import FollowingPresenter
from mobile.presenters.notices import Notice, Say
from mobile.presenters.screens import Screens
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.resources import a_ticket


@pytest.fixture
def following(server: FakeServer, core: Core, screens: Screens) -> FollowingPresenter:
    following = screens.following()
    following.open()
    return following


def test_one_is_added_offline_and_taken_away_again(
    server: FakeServer, core: Core, following: FollowingPresenter
) -> None:
    server.stop()
    following.type("name", " 3511 ab ")
    following.type("label", "Mum")
    following.toggle_service("tv")
    following.set_mail(False)
    following.add()
    (follow,) = following.state.follows
    assert (follow.area, follow.label, follow.mail, follow.send_state) == ("3511AB", "Mum", False, SendState.QUEUED)
    assert [service.slug for service in follow.services] == ["tv"]
    assert (following.state.form.name, following.state.added) == ("", 1)
    core.sync_once()
    server.start()
    core.sync_once(eager=True)
    (follow,) = following.state.follows
    assert (follow.send_state, len(server.subscriptions)) == (None, 1)
    following.remove(follow.id)
    assert following.state.follows == ()
    core.sync_once()
    assert server.subscriptions == {}


@pytest.mark.parametrize(
    ("kind", "name", "area"),
    [("place", " Bergen  (Limburg)", "place:Bergen (Limburg)"), ("province", "Utrecht", "province:Utrecht")],
)
def test_an_area_is_named_with_its_kind(
    server: FakeServer, core: Core, following: FollowingPresenter, kind: str, name: str, area: str
) -> None:
    following.choose_kind(kind)
    following.type("name", name)
    following.add()
    core.sync_once()
    assert [follow["area"] for follow in server.subscriptions.values()] == [area]


def test_nothing_typed_is_said(core: Core, following: FollowingPresenter) -> None:
    following.add()
    assert following.state.error == Notice(Say.AREA_MISSING)
    for wrong in ("Utrecht", "12345678", "٣٥١١"):
        following.type("name", wrong)
        following.add()
        assert following.state.error == Notice(Say.NOT_A_POSTCODE, {"country": "NL", "example": "3511 AB"})
    assert following.state.added == 0
    following.type("name", "3")
    assert following.state.error is None
    assert core.signed_in().store.outbox.all() == []


def test_a_refused_one_says_why_and_goes(server: FakeServer, core: Core, following: FollowingPresenter) -> None:
    server.fail("POST", "/subscriptions", problem(422, "No.", {"/area": "There is no area 9999."}))
    following.type("name", "9999")
    following.add()
    core.sync_once()
    (follow,) = following.state.follows
    assert follow.problem == Notice(Say.REFUSED, {"detail": "There is no area 9999."})
    following.remove(follow.id)
    assert following.state.follows == ()


def test_the_outage_s_areas_are_offered_else_one_s_own_postcodes(
    server: FakeServer, core: Core, screens: Screens
) -> None:
    server.put_ticket(a_ticket(customer={"postcode": "3511AB"}))
    core.sync_once()
    following = screens.following()
    following.open()
    assert following.state.suggestions == ("3511AB",)
    following.open(("9711", "place:Haren"))
    assert following.state.suggestions == ("9711", "place:Haren")
    following.take("place:Haren")
    assert (following.state.form.kind, following.state.form.name) == ("place", "Haren")
    following.add()
    assert following.state.suggestions == ("9711",)
