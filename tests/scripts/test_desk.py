"""The stand-in team's work survives a server that goes away, an answer that is lost, and somebody else's change."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from scripts.solving_team.desk import Desk
from scripts.solving_team.journal import Journal
from scripts.solving_team.registration import Team
from scripts.solving_team.rest import Rest, Stopped

Answers = Callable[[str, str, dict[str, str], Any], tuple[int, Any, str]]


class Server:
    """Answers as the test says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], Any]] = []
        self.answers: Answers = lambda *_: (200, {}, '"1"')
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
            asked = (self.command, self.path.removeprefix("/api/v1"), dict(self.headers), body)
            server.asked.append(asked)
            status, data, etag = server.answers(*asked)
            if status == 0:
                self.connection.close()
                return
            sent = json.dumps(data).encode()
            self.send_response(status)
            for name, value in (("Content-Type", "application/json"), ("ETag", etag), ("Content-Length", len(sent))):
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(sent)

        do_POST = do_PATCH = do_GET  # noqa: N815 - the names that http.server gives

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.stop()


@pytest.fixture
def desk(server: Server) -> Desk:
    rest = Rest(server.url, "dgk_key", threading.Event())
    return Desk(Team("internet", "Internet Care", rest, "e1", "whsec_"), Journal(None, aloud=False), "Sanne")


def test_a_post_is_retried_under_one_key(server: Server) -> None:
    statuses = iter([503, 0, 201])
    server.answers = lambda *_: (next(statuses), {}, '"1"')
    assert Rest(server.url, "k", threading.Event()).call("POST", "/x", {"a": 1}).status == 201
    assert len(server.asked) == 3
    assert len({headers["Idempotency-Key"] for _, _, headers, _ in server.asked}) == 1


def test_a_program_that_ends_does_not_wait_for_the_server() -> None:
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(Stopped):
        Rest("http://127.0.0.1:1", "k", stopped).call("GET", "/x")


def test_a_ticket_is_changed_as_it_was_read_and_in_a_persons_name(server: Server, desk: Desk) -> None:
    server.answers = lambda method, *_: (200, {"status": "acknowledged"}, '"7"' if method == "GET" else '"8"')
    assert desk.take_up("t1")
    method, path, headers, body = server.asked[-1]
    assert (method, path, headers["If-Match"]) == ("PATCH", "/tickets/t1", '"7"')
    assert body["status"] == "in_progress"
    assert body["acted_by"] == {"name": "Sanne"}
    # What a change was answered with is known: nothing needs to be read again.
    assert desk.resolve("t1", "Works.")
    assert [asked[0] for asked in server.asked] == ["GET", "PATCH", "PATCH"]
    assert server.asked[-1][2]["If-Match"] == '"8"'


def test_somebody_elses_change_is_read_first(server: Server, desk: Desk) -> None:
    etags = iter(["1", "2"])
    answers = iter([412, 200])

    def answer(method: str, *_: object) -> tuple[int, Any, str]:
        if method == "GET":
            return 200, {"status": "acknowledged"}, f'"{next(etags)}"'
        return next(answers), {}, '"3"'

    server.answers = answer
    assert desk.take_up("t1")
    assert [h["If-Match"] for m, _, h, _ in server.asked if m == "PATCH"] == ['"1"', '"2"']


def test_a_lost_answer_is_not_done_twice(server: Server, desk: Desk) -> None:
    state = {"status": "acknowledged", "version": 1}
    patches = []

    def answer(method: str, path: str, headers: dict[str, str], body: Any) -> tuple[int, Any, str]:
        etag = f'"{state["version"]}"'
        if method == "GET":
            return 200, dict(state), etag
        if headers["If-Match"] != etag:
            return 412, {}, etag
        state.update(status=body["status"], version=state["version"] + 1)  # type: ignore[operator]
        patches.append(body)
        return 0, {}, ""

    server.answers = answer
    assert desk.take_up("t1")
    assert len(patches) == 1


def test_what_is_no_longer_possible_is_given_up(server: Server, desk: Desk) -> None:
    server.answers = lambda method, *_: (200 if method == "GET" else 409, {"status": "cancelled"}, '"1"')
    assert not desk.take_up("t1")
    server.answers = lambda *_: (404, {}, "")
    assert not desk.resolve("t2", "Works.")
