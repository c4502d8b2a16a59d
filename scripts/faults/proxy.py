"""Stands between the app and its server, and does to each call what the link of the moment does."""

import contextlib
import http.client
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_OWN = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})
_SECONDS = 30.0


class Fate(StrEnum):
    """What becomes of a call."""

    PASSED = "passed on"
    NOT_REACHED = "lost before the server"
    CUT_REQUEST = "cut while it was sent"
    LOST_ANSWER = "answer lost"
    CUT_ANSWER = "answer cut"
    ANSWERED = "answered by another"


@dataclass(frozen=True)
class Call:
    """A request as the app sent it."""

    method: str
    path: str
    body: bytes


@dataclass(frozen=True)
class Said:
    """An answer, the server's or that of whoever sits in between."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Doing:
    """What is done to one call; `seconds` pass on the way there, and as many on the way back."""

    fate: Fate = Fate.PASSED
    seconds: float = 0.0
    said: Said | None = None


Link = Callable[[Call], Doing]


def good(_: Call) -> Doing:
    """A link that does nothing to anybody."""
    return Doing()


@dataclass
class Proxy:
    """Listens on a port of 127.0.0.1; `link` may be changed at any time, `fates` counts what became of calls."""

    to_port: int
    link: Link = good
    fates: Counter[str] = field(default_factory=Counter)
    _server: ThreadingHTTPServer | None = None

    def start(self) -> str:
        """The address for the app."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.proxy = self  # type: ignore[attr-defined]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="proxy", daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """Nothing answers any more."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def do_GET(self) -> None:
        """Any method: the link says what is done to it."""
        proxy: Proxy = self.server.proxy  # type: ignore[attr-defined]
        call = Call(self.command, self.path, self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        doing = proxy.link(call)
        proxy.fates[doing.fate] += 1
        time.sleep(doing.seconds)
        if doing.fate is Fate.NOT_REACHED:
            self._drop()
        elif doing.fate is Fate.CUT_REQUEST:
            self._send_half(call, proxy.to_port)
            self._drop()
        else:
            self._answer(doing, doing.said or self._ask(call, proxy.to_port))

    do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names that http.server looks for

    def _answer(self, doing: Doing, said: Said | None) -> None:
        time.sleep(doing.seconds)
        if said is None or doing.fate is Fate.LOST_ANSWER:
            self._drop()
            return
        self.send_response_only(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        if doing.fate is Fate.CUT_ANSWER:
            self.wfile.write(said.body[: len(said.body) // 2])
            self._drop()
        else:
            self.wfile.write(said.body)

    def _ask(self, call: Call, port: int) -> Said | None:
        """The server's answer; None where it gave none."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
        try:
            connection.request(call.method, call.path, call.body or None, self._passed_on())
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _OWN}
            return Said(answer.status, kept, answer.read())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _send_half(self, call: Call, port: int) -> None:
        """The server sees a request that breaks off."""
        lines = [f"{call.method} {call.path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(call.body) + 1}"]
        lines += [f"{name}: {value}" for name, value in self._passed_on().items()]
        head = "\r\n".join((*lines, "", "")).encode()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), _SECONDS) as server:
            server.sendall(head + call.body[: len(call.body) // 2])

    def _passed_on(self) -> dict[str, str]:
        return {name: value for name, value in self.headers.items() if name.lower() not in _OWN}

    def _drop(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def finish(self) -> None:
        """The app may have left before the answer."""
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    def handle(self) -> None:
        """Likewise."""
        with contextlib.suppress(OSError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Nothing: what became of calls is counted."""
