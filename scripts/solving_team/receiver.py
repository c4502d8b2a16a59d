"""Where deliveries come in: checked, written down, answered at once; the work is done afterwards."""

import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scripts.solving_team.journal import Journal
from scripts.solving_team.registration import PATH
from scripts.solving_team.verification import NotGenuine, verified

LARGEST = 1_000_000
Heard = Callable[[str, dict[str, Any]], None]


class Receiver:
    """Takes each event once, by its id, whatever is delivered twice; `heard(team, event)` is called for each."""

    def __init__(self, journal: Journal, heard: Heard, port: int = 0) -> None:
        self._journal = journal
        self._heard = heard
        self._secrets: dict[str, str] = {}
        self._seen = {line["event"] for line in journal.past() if line["what"] == "received"}
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self.port: int = self._server.server_address[1]

    def start(self) -> None:
        """Listen, in threads that end with the process."""
        threading.Thread(target=self._server.serve_forever, args=(0.1,), name="receiver", daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def trust(self, team: str, secret: str) -> None:
        """Deliveries to `team` are signed with `secret`."""
        self._secrets[team] = secret

    def deliver(self, team: str, body: bytes, headers: Mapping[str, str]) -> HTTPStatus:
        """What one delivery is answered."""
        secret = self._secrets.get(team)
        if secret is None:
            return HTTPStatus.NOT_FOUND
        try:
            event_id, event = verified(secret, body, headers)
        except NotGenuine as error:
            self._journal.note("refused", team=team, why=str(error))
            return HTTPStatus.UNAUTHORIZED
        if self._take(team, event_id, event):
            self._heard(team, event)
        return HTTPStatus.NO_CONTENT

    def _take(self, team: str, event_id: str, event: dict[str, Any]) -> bool:
        """Written down before it is answered, so that what was answered is never lost."""
        ticket = event.get("data", {}).get("ticket") or {}
        with self._lock:
            new = event_id not in self._seen
            self._seen.add(event_id)
        facts = {"team": team, "event": event_id, "type": event.get("type"), "ticket": ticket.get("id")}
        if event.get("type") == "ticket.created":
            facts["description"] = ticket.get("description")
        self._journal.note("received" if new else "repeated", **facts, reference=ticket.get("reference"))
        return new


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = None  # a kept connection may be idle for long

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdecimal() or int(length) > LARGEST:
                self.close_connection = True
                self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                return
            body = self.rfile.read(int(length))
            team = self.path.removeprefix(PATH) if self.path.startswith(PATH) else ""
            self._answer(receiver.deliver(team, body, dict(self.headers.items())))

        def _answer(self, status: HTTPStatus) -> None:
            self.send_response(status)
            if status is not HTTPStatus.NO_CONTENT:
                self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """The journal tells."""

    return Handler
