"""A file in pieces over a bad link: each piece once or twice, in order, whole or not at all, one's own alone."""

import datetime as dt
import errno
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend import clock, db, idempotency, multipart
from backend.tickets.uploads import pieces, services
from backend.tickets.uploads.services import MOST_OPEN
from shared.schemas.uploads import PIECE_BYTES
from tests.backend.attachments.files import CANARY, HTML, PDF, download, photo, photo_with_secrets
from tests.backend.client import Client

LONG = b"%PDF-1.4\n" + b"".join(b"%d " % number for number in range(90_000)) + PDF


def announced(content: bytes, name: str = "modem.jpg", **changes: Any) -> dict[str, Any]:
    return {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), **changes}


def begin(client: Client, ticket_id: str, content: bytes, **changes: Any) -> dict[str, Any]:
    answer = client.post(f"/tickets/{ticket_id}/uploads", announced(content, **changes))
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def send(client: Client, upload: dict[str, Any], at: int, piece: bytes, **headers: str) -> TestResponse:
    sent = {"Authorization": f"Bearer {client.token}", "Upload-Offset": str(at), **headers}
    kind = sent.pop("Content-Type", "application/octet-stream")
    return client.http.patch(f"/api/v1/uploads/{upload['id']}", data=piece, content_type=kind, headers=sent)


def send_all(client: Client, upload: dict[str, Any], content: bytes) -> TestResponse:
    for at in range(0, len(content), PIECE_BYTES):
        answer = send(client, upload, at, content[at : at + PIECE_BYTES])
    return answer


def files(app: Flask) -> list[Path]:
    folder = app.extensions["doorgeven.config"].attachments_dir / "uploads"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def attachments(client: Client, ticket: dict[str, Any]) -> list[dict[str, Any]]:
    return [f for e in client.get(f"/tickets/{ticket['id']}/timeline").json["items"] for f in e["attachments"]]


def test_the_last_piece_makes_it_an_attachment_that_the_team_reads(
    app: Flask, employee: Client, solver: Client
) -> None:
    ticket = employee.submit()
    upload = begin(employee, ticket["id"], LONG, name="bill.pdf")
    assert (upload["offset"], upload["piece_bytes"], upload["attachment"]) == (0, PIECE_BYTES, None)
    first = send(employee, upload, 0, LONG[:PIECE_BYTES])
    assert (first.status_code, first.json["offset"], first.headers["Upload-Offset"]) == (200, PIECE_BYTES, "262144")
    assert employee.get(f"/uploads/{upload['id']}").json == first.json
    assert attachments(solver, ticket) == []
    last = send_all(employee, upload, LONG).json
    assert attachments(solver, ticket) == [last["attachment"]]
    assert (last["attachment"]["name"], last["offset"]) == ("bill.pdf", len(LONG))
    assert download(solver, last["attachment"]).data == LONG
    assert files(app) == []


def test_a_photo_is_drawn_anew_as_any_other(employee: Client) -> None:
    content = photo_with_secrets("JPEG")
    upload = begin(employee, employee.submit()["id"], content)
    file = send_all(employee, upload, content).json["attachment"]
    assert (file["type"], file["width"], file["height"]) == ("image/jpeg", 30, 40)
    assert CANARY not in download(employee, file).data


def test_the_same_piece_again_is_fine_and_a_gap_is_told_with_where_to_go_on(employee: Client) -> None:
    ticket = employee.submit()
    upload = begin(employee, ticket["id"], LONG)
    for _ in range(2):
        assert send(employee, upload, 0, LONG[:1000]).json["offset"] == 1000
    assert send(employee, upload, 500, LONG[500:1500]).json["offset"] == 1500
    gap = send(employee, upload, 1501, LONG[1501:1600])
    assert (gap.status_code, gap.json["current"], gap.headers["Upload-Offset"]) == (409, {"offset": 1500}, "1500")
    rest = [(at, LONG[at : at + PIECE_BYTES]) for at in range(1500, len(LONG), PIECE_BYTES)]
    last = [send(employee, upload, at, piece) for at, piece in rest][-1]
    again = send(employee, upload, *rest[-1])
    assert (again.status_code, again.json) == (200, last.json)
    assert len(attachments(employee, ticket)) == 1


