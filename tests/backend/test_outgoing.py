"""What a receiver may do to a request of ours: hang up, lie about its answer, or say nothing that can be read."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_network

import pytest

from backend import outgoing

HERE = (ip_network("127.0.0.0/8"),)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
HANGS_UP = b""


@contextmanager
def receiver(*connections: tuple[bytes, ...], asked: list[bytes] | None = None) -> Iterator[tuple[str, list[int]]]:
    """The address of one that gives these answers, by connection and request, and how many connections there were."""
    listener, made = socket.create_server(("127.0.0.1", 0)), [0]
    heard = [] if asked is None else asked

    def serve() -> None:
        for answers in connections:
            try:
                connection, _ = listener.accept()
            except OSError:
                return  # nobody came any more
            made[0] += 1
            with connection:
                for answer in answers:
                    told, came = b"", b"-"
                    while came and not told.endswith(b"{}"):
                        came = connection.recv(65536)
                        told += came
                    heard.append(told)
                    connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook", made
    listener.close()


def post(url: str) -> outgoing.Reply:
    return outgoing.post(url, b"{}", {}, HERE)


def test_a_kept_connection_that_ends_as_it_is_used_again_costs_no_attempt() -> None:
    with receiver((OK, HANGS_UP), (OK,)) as (url, made):
        assert post(url).text == "ok"
        assert post(url).text == "ok"
        assert made == [2]


def test_who_hangs_up_on_a_new_connection_is_not_asked_again_at_once() -> None:
    with receiver((HANGS_UP,), (OK,)) as (url, made):
        assert post(url).error == "ConnectionError"
        assert made == [1]


def test_who_hangs_up_twice_has_failed() -> None:
    with receiver((OK, HANGS_UP), (HANGS_UP,), (OK,)) as (url, made):
        assert post(url).ok
        assert post(url).error == "ConnectionError"
        assert made == [2]


LIES = {
    "no gzip": b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    "no chunks": b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "cut off": b"Content-Length: 100\r\n\r\nabc",
    "unknown coding": b"Content-Encoding: banana\r\nContent-Length: 3\r\n\r\nabc",
    "less than nothing": b"Content-Length: -5\r\n\r\nabc",
}


@pytest.mark.parametrize("rest", LIES.values(), ids=LIES)
def test_an_answer_that_cannot_be_read_was_an_answer(rest: bytes) -> None:
    with receiver((b"HTTP/1.1 200 OK\r\n" + rest,)) as (url, _):
        assert post(url).ok


@pytest.mark.parametrize("answer", [b"\x00\xffHTTP/9.9 banana\r\n\r\n", b"HTTP/1.1 two hundred\r\n\r\n"])
def test_what_is_no_http_is_no_answer(answer: bytes) -> None:
    with receiver((answer,)) as (url, _):
        assert post(url) == outgoing.Reply(None, error="ConnectionError")


@contextmanager
def dripping(begin: bytes, drop: bytes) -> Iterator[str]:
    """The address of one that answers `begin`, and then a drop every hundredth of a second, for ever."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.recv(65536)
                connection.sendall(begin)
                while not over.wait(0.01):
                    connection.sendall(drop)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
        over.set()


ENDLESS = {
    "in its first line": (b"HTTP/1.1 200 ", b"O"),
    "in its headers": (b"HTTP/1.1 200 OK\r\nX-Drip: ", b"x"),
    "by going on": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "by early hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"),
}


@pytest.mark.parametrize(("begin", "drop"), ENDLESS.values(), ids=ENDLESS)
def test_who_answers_for_ever_is_given_up_in_time(begin: bytes, drop: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "ANSWER_WITHIN", 0.3)
    with dripping(begin, drop) as url:
        assert post(url) == outgoing.Reply(None, error="ReadTimeout")


@pytest.mark.parametrize("rest", [b"Transfer-Encoding: chunked\r\n\r\n", b"Content-Encoding: gzip\r\n\r\n"])
def test_of_a_body_without_an_end_no_more_is_awaited(rest: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "ANSWER_WITHIN", 0.3)
    with dripping(b"HTTP/1.1 200 OK\r\n" + rest, b"0") as url:
        assert post(url).ok


REDIRECTS = [
    b"Location: /elsewhere",
    b"Location: http://[",
    b"Location: \xff\xfe",
    b"Location: http://169.254.169.254/",
]


@pytest.mark.parametrize("where", REDIRECTS)
def test_a_redirect_is_an_answer_whose_body_is_not_read_to_its_end(
    where: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would fill the memory: requests reads all of it, also where it does not follow."""
    monkeypatch.setattr(outgoing, "ANSWER_WITHIN", 0.3)
    with dripping(b"HTTP/1.1 302 Found\r\n" + where + b"\r\n\r\n", b"x") as url:
        assert post(url).status_code == 302


def test_no_cookie_is_kept() -> None:
    asked: list[bytes] = []
    bake = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n"
    with receiver((bake, bake), asked=asked) as (url, _):
        assert post(url).ok
        assert post(url).ok
    assert b"POST /hook" in asked[0]
    assert not [one for one in asked if b"cookie" in one.lower()]


def test_what_comes_before_the_answer_is_not_the_answer() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    no = b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"
    with receiver((hints + OK, hints + no)) as (url, made):
        assert post(url).status_code == 200
        assert post(url).status_code == 500
        assert made == [1]


@pytest.mark.parametrize("pause", [0.0, 0.2])
def test_an_answer_that_ends_later_than_it_says_is_no_answer_to_the_next(pause: float) -> None:
    """Two answers to one request: the second would say that the next event was taken."""
    no = b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"
    with receiver((OK + OK,), (no,)) as (url, _):
        assert post(url).ok
        threading.Event().wait(pause)
        assert post(url).status_code == 500
