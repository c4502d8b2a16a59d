"""Photos of tickets on the phone: fetched, there without a connection, bounded, and gone with their ticket."""

import io
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from mobile.core.core import Core
from mobile.core.errors import Offline, OfflineWhy
from mobile.core.pictures import SMALL_SIDE, Pictures
from tests.mobile.fake_server import FakeServer, Reply, until
from tests.mobile.resources import a_ticket, an_entry


def a_picture(side: int = 1200, colour: str = "red") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (side, side // 2), colour).save(drawn, "JPEG")
    return drawn.getvalue()


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    return Pictures(tmp_path / "pictures")


def fetched(pictures: Pictures, ticket_id: str, ids: list[str], fetch: Callable[[str], bytes], **more: bool) -> None:
    """Until each was told of."""
    told = threading.Semaphore(0)
    pictures.want(ticket_id, ids, fetch, told.release, **more)
    for _ in ids:
        assert told.acquire(timeout=5)


def test_a_picture_is_kept_whole_and_small_for_its_owner_s_eyes_only(pictures: Pictures) -> None:
    assert (pictures.here("t", "a"), pictures.small("t", "a")) == (None, None)
    fetched(pictures, "t", ["a"], lambda _: a_picture())
    whole, small = pictures.here("t", "a"), pictures.small("t", "a")
    assert whole.read_bytes() == a_picture()
    with Image.open(small) as picture:
        assert max(picture.size) == SMALL_SIDE
    assert stat.S_IMODE(whole.stat().st_mode) == 0o600
    assert stat.S_IMODE(whole.parent.stat().st_mode) == 0o700


def test_what_is_here_is_not_fetched_again(pictures: Pictures) -> None:
    fetched(pictures, "t", ["a"], lambda _: a_picture())
    pictures.want("t", ["a"], lambda _: pytest.fail("fetched again"), lambda: None)
    assert threading.active_count() < 50
    until(lambda: not pictures._busy)


def test_what_could_not_be_fetched_waits_a_while_unless_the_user_asks(pictures: Pictures) -> None:
    def offline(_: str) -> bytes:
        raise Offline(OfflineWhy.NOT_REACHED)

    fetched(pictures, "t", ["a"], offline)
    assert pictures.failed("a")
    pictures.want("t", ["a"], lambda _: pytest.fail("too soon"), lambda: None)
    until(lambda: not pictures._busy)
    fetched(pictures, "t", ["a"], lambda _: a_picture(), again=True)
    assert not pictures.failed("a")
    assert pictures.small("t", "a")


@pytest.mark.parametrize("content", [b"", b"<html>", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_picture_is_not_kept(pictures: Pictures, content: bytes) -> None:
    fetched(pictures, "t", ["a"], lambda _: content)
    assert pictures.failed("a")
    assert pictures.here("t", "a") is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a/b", "a" * 200, "."])
def test_an_id_that_is_none_leads_nowhere(pictures: Pictures, tmp_path: Path, name: str) -> None:
    pictures.want(name, ["a"], lambda _: a_picture(), lambda: None)
    pictures.want("t", [name], lambda _: a_picture(), lambda: None)
    until(lambda: not pictures._busy)
    pictures.forget(name)
    assert pictures.here("t", name) is None
    assert list(tmp_path.rglob("*.jpg")) == []


def test_what_was_looked_at_longest_ago_makes_room(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path / "pictures", most_bytes=3 * len(a_picture()))
    for number in range(8):
        fetched(pictures, "t", [f"a{number}"], lambda _: a_picture())
    files = list((tmp_path / "pictures").rglob("*.jpg"))
    assert sum(path.stat().st_size for path in files) <= 3 * len(a_picture())
    assert pictures.here("t", "a7")
    assert pictures.here("t", "a0") is None


def test_a_ticket_s_pictures_go_with_it_and_a_start_looks_after_what_was_missed(pictures: Pictures) -> None:
    for ticket in ("stays", "goes", "missed"):
        fetched(pictures, ticket, ["a"], lambda _: a_picture())
    pictures.forget("goes")
    pictures.keep_only(lambda ids: {one for one in ids if one != "missed"})
    assert [bool(pictures.here(ticket, "a")) for ticket in ("stays", "goes", "missed")] == [True, False, False]


class TestOverHTTP:
    @pytest.fixture
    def ticket(self, server: FakeServer, core: Core) -> str:
        file = {"id": "a-1", "name": "modem.jpg", "type": "image/jpeg", "size": 9, "width": 4, "height": 2, "url": "/x"}
        server.put_ticket(a_ticket(id="t"), an_entry("t", attachments=[file]))
        server.uploads.files["a-1"] = a_picture()
        core.sync_once()
        return "t"

    def test_it_comes_and_is_there_at_the_next_start_without_a_connection(
        self, server: FakeServer, core: Core, ticket: str, new_core: Callable[[], Core]
    ) -> None:
        core.signed_in().fetch_pictures(ticket, ["a-1"])
        until(lambda: core.signed_in().store.pictures.small(ticket, "a-1"))
        server.stop()
        core.stop()
        assert new_core().signed_in().store.pictures.here(ticket, "a-1").read_bytes() == a_picture()

    @pytest.mark.parametrize(
        "reply",
        [
            Reply(200, b"<html>Sign in to the Wi-Fi</html>", {"Content-Type": "text/html"}),
            Reply(302, None, {"Location": "http://example.org"}),
            Reply(404, {"detail": "Gone."}),
            Reply(503, {}),
        ],
    )
    def test_anything_else_that_comes_is_no_picture(
        self, server: FakeServer, core: Core, ticket: str, reply: Reply
    ) -> None:
        server.fail("GET", "/attachments/a-1", reply)
        core.signed_in().fetch_pictures(ticket, ["a-1"])
        pictures = core.signed_in().store.pictures
        until(lambda: pictures.failed("a-1"))
        assert pictures.here(ticket, "a-1") is None

    def test_it_goes_when_the_server_removes_the_ticket_and_when_one_signs_out(
        self, server: FakeServer, core: Core, ticket: str
    ) -> None:
        core.signed_in().fetch_pictures(ticket, ["a-1"])
        pictures = core.signed_in().store.pictures
        until(lambda: pictures.small(ticket, "a-1"))
        server.remove("ticket", ticket)
        core.sync_once()
        assert pictures.here(ticket, "a-1") is None
        core.sign_out()
        assert list(core.settings.data.rglob("*.pictures")) == []


def test_a_file_that_is_gone_meanwhile_ends_nothing(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise FileNotFoundError

    monkeypatch.setattr(pictures, "_make_room", gone)
    fetched(pictures, "t", ["a"], lambda _: a_picture())
    monkeypatch.undo()
    fetched(pictures, "t", ["b"], lambda _: a_picture())
    assert pictures.small("t", "b")