def test_two_last_pieces_at_once_make_one_attachment(app: Flask, employee: Client) -> None:
    ticket, content = employee.submit(), photo()
    upload = begin(employee, ticket["id"], content)
    senders = [Client(app, employee.token) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda client: send(client, upload, 0, content), senders))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json["attachment"]["id"] for answer in answers}) == 1
    assert len(attachments(employee, ticket)) == 1


def test_the_same_key_announces_one_file(employee: Client) -> None:
    path = f"/tickets/{employee.submit()['id']}/uploads"
    answers = [employee.post(path, announced(PDF), Idempotency_Key="photo-1") for _ in range(2)]
    assert answers[0].json == answers[1].json


def test_another_file_than_announced_begins_again(app: Flask, employee: Client) -> None:
    ticket, content = employee.submit(), photo()
    upload = begin(employee, ticket["id"], content)
    broken = send(employee, upload, 0, content[:-1] + b"x")
    assert (broken.status_code, broken.json["current"], broken.json["errors"][0]["pointer"]) == (
        422,
        {"offset": 0},
        "/sha256",
    )
    assert employee.get(f"/uploads/{upload['id']}").json["offset"] == 0
    assert send(employee, upload, 0, content).json["attachment"]


def test_what_could_run_is_refused_as_anywhere_else(employee: Client) -> None:
    ticket = employee.submit()
    upload = begin(employee, ticket["id"], HTML)
    for _ in range(2):
        assert send(employee, upload, 0, HTML).status_code == 415
    assert attachments(employee, ticket) == []
    assert employee.delete(f"/uploads/{upload['id']}").status_code == 204
    assert employee.get(f"/uploads/{upload['id']}").status_code == 404


@pytest.mark.parametrize(
    ("headers", "piece", "status"),
    [
        ({"Upload-Offset": ""}, b"x", 400),
        ({"Upload-Offset": "-1"}, b"x", 400),
        ({"Upload-Offset": "9" * 40}, b"x", 400),
        ({"Upload-Offset": "٣"}, b"x", 400),
        ({"Upload-Offset": "0", "Content-Type": "application/json"}, b"{}", 415),
        ({}, b"x" * (PIECE_BYTES + 1), 413),
        ({}, LONG[:PIECE_BYTES], 422),
    ],
)
def test_a_piece_that_is_none_is_told(employee: Client, headers: dict[str, str], piece: bytes, status: int) -> None:
    upload = begin(employee, employee.submit()["id"], PDF)
    sent = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    answer = send(employee, upload, 0, piece, **sent)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert employee.get(f"/uploads/{upload['id']}").json["offset"] == 0


@pytest.mark.parametrize(
    "changes",
    [{"size": 0}, {"size": 10_000_001}, {"size": 2**63}, {"sha256": "x" * 64}, {"name": ""}, {"held": 5}],
)
def test_an_announcement_that_is_none_is_told(employee: Client, changes: dict[str, Any]) -> None:
    answer = employee.post(f"/tickets/{employee.submit()['id']}/uploads", announced(PDF, **changes))
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/" + next(iter(changes)))


def test_it_is_nobody_elses(employee: Client, colleague: Client, solver: Client, manager: Client, api_key) -> None:
    ticket = employee.submit()
    upload = begin(employee, ticket["id"], PDF)
    assert colleague.post(f"/tickets/{ticket['id']}/uploads", announced(PDF)).status_code == 404
    for other in (colleague, solver, manager):
        assert send(other, upload, 0, PDF).status_code == 404
        assert other.get(f"/uploads/{upload['id']}").status_code == 404
        assert other.delete(f"/uploads/{upload['id']}").status_code == 404
    assert api_key().get(f"/uploads/{upload['id']}").status_code == 403
    assert solver.post(f"/tickets/{ticket['id']}/uploads", announced(PDF)).status_code == 201


def test_a_ticket_that_ended_meanwhile_takes_no_piece(employee: Client) -> None:
    ticket = employee.submit()
    upload = begin(employee, ticket["id"], PDF)
    employee.post(f"/tickets/{ticket['id']}/cancel")
    for answer in (
        send(employee, upload, 0, PDF),
        employee.post(f"/tickets/{ticket['id']}/uploads", announced(PDF)),
    ):
        assert (answer.status_code, answer.json["allowed"]) == (409, [])


