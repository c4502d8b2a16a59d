"""Files that mean harm, or are no use: each is refused in a sentence, and nothing is kept."""

import io
import random
import resource
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend import storage
from backend.tickets.attachments import names, photos
from tests.backend.attachments import files
from tests.backend.attachments.files import CANARY, HTML, PDF, SVG, ZIP, photo, upload
from tests.backend.client import Client


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


REFUSED = {
    "svg as a photo": ("photo.jpg", SVG, 415),
    "svg with a prolog": ("photo.svg", b'<?xml version="1.0"?>\n' + SVG, 415),
    "svg with an empty prolog": ("photo.svg", b"<?xml?>" + SVG, 415),
    "svg with its own doctype": ("photo.svg", b"<!DOCTYPE svg>" + SVG, 415),
    "svg after a byte order mark": ("a.txt", b"\xef\xbb\xbf  " + SVG, 415),
    "html named txt": ("notes.txt", HTML, 415),
    "html in utf-16": ("notes.txt", HTML.decode().encode("utf-16"), 415),
    "html that begins with a comment": ("notes.txt", b"<!-- hello -->" + HTML, 415),
    "zip": ("all.zip", ZIP, 415),
    "zip named pdf": ("bill.pdf", ZIP, 415),
    "pdf and zip at once": ("bill.pdf", PDF + ZIP, 415),
    "pdf and zip, closed as a pdf": ("bill.pdf", PDF + ZIP + b"\n%%EOF\n", 415),
    "half a pdf": ("bill.pdf", PDF.replace(b"%%EOF", b""), 415),
    "junk before a pdf": ("bill.pdf", b"\0" * 9 + PDF, 415),
    "program": ("cat.jpg", b"MZ\x90\0" + b"\0" * 200, 415),
    "elf": ("cat.jpg", b"\x7fELF" + b"\0" * 200, 415),
    "gif": ("cat.jpg", b"GIF89a\xff\xff\xff\xff" + b"\0" * 200, 415),
    "bitmap": ("cat.jpg", b"BM" + b"\0" * 200, 415),
    "tiff": ("cat.jpg", b"II*\0" + b"\0" * 200, 415),
    "postscript": ("cat.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n\0(%pipe%id) (w) file", 415),
    "heic": ("cat.heic", b"\0\0\0\x18ftypheic" + b"\0" * 200, 415),
    "zeros": ("cat.jpg", b"\0" * 5000, 415),
    "spaces": ("a.txt", b" \n\t ", 415),
    "empty": ("cat.jpg", b"", 422),
    "half a jpeg": ("cat.jpg", cut(photo("JPEG", (400, 400))), 422),
    "half a png": ("cat.png", cut(photo("PNG", (400, 400))), 422),
    "half a webp": ("cat.webp", cut(photo("WEBP", (400, 400))), 422),
    "jpeg of three bytes": ("cat.jpg", b"\xff\xd8\xff", 422),
    "png of eight bytes": ("cat.png", b"\x89PNG\r\n\x1a\n", 422),
    "webp of twelve bytes": ("cat.webp", b"RIFF\x04\0\0\0WEBP", 422),
    "png that is a jpeg inside": ("cat.png", b"\x89PNG\r\n\x1a\n" + photo("JPEG"), 422),
    "png bomb": ("cat.png", files.huge_png(50_000, 50_000), 422),
    "png bomb just over": ("cat.png", files.huge_png(6_400, 6_400), 422),
    "png of no height": ("cat.png", files.huge_png(10, 0), 422),
    "jpeg bomb": ("cat.jpg", files.huge_jpeg(), 422),
    "jpeg of a thousand scans": ("cat.jpg", files.many_scans(), 422),
    "webp bomb, extended": ("cat.webp", files.huge_webp(b"VP8X"), 422),
    "webp bomb, lossless": ("cat.webp", files.huge_webp(b"VP8L"), 422),
    "webp bomb, lossy": ("cat.webp", files.huge_webp(b"VP8 "), 422),
}


def kept(app: Flask) -> list[Path]:
    return [path for path in app.extensions["doorgeven.config"].attachments_dir.rglob("*") if path.is_file()]


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_file_is_told_and_leaves_nothing_behind(app: Flask, employee: Client, what: str) -> None:
    name, content, status = REFUSED[what]
    ticket = employee.submit()
    answer = upload(employee, ticket["id"], (name, content), message="Look.")
    assert answer.status_code == status, answer.text
    assert answer.json["errors"][0]["pointer"].startswith("/file")
    if "bomb" in what:
        assert "pixels" in answer.json["detail"]
    if status == 415:
        assert answer.json["allowed"][:2] == ["image/jpeg", "image/png"]
    assert kept(app) == []
    assert len(employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]) == 1


