"""Which server it is: typed or scanned, over TLS, remembered, and one of ours."""

from pathlib import Path

import pytest

from mobile.config import Settings
from mobile.core.addresses import NotAServer, NotEncrypted, typed_address
from mobile.core.core import Core
from mobile.core.errors import Offline, Refused
from tests.mobile.fake_server import PASSWORD, FakeServer, Reply, problem
from tests.mobile.resources import EMPLOYEE


@pytest.fixture
def phone(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "phone", language="en")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" doorgeven.example.org ", "https://doorgeven.example.org"),
        ("doorgeven.example.org/", "https://doorgeven.example.org"),
        ("https://doorgeven.example.org:8443/app/", "https://doorgeven.example.org:8443/app"),
        ("https://doorgeven.example.org/?from=qr#x", "https://doorgeven.example.org"),
        ("localhost:8080", "http://localhost:8080"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https:/doorgeven.example.org", "https://doorgeven.example.org"),
        ("Https//doorgeven.example.org/app", "https://doorgeven.example.org/app"),
        ("https.example.org", "https://https.example.org"),
        ("Störung.Example.org", "https://Störung.Example.org"),
    ],
)
def test_an_address_as_people_type_it(typed: str, address: str) -> None:
    assert typed_address(typed) == address


@pytest.mark.parametrize("typed", ["http://doorgeven.example.org", "ftp://doorgeven.example.org", "http://10.0.0.4:80"])
def test_what_could_be_read_on_the_way_is_not_used(typed: str) -> None:
    with pytest.raises(NotEncrypted):
        typed_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "een adres",
        "https://",
        "x@y.org",
        "https://x.org:port",
        "[",
        "-.-",
        "\0",
        "https://a.example\nhttps://b.example",
        "a.example/b c",
    ],
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(NotAServer):
        typed_address(typed)


def test_it_is_asked_for_once(phone: Settings, server: FakeServer) -> None:
    core = Core(phone)
    assert core.server == ""
    core.connect(server.address.removeprefix("http://"))
    core.sign_in(EMPLOYEE["email"], PASSWORD)
    core.sync_once()
    core.stop()
    again = Core(phone)
    assert again.server == server.address
    assert again.account is not None
    again.sync_once()
    again.stop()


def test_before_it_is_chosen_nothing_is_reached_and_nothing_breaks(phone: Settings) -> None:
    core = Core(phone)
    with pytest.raises(Offline):
        core.sign_in(EMPLOYEE["email"], PASSWORD)
    assert core.sync_once() > 0


def test_a_server_that_is_none_of_ours_is_not_taken(phone: Settings, server: FakeServer) -> None:
    core = Core(phone)
    server.fail("GET", "/brand", problem(404, "No such thing."))
    with pytest.raises(Refused):
        core.connect(server.address)
    server.fail("GET", "/brand", Reply(200, {"welcome": "to the hotel"}))
    with pytest.raises(Offline):
        core.connect(server.address)
    server.stop()
    with pytest.raises(Offline):
        core.connect(server.address)
    assert core.server == ""
    assert Core(phone).server == ""


def test_an_address_from_outside_goes_before_the_one_that_was_chosen(phone: Settings, server: FakeServer) -> None:
    Core(phone).connect(server.address)
    named = Core(Settings(server="https://other.example.org", data=phone.data))
    assert named.server == "https://other.example.org"
    assert named.choice.fixed
    assert not Core(phone).choice.fixed


@pytest.mark.parametrize("kept", ["", "[]", '{"address": 3}', '{"address": "http://evil.example.org"}', "\xff"])
def test_a_file_that_is_broken_asks_again(phone: Settings, kept: str) -> None:
    phone.data.mkdir()
    (phone.data / "server.json").write_text(kept, encoding="latin-1")
    assert Core(phone).server == ""
