"""The phone's network: everything it sends passes here, and it can be away."""

import contextlib
import socket
import threading

_CHUNK = 65536


class Relay:
    """Passes connections to 127.0.0.1 on to another port while it is open; closed, nothing answers at all."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._lock = threading.Lock()
        self._open_sockets: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.port = 0
        self.open()

    def open(self) -> None:
        """The network is there (again), at the same address."""
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), name="relay", daemon=True).start()

    def close(self) -> None:
        """The network is gone, in the middle of whatever goes on."""
        with self._lock:
            listener, self._listener = self._listener, None
            sockets, self._open_sockets = self._open_sockets, set()
        for each in (listener, *sockets):
            if each is not None:
                _end(each)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                phone, _ = listener.accept()
                server = socket.create_connection(("127.0.0.1", self._to_port))
            except OSError:
                if self._listener is listener:
                    continue
                return
            with self._lock:
                away = self._listener is not listener
                self._open_sockets |= set() if away else {phone, server}
            if away:
                # The network went in between.
                _end(phone)
                _end(server)
                return
            for one, other in ((phone, server), (server, phone)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(_CHUNK):
                other.sendall(data)
        for each in (one, other):
            _end(each)
        with self._lock:
            self._open_sockets -= {one, other}


def _end(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        each.close()