def test_what_is_hidden_behind_a_photo_does_not_come_out(app: Flask, employee: Client) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        content = photo(kind) + ZIP + HTML + CANARY
        assert upload(employee, employee.submit()["id"], ("x.html", content), key=kind).status_code == 201
    for path in kept(app):
        assert not any(word in path.read_bytes() for word in (b"PK", b"script", CANARY))


def test_random_bytes_after_a_photos_head_are_refused_or_drawn_and_never_an_error(employee: Client) -> None:
    chance = random.Random(4711)  # noqa: S311 - the same each time, and no secret
    ticket = employee.submit()
    for number in range(60):
        content = bytearray(photo(("JPEG", "PNG", "WEBP")[number % 3], (64, 64)))
        for _ in range(chance.randint(1, 40)):
            content[chance.randrange(12, len(content))] = chance.randrange(256)
        assert upload(employee, ticket["id"], ("x", bytes(content)), key=f"k{number}").status_code in (201, 422)


def test_a_bomb_takes_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("png bomb", "png bomb just over", "jpeg bomb", "webp bomb, extended", "webp bomb, lossless"):
        content = REFUSED[name][1]
        with pytest.raises(photos.Invalid):
            photos.redraw(content, f"image/{name.split()[0]}")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50_000, f"{grown} kB"


def test_a_file_of_more_than_ten_megabytes_is_refused_and_the_limit_is_told(app: Flask, employee: Client) -> None:
    ticket = employee.submit()
    answer = upload(employee, ticket["id"], ("big.txt", b"x" * 10_000_001))
    assert (answer.status_code, kept(app)) == (413, [])
    assert "10 MB" in upload(employee, ticket["id"], ("big.txt", b"x" * 10_000_001)).json["detail"]
    assert upload(employee, ticket["id"], ("big.txt", b"x" * 10_000_000)).status_code == 201


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_good_photo_of_one_pixel_too_many_is_refused(employee: Client, monkeypatch, kind: str) -> None:
    ticket = employee.submit()
    monkeypatch.setattr(photos, "MOST_PIXELS", 40 * 30 - 1)
    answer = upload(employee, ticket["id"], ("x", photo(kind)), key="k")
    assert (answer.status_code, "pixels" in answer.json["detail"]) == (422, True)
    monkeypatch.setattr(photos, "MOST_PIXELS", 40 * 30)
    assert upload(employee, ticket["id"], ("x", photo(kind)), key="k").status_code == 201


