"""Files over a real connection to the real server: large, streamed, broken off."""

import socket
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from scripts.processes import ports
from scripts.processes.child import Child, python
from scripts.processes.waiting import until
from tests.backend.attachments.files import photo
from tests.backend.client import problem
from tests.e2e.commands import environment, run

pytestmark = pytest.mark.slow
MEGABYTE = 1_000_000


class Installation:
    """`./scripts/serve` with the demo company, and its employee signed in."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "attachments"
        port = ports.free_port()
        settings = {"DATABASE_URL": f"sqlite:///{folder / 'test.db'}", "PORT": str(port), "SECRET_KEY": "for tests"}
        settings["ATTACHMENTS_DIR"] = str(self.files)
        assert run("scripts.company", seconds=60, **settings).returncode == 0
        self._log = (folder / "server.log").open("wb")
        self.server = Child("server", python("scripts.serving"), env=environment(**settings), log=self._log)
        self.port, self.address = port, f"http://127.0.0.1:{port}"
        until(self._ready, 60, "the server")
        login = {"email": "employee@example.org", "password": "doorgeven-demo"}
        self.token = requests.post(self.address + "/api/v1/auth/login", json=login, timeout=20).json()["access_token"]
        made = requests.post(self.address + "/api/v1/tickets", json=problem(), headers=self.headers(), timeout=20)
        self.path = f"/api/v1/tickets/{made.json()['id']}/attachments"

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid.uuid4().hex}

    def kept(self) -> list[Path]:
        return [path for path in self.files.rglob("*") if path.is_file()]

    def _ready(self) -> bool:
        try:
            return requests.get(self.address + "/readyz", timeout=2).ok
        except requests.RequestException:
            return False

    def close(self) -> None:
        self.server.stop()
        self._log.close()


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    found = Installation(tmp_path_factory.mktemp("uploading"))
    yield found
    found.close()


def streamed(name: str, size: int) -> Iterator[bytes]:
    """A multipart body of unknown length, a piece at a time."""
    yield f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    for _ in range(size // MEGABYTE):
        yield b"x" * MEGABYTE
    yield b"\r\n--x--\r\n"


def send(installation: Installation, body: object) -> requests.Response:
    headers = {**installation.headers(), "Content-Type": "multipart/form-data; boundary=x"}
    return requests.post(installation.address + installation.path, data=body, headers=headers, timeout=60)


def test_a_streamed_file_of_twelve_megabytes_is_refused_and_one_of_eight_is_taken(installation: Installation) -> None:
    refused = send(installation, streamed("large.txt", 12 * MEGABYTE))
    assert (refused.status_code, installation.kept()) == (413, [])
    assert refused.headers["Content-Type"] == "application/problem+json"
    taken = send(installation, streamed("fits.txt", 8 * MEGABYTE))
    assert taken.status_code == 201, taken.text
    (file,) = taken.json()["attachments"]
    got = requests.get(file["url"], headers=installation.headers(), timeout=20)
    assert (len(got.content), got.headers["X-Content-Type-Options"]) == (8 * MEGABYTE, "nosniff")


def test_a_body_that_says_that_it_is_too_long_is_refused_before_it_comes(installation: Installation) -> None:
    before = installation.kept()
    refused = send(installation, b"".join(streamed("huge.txt", 60 * MEGABYTE)))
    assert (refused.status_code, installation.kept()) == (413, before)


def test_a_photo_comes_back_smaller_in_parts_too(installation: Installation) -> None:
    files = [("file", ("modem.jpg", photo("JPEG", (3000, 2000)), "image/jpeg"))]
    headers = installation.headers()
    answers = [
        requests.post(installation.address + installation.path, files=files, headers=headers, timeout=60)
        for _ in range(2)
    ]
    assert answers[0].status_code == 201
    # A client library makes another boundary at each try: the parts are the same.
    assert answers[0].json() == answers[1].json()
    (file,) = answers[0].json()["attachments"]
    part = requests.get(file["url"], headers={**installation.headers(), "Range": "bytes=0-2"}, timeout=20)
    assert (part.status_code, part.content) == (206, b"\xff\xd8\xff")


def test_an_upload_that_breaks_off_leaves_nothing_and_takes_no_room(installation: Installation) -> None:
    before = installation.kept()
    head = "\r\n".join(
        [
            f"POST {installation.path} HTTP/1.1",
            "Host: 127.0.0.1",
            *(f"{name}: {value}" for name, value in installation.headers().items()),
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Length: 9000000",
            "",
            "",
        ]
    ).encode()
    # More of them than may come in at once: each must give its room back.
    for _ in range(15):
        with socket.create_connection(("127.0.0.1", installation.port), timeout=20) as connection:
            connection.sendall(head + next(streamed("x.pdf", 0)) + b"%PDF-" + b"x" * 100_000)
    until(lambda: send(installation, streamed("t.txt", MEGABYTE)).status_code == 201, 20, "room")
    assert len(installation.kept()) == len(before) + 1
