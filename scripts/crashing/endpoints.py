"""A receiver that misbehaves: each path has its mood, and what it took is written down with its order."""

import random
import threading
import time
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import orjson

MOODS = ("good", "failing", "hanging", "busy", "garbage")
HANGS_FOR = 12.0
"""Seconds; longer than the sender waits."""
_MISBEHAVES = 0.2
_HANGS = 0.03


class Endpoints:
    """One server for all moods. Each event is refused at most once, so that the retry plan's 5 s are enough."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._lock = threading.Lock()
        self._refused: set[tuple[str, str]] = set()
        self.taken: dict[str, dict[str, None]] = defaultdict(dict)
        """By path: the event ids in the order in which each was first taken."""
        self.tickets: dict[str, str] = {}
        """Event id to ticket id."""
        self.repeated = 0
        self.moods: Counter[str] = Counter()
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"endpoints": self}))
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def url(self, team: str, mood: str) -> str:
        """Where `team`'s endpoint of that mood receives."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/{team}/{mood}"

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def misbehaves(self, path: str, event: str) -> bool:
        """Whether this event is to be refused now."""
        mood = path.rpartition("/")[2]
        with self._lock:
            share = _HANGS if mood == "hanging" else _MISBEHAVES
            if mood == "good" or (path, event) in self._refused or self._chance.random() > share:
                return False
            self._refused.add((path, event))
            self.moods[mood] += 1
            return True

    def take(self, path: str, event: str, ticket: str) -> None:
        """Written down before it is answered."""
        with self._lock:
            self.repeated += event in self.taken[path]
            self.taken[path].setdefault(event)
            self.tickets[event] = ticket


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Nothing, for the same reason."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    endpoints: Endpoints

    def do_POST(self) -> None:
        """One delivery."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        event, path = self.headers["webhook-id"], urlsplit(self.path).path
        if self.endpoints.misbehaves(path, event):
            self.close_connection = True
            self._misbehave(path.rpartition("/")[2])
            return
        ticket = orjson.loads(body)["data"].get("ticket") or {}
        self.endpoints.take(path, event, ticket.get("id") or "")
        self._answer(204)

    def _misbehave(self, mood: str) -> None:
        match mood:
            case "failing":
                self._answer(500)
            case "busy":
                self._answer(429, {"Retry-After": "6"})
            case "hanging":
                time.sleep(HANGS_FOR)
            case "garbage":
                self.wfile.write(b"\x00\xffHTTP/9.9 banana\r\n\r\n" * 50)

    def _answer(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": "0", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: a server that is killed drops its connections all the time."""
