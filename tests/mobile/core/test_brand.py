"""The company's name, colour and logo: from its server, remembered, and never in the way."""

import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from mobile.config import Settings
from mobile.core.brand import Brand, Brands
from mobile.core.core import Core
from mobile.core.logo import fetch_logo
from tests.mobile.fake_server import FakeServer, Reply


class Pictures(BaseHTTPRequestHandler):
    found: dict[str, bytes] = {}

    def do_GET(self) -> None:
        body = self.found.get(self.path)
        self.send_response(200 if body is not None else 302)
        self.send_header("Location", "/logo.png")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None: ...


def png(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#D6006E").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def pictures() -> Iterator[str]:
    Pictures.found = {
        "/logo.png": png((900, 300)),
        "/long.png": png((5000, 2)),
        "/page": b"<html>",
        "/big": b"x" * 2**21,
    }
    served = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    Thread(target=served.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{served.server_address[1]}"
    served.shutdown()
    served.server_close()


def settled(core: Core) -> Brand:
    core.brands.refresh(core._api)
    return core.brand


def test_it_is_remembered_where_there_is_no_connection(settings: Settings, server: FakeServer, pictures: str) -> None:
    server.brand |= {"name": "Buurtnet", "color": "#d6006e", "logo_url": f"{pictures}/logo.png"}
    core = Core(settings)
    assert core.brand == Brand()
    brand = settled(core)
    assert (brand.name, brand.color) == ("Buurtnet", "#d6006e")
    server.stop()
    later = Core(settings).brand
    assert later == brand
    assert later.logo is not None
    with Image.open(later.logo) as logo:
        assert (logo.format, logo.size) == ("PNG", (512, 171))


def test_what_did_not_change_is_not_sent_again_and_what_did_takes_its_place(
    settings: Settings, server: FakeServer, pictures: str
) -> None:
    server.brand |= {"name": "Buurtnet", "logo_url": f"{pictures}/logo.png"}
    core = Core(settings)
    settled(core)
    assert core.brands.refresh(core._api) is False
    assert server.seen[-1].headers["if-none-match"]
    server.brand |= {"name": "Straatnet", "logo_url": None}
    assert settled(core) == Brand("Straatnet", core.brand.color)
    assert not list(Path(settings.data).glob("logo-*"))


@pytest.mark.parametrize("path", ["/page", "/long.png", "/big", "/elsewhere"])
def test_what_is_no_logo_is_left_out(pictures: str, path: str) -> None:
    assert fetch_logo(pictures + path) is None


@pytest.mark.parametrize("url", ["http://example.org/logo.png", "file:///etc/passwd", "javascript:alert(1)", "", "["])
def test_a_logo_comes_over_tls_or_not_at_all(url: str) -> None:
    assert fetch_logo(url) is None


def test_a_server_that_does_not_answer_is_asked_again_later_and_not_at_once(
    settings: Settings, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("mobile.core.brand.time.monotonic", lambda: now)
    core = Core(settings)
    server.fail("GET", "/brand", Reply(503))
    assert core.brands.refresh_if_due(core._api) is False
    assert core.brands.refresh_if_due(core._api) is False
    assert server.count("GET", "/brand") == 1
    now += 400
    assert core.brands.refresh_if_due(core._api) is True
    now += 400
    assert core.brands.refresh_if_due(core._api) is False
    assert server.count("GET", "/brand") == 2


@pytest.mark.parametrize("kept", ["", "[]", "3", '{"name": 3}', '{"name": "X", "logo": "../../secret.png"}'])
def test_a_broken_file_stops_nothing(tmp_path: Path, kept: str) -> None:
    (tmp_path / "brand.json").write_text(kept, encoding="utf-8")
    assert Brands(tmp_path).now.logo is None
