"""HTTP of the fake server: what came, what goes wrong with it, and one request after the other."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.mobile.fake_replies import Reply

if TYPE_CHECKING:
    from tests.mobile.fake_server import FakeServer


@dataclass
class Seen:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Fault:
    """What goes wrong with requests to a path; `after` it was acted on, or instead."""

    method: str
    path: str
    answer: Callable[["Handler"], None]
    after: bool = False
    times: int = 1


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one segment: apart they wait for each other's acknowledgement, 40 ms a request.
    wbufsize = 65536

    def setup(self) -> None:
        super().setup()
        self.server.fake.connections.add(self.connection)  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815

    def _serve(self) -> None:
        fake: FakeServer = self.server.fake  # type: ignore[attr-defined]
        url = urlsplit(self.path)
        path = url.path.removeprefix("/api/v1")
        length = int(self.headers.get("Content-Length") or 0)
        body: Any = self.rfile.read(length) if length else None
        if body and self.headers.get_content_type() == "application/json":
            body = json.loads(body)
        headers = {name.lower(): value for name, value in self.headers.items()}
        with fake.lock:
            fake.seen.append(Seen(self.command, path, headers, body))
            fault = self._fault(fake, path)
        if fault and not fault.after:
            fault.answer(self)
            return
        reply = fake.answer(self.command, path, {k: v[0] for k, v in parse_qs(url.query).items()}, headers, body)
        (fault.answer if fault else lambda handler: handler.reply(reply))(self)

    def _fault(self, fake: "FakeServer", path: str) -> Fault | None:
        found = next((f for f in fake.faults if (f.method, f.path) == (self.command, path)), None)
        if found:
            found.times -= 1
            if found.times <= 0:
                fake.faults.remove(found)
        return found

    def reply(self, reply: Reply) -> None:
        raw = b"" if reply.body is None else _raw(reply.body)
        self.send_response(reply.status)
        headers = {"Content-Type": "application/problem+json" if reply.status >= 400 else "application/json"}
        for name, value in {**headers, **reply.headers, "Content-Length": str(len(raw))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def drop(self) -> None:
        self.close_connection = True
        self.connection.close()

    def finish(self) -> None:
        self.server.fake.connections.discard(self.connection)  # type: ignore[attr-defined]
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        return


def _raw(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()
