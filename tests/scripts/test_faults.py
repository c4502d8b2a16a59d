"""The proxy does to calls what a bad link does, and tells which of them the server saw."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from scripts.faults.links import lossy
from scripts.faults.proxy import Call, Doing, Fate, Proxy, Said


class Server:
    """Answers 201 with what it got, and keeps it."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:
                    return
                outer.got.append(body)
                self.send_response(201)
                self.send_header("ETag", '"1"')
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None: ...

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def proxy(server: Server) -> Iterator[tuple[Proxy, str]]:
    proxy = Proxy(server.port)
    yield proxy, proxy.start()
    proxy.stop()


def test_a_good_link_changes_nothing(server: Server, proxy: tuple[Proxy, str]) -> None:
    answer = requests.post(proxy[1] + "/tickets", data=b"Down", timeout=5)
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (201, b"Down", '"1"')
    assert server.got == [b"Down"]


@pytest.mark.parametrize(
    ("fate", "seen"),
    [(Fate.NOT_REACHED, 0), (Fate.CUT_REQUEST, 0), (Fate.LOST_ANSWER, 1), (Fate.CUT_ANSWER, 1)],
)
def test_each_loss_is_one_for_the_app_and_the_server_saw_what_it_should(
    server: Server, proxy: tuple[Proxy, str], fate: Fate, seen: int
) -> None:
    proxy[0].link = lambda _: Doing(fate)
    with pytest.raises(requests.RequestException):
        _ = requests.post(proxy[1] + "/tickets", data=b"Down", timeout=5).content
    assert len(server.got) == seen
    assert proxy[0].fates == {fate: 1}


def test_another_answers_in_the_server_s_place(server: Server, proxy: tuple[Proxy, str]) -> None:
    proxy[0].link = lambda _: Doing(Fate.ANSWERED, said=Said(200, {"Content-Type": "text/html"}, b"<html>"))
    assert requests.post(proxy[1] + "/tickets", data=b"Down", timeout=5).content == b"<html>"
    assert server.got == []


def test_a_lossy_link_loses_three_of_ten_in_every_way() -> None:
    import random

    link = lossy(random.Random("seed"))  # noqa: S311
    fates = [link(Call("GET", "/", b"")).fate for _ in range(2000)]
    lost = [fate for fate in fates if fate is not Fate.PASSED]
    assert 500 < len(lost) < 700
    assert set(lost) == {Fate.NOT_REACHED, Fate.CUT_REQUEST, Fate.LOST_ANSWER, Fate.CUT_ANSWER}