def test_a_person_sends_so_many_at_a_time(employee: Client, colleague: Client) -> None:
    ticket, other = employee.submit(), colleague.submit()
    uploads = [begin(employee, ticket["id"], PDF) for _ in range(MOST_OPEN)]
    full = employee.post(f"/tickets/{ticket['id']}/uploads", announced(PDF))
    assert (full.status_code, full.headers["Retry-After"]) == (429, "600")
    begin(colleague, other["id"], PDF)
    send_all(employee, uploads[0], PDF)
    employee.delete(f"/uploads/{uploads[1]['id']}")
    begin(employee, ticket["id"], PDF)
    begin(employee, ticket["id"], PDF)


def test_a_piece_that_breaks_off_leaves_what_was_there(employee: Client) -> None:
    upload = begin(employee, employee.submit()["id"], LONG)
    send(employee, upload, 0, LONG[:1000])
    headers = {"Authorization": f"Bearer {employee.token}", "Upload-Offset": "1000"}
    cut = employee.http.open(
        f"/api/v1/uploads/{upload['id']}",
        method="PATCH",
        input_stream=io.BytesIO(LONG[1000:2000]),
        content_type="application/octet-stream",
        headers=headers,
        environ_overrides={"CONTENT_LENGTH": "5000"},
    )
    assert cut.status_code == 400
    assert employee.get(f"/uploads/{upload['id']}").json["offset"] == 1000


def test_where_too_many_come_in_or_the_disk_is_full_it_is_told_and_goes_on_later(
    employee: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload, one = begin(employee, employee.submit()["id"], PDF), BoundedSemaphore(1)
    with monkeypatch.context() as busy, one:
        busy.setattr(multipart, "_AT_ONCE", one)
        answer = send(employee, upload, 0, PDF)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    with monkeypatch.context() as full:
        full.setattr(pieces.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        assert send(employee, upload, 0, PDF).status_code == 503
    assert employee.get(f"/uploads/{upload['id']}").json["offset"] == 0
    assert send(employee, upload, 0, PDF).json["attachment"]


def test_a_folder_put_back_without_the_bytes_begins_again(app: Flask, employee: Client) -> None:
    upload = begin(employee, employee.submit()["id"], LONG)
    send(employee, upload, 0, LONG[:PIECE_BYTES])
    files(app)[0].unlink()
    assert send(employee, upload, PIECE_BYTES, LONG[PIECE_BYTES : PIECE_BYTES + 10]).json["current"] == {"offset": 0}
    assert send_all(employee, upload, LONG).json["attachment"]


def test_what_had_no_piece_for_a_week_is_swept_and_what_is_on_its_way_stays(
    app: Flask, employee: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = employee.submit()
    old, new = begin(employee, ticket["id"], LONG), begin(employee, ticket["id"], LONG)
    send(employee, old, 0, LONG[:10])
    later = clock.now() + services.KEPT_FOR
    monkeypatch.setattr(services, "now", lambda: later)
    send(employee, new, 0, LONG[:10])
    with app.app_context():
        folder = app.extensions["doorgeven.config"].attachments_dir
        assert (db.write(services.forget_old), services.sweep(folder)) == (1, 1)
    assert [path.name for path in files(app)] == [new["id"]]
    assert employee.get(f"/uploads/{old['id']}").status_code == 404
    assert employee.get(f"/uploads/{new['id']}").json["offset"] == 10


def test_what_is_whole_is_known_for_as_long_as_any_answer_to_a_phone_that_did_not_hear_of_it(
    app: Flask, employee: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = begin(employee, employee.submit()["id"], PDF)
    whole = send_all(employee, upload, PDF).json
    for after, status in ((services.KEPT_FOR, 200), (idempotency.KEPT_FOR, 404)):
        later = clock.now() + after + dt.timedelta(minutes=1)
        monkeypatch.setattr(services, "now", lambda later=later: later)
        with app.app_context():
            db.write(services.forget_old)
        answer = employee.get(f"/uploads/{upload['id']}")
        assert answer.status_code == status
        assert status != 200 or answer.json["attachment"] == whole["attachment"]
