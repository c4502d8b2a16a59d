"""`python -m scripts.spreading.receiver FILE`: receives at /N; writes when each event came, a JSON line each.

Prints its port. /0 hangs for 60 s before it answers; at /1 the connection is closed unanswered. A process of its own,
so that what is measured does not wait for whoever measures.
"""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HANGING, REFUSING = "/0", "/1"
_HANGS_FOR = 60.0


class _Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    lock = threading.Lock()
    file = sys.stdout

    def do_POST(self) -> None:
        """One delivery."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == REFUSING:
            self.close_connection = True
            return
        if self.path == HANGING:
            time.sleep(_HANGS_FOR)
        at = time.time()
        ticket = json.loads(body)["data"]["ticket"]["id"]
        with self.lock:
            print(json.dumps({"at": at, "ticket": ticket, "path": self.path}), file=self.file, flush=True)
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, *_: object) -> None:
        """Nothing: a sender that gave up has gone."""


if __name__ == "__main__":
    _Receiver.file = Path(sys.argv[1]).open("a", encoding="utf-8")  # noqa: SIM115 - open as long as the process
    server = _Server(("127.0.0.1", 0), _Receiver)
    print(server.server_address[1], flush=True)
    server.serve_forever(0.1)