def test_a_file_that_is_too_large_is_not_read_to_its_end(employee: Client) -> None:
    class Counted(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            found = super().read(size)
            self.taken += len(found)
            return found

        def readinto(self, buffer: Any) -> int:
            size = super().readinto(buffer)
            self.taken += size
            return size

    body = Counted(HEAD + b"x" * 40_000_000 + b"\r\n--x--\r\n")
    assert raw(employee, body, CONTENT_LENGTH=str(len(body.getvalue()))).status_code == 413
    assert 9_000_000 < body.taken < 11_000_000


def test_a_body_of_more_than_fifty_megabytes_is_refused_by_its_length_alone(employee: Client) -> None:
    class Untouched(io.BytesIO):
        def read(self, *_: int) -> bytes:
            raise AssertionError("read though it is too long")

    answer = raw(employee, Untouched(), **{"CONTENT_LENGTH": "50000001"})
    assert answer.status_code == 413


def test_more_than_ten_files_are_refused(app: Flask, employee: Client) -> None:
    ticket = employee.submit()
    answer = upload(employee, ticket["id"], *[(f"{number}.pdf", PDF) for number in range(11)])
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/file/10")
    assert upload(employee, ticket["id"], *[("x.pdf", PDF)] * 500).status_code == 413
    assert kept(app) == []


def test_a_ticket_holds_so_many_files_and_bytes(employee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.tickets.attachments import services

    monkeypatch.setattr(services, "MOST_FILES", 3)
    ticket = employee.submit()
    assert upload(employee, ticket["id"], ("a.pdf", PDF), ("b.pdf", PDF), key="1").status_code == 201
    assert upload(employee, ticket["id"], ("a.pdf", PDF), ("b.pdf", PDF), key="2").status_code == 422
    assert upload(employee, ticket["id"], ("a.pdf", PDF), key="3").status_code == 201
    monkeypatch.setattr(services, "MOST_FILES", 100)
    monkeypatch.setattr(services, "MOST_BYTES", 3 * len(PDF) + 1)
    assert upload(employee, ticket["id"], ("a.pdf", PDF), key="4").json["errors"][0]["pointer"] == "/file"


def raw(
    client: Client, body: io.BytesIO, kind: str = "multipart/form-data; boundary=x", **environ: str
) -> TestResponse:
    return client.http.post(
        f"/api/v1/tickets/{client.submit()['id']}/attachments",
        input_stream=body,
        content_type=kind,
        headers={"Authorization": f"Bearer {client.token}", "Idempotency-Key": "k"},
        environ_overrides=environ,
    )


HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"file=x", "application/x-www-form-urlencoded", 415),
        (b"", "multipart/form-data", 400),
        (b"", "multipart/form-data; boundary=\xe9", 400),
        (b"no boundary in it", "multipart/form-data; boundary=x", 400),
        (HEAD + PDF, "multipart/form-data; boundary=x", 400),
        (
            b'--x\r\nContent-Disposition: form-data; name="\xdbq"\r\n\r\na\r\n' + HEAD + PDF + b"\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
            400,
        ),
        (HEAD.replace(b'; name="file"', b"") + PDF + b"\r\n--x--\r\n", "multipart/form-data; boundary=x", 400),
        (b"--x--\r\n", "multipart/form-data; boundary=x", 422),
        (HEAD.replace(b'"file"', b'"photo"') + PDF + b"\r\n--x--\r\n", "multipart/form-data; boundary=x", 422),
        (HEAD.replace(b'; filename="a.pdf"', b"") + PDF + b"\r\n--x--\r\n", "multipart/form-data; boundary=x", 422),
        (
            b'--x\r\nContent-Disposition: form-data; name="message"\r\n\r\n\0\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
            422,
        ),
        (
            HEAD.replace(b'"file"', b'"message"').replace(b'; filename="a.pdf"', b"")
            + b"x" * 200_000
            + b"\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
            413,
        ),
        (b"--x\r\n" + b"A: " + b"y" * 5_000_000 + b"\r\n\r\n\r\n--x--\r\n", "multipart/form-data; boundary=x", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_told(app: Flask, employee: Client, body: bytes, kind: str, status: int) -> None:
    answer = raw(employee, io.BytesIO(body), kind, CONTENT_LENGTH=str(len(body)))
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.json["errors"]
    assert kept(app) == []


def test_an_upload_that_breaks_off_leaves_nothing_behind(app: Flask, employee: Client) -> None:
    body = HEAD + b"%PDF-1.4" + b"x" * 500_000
    answer = raw(employee, io.BytesIO(body), CONTENT_LENGTH=str(len(body) + 1000))
    assert (answer.status_code, kept(app)) == (400, [])
    assert employee.post("/tickets", {}).status_code == 422


def test_too_many_uploads_at_once_are_told_to_come_again(employee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import BoundedSemaphore

    from backend import multipart

    one = BoundedSemaphore(1)
    monkeypatch.setattr(multipart, "_AT_ONCE", one)
    ticket = employee.submit()
    with one:
        busy = upload(employee, ticket["id"], ("x.pdf", PDF), key="k")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert upload(employee, ticket["id"], ("x", b"\0"), key="k").status_code == 415
    assert upload(employee, ticket["id"], ("x.pdf", PDF), key="k").status_code == 201


def test_a_full_disk_is_a_sentence(employee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    ticket = employee.submit()
    with monkeypatch.context() as full:
        full.setattr(storage.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        answer = upload(employee, ticket["id"], ("x.pdf", PDF), key="k")
    assert (answer.status_code, "disk is full" in answer.get_json()["detail"] or "schijf" in answer.text) == (503, True)
    assert upload(employee, ticket["id"], ("x.pdf", PDF), key="k").status_code == 201


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Eva\\bill.pdf", "bill.pdf"),
        ("bill\u202efdp.exe", "billfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ("صورة\u200c.pdf", "صورة\u200c.pdf"),
        ("\u2066x\u200b\ufeff.PDF", "x.pdf"),
        ("", "attachment.pdf"),
        ("...", "attachment.pdf"),
        (".pdf", "attachment.pdf"),
        ("x" * 5000 + ".pdf", "x" * 120 + ".pdf"),
        ('a"<b>|?.pdf', "a__b___.pdf"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf"),
    ],
)
def test_a_name_is_nothing_but_a_name(sent: str, shown: str) -> None:
    assert names.clean(sent, "application/pdf") == shown
