"""Files of a ticket: who adds and reads them, what they come out as, once for each key."""

import io
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from tests.backend.attachments.files import CANARY, PDF, download, encoded, photo, photo_with_secrets, upload
from tests.backend.client import Client


def kept(app: Flask) -> set[Path]:
    folder: Path = app.extensions["doorgeven.config"].attachments_dir
    return {path for path in folder.rglob("*") if path.is_file()}


def pixels(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_with_a_word_is_one_entry_that_the_team_reads(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    answer = upload(employee, ticket["id"], ("modem.jpg", photo()), message="The lights.")
    assert answer.status_code == 201, answer.text
    (file,) = answer.json["attachments"]
    assert (answer.json["type"], answer.json["body"]) == ("message", "The lights.")
    assert (file["name"], file["type"], file["width"], file["height"]) == ("modem.jpg", "image/jpeg", 40, 30)
    assert solver.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1] == answer.json
    got = download(solver, file)
    assert (got.status_code, got.content_type, len(got.data)) == (200, "image/jpeg", file["size"])
    assert pixels(got.data).getpixel((2, 2))[0] > 200
    assert file["url"] == f"http://127.0.0.1:8080/api/v1/attachments/{file['id']}"


def test_several_files_stay_in_their_order(employee: Client) -> None:
    ticket = employee.submit()
    names = [f"{number}.png" for number in range(10)]
    answer = upload(
        employee, ticket["id"], *((name, photo("PNG", (number + 1, 4))) for number, name in enumerate(names))
    )
    assert [file["name"] for file in answer.json["attachments"]] == names
    last = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    assert [file["width"] for file in last["attachments"]] == list(range(1, 11))
    assert last["body"] is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_out_upright_and_tells_nothing_of_where_it_was_taken(
    app: Flask, employee: Client, kind: str
) -> None:
    content = photo_with_secrets(kind)
    assert CANARY in content
    (file,) = upload(employee, employee.submit()["id"], ("x", content)).json["attachments"]
    got = download(employee, file).data
    shown = pixels(got)
    assert (file["width"], file["height"]) == shown.size == (30, 40)
    red, _, blue = shown.getpixel((15, 3))
    assert (red > 200, blue < 60) == (True, True)
    assert CANARY not in got
    assert not shown.getexif()
    assert "icc_profile" not in shown.info
    assert not any(CANARY in path.read_bytes() for path in kept(app))


@pytest.mark.parametrize(
    ("kind", "mode", "comes_out"),
    [
        ("PNG", "RGBA", ("image/png", "RGBA")),
        ("WEBP", "RGBA", ("image/png", "RGBA")),
        ("PNG", "P", ("image/png", "RGB")),
        ("PNG", "1", ("image/png", "L")),
        ("PNG", "LA", ("image/png", "RGBA")),
        ("PNG", "I;16", ("image/png", "L")),
        ("WEBP", "RGB", ("image/jpeg", "RGB")),
        ("JPEG", "CMYK", ("image/jpeg", "RGB")),
        ("JPEG", "L", ("image/jpeg", "L")),
    ],
)
def test_every_kind_of_photo_becomes_one_that_every_viewer_knows(
    employee: Client, kind: str, mode: str, comes_out: tuple[str, str]
) -> None:
    content = photo(kind, mode=mode)
    (file,) = upload(employee, employee.submit()["id"], ("x", content)).json["attachments"]
    shown = pixels(download(employee, file).data)
    assert (file["type"], shown.mode) == comes_out
    assert file["name"] == ("x.png" if file["type"] == "image/png" else "x.jpg")
    if comes_out[1] == "RGB":
        red, _, blue = shown.getpixel((3, 3))
        assert (red > 200, blue < 60) == (True, True)
    if mode == "RGBA":
        assert shown.getpixel((3, 3))[3] == 128


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_kept(employee: Client, kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    content = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
    (file,) = upload(employee, employee.submit()["id"], ("x", content)).json["attachments"]
    shown = pixels(download(employee, file).data)
    assert getattr(shown, "n_frames", 1) == 1
    assert shown.convert("RGB").getpixel((4, 4))[0] > 200


@pytest.mark.parametrize(
    ("name", "content", "kind", "text"),
    [
        ("bill.pdf", PDF, "application/pdf", PDF.decode()),
        ("log.txt", "ping 12 ms\r\nverbroken…\n".encode(), "text/plain; charset=utf-8", "ping 12 ms\r\nverbroken…\n"),
        ("old.log", "café € 5".encode("cp1252"), "text/plain; charset=utf-8", "café € 5"),
        ("wide", "modem uit".encode("utf-16"), "text/plain; charset=utf-8", "modem uit"),
        ("sums.txt", b"if a <b then c", "text/plain; charset=utf-8", "if a <b then c"),
    ],
)
def test_pdfs_and_texts_stay_as_they_are(employee: Client, name: str, content: bytes, kind: str, text: str) -> None:
    (file,) = upload(employee, employee.submit()["id"], (name, content)).json["attachments"]
    got = download(employee, file)
    assert (got.content_type, got.data.decode()) == (kind, text)
    assert (file["width"], file["height"]) == (None, None)


def test_a_file_is_saved_and_never_shown_as_a_page(employee: Client) -> None:
    (file,) = upload(employee, employee.submit()["id"], ("صورة المودم.pdf", PDF)).json["attachments"]
    got = download(employee, file)
    quoted = "%D8%B5%D9%88%D8%B1%D8%A9%20%D8%A7%D9%84%D9%85%D9%88%D8%AF%D9%85.pdf"
    assert got.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quoted}"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "private" in got.headers["Cache-Control"]


def test_a_file_that_is_known_is_a_304_and_a_part_of_it_may_be_asked_for(employee: Client) -> None:
    (file,) = upload(employee, employee.submit()["id"], ("bill.pdf", PDF)).json["attachments"]
    etag = download(employee, file).headers["ETag"]
    known = download(employee, file, If_None_Match=etag)
    assert (known.status_code, known.data) == (304, b"")
    part = download(employee, file, Range="bytes=5-7")
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, b"1.4", f"bytes 5-7/{len(PDF)}")
    beyond = download(employee, file, Range="bytes=9999-")
    assert (beyond.status_code, beyond.content_type) == (416, "application/problem+json")


def test_an_internal_file_never_reaches_the_reporter(employee: Client, solver: Client, manager: Client) -> None:
    ticket = employee.submit()
    entry = upload(solver, ticket["id"], ("note.pdf", PDF), visibility="internal").json
    (file,) = entry["attachments"]
    assert entry["visibility"] == "internal"
    assert download(solver, file).status_code == download(manager, file).status_code == 200
    assert download(employee, file).status_code == 404
    assert file["id"] not in employee.get(f"/tickets/{ticket['id']}/timeline").text
    assert file["id"] not in employee.get("/changes").text
    assert upload(employee, ticket["id"], ("x.pdf", PDF), visibility="internal").status_code == 403


def test_strangers_neither_add_nor_read(employee: Client, colleague: Client, admin: Client, api_key) -> None:
    ticket = employee.submit()
    (file,) = upload(employee, ticket["id"], ("x.pdf", PDF)).json["attachments"]
    for stranger in (colleague, admin, api_key("tv")):
        assert download(stranger, file).status_code == 404
        assert upload(stranger, ticket["id"], ("x.pdf", PDF)).status_code == 404
    assert employee.get(f"/attachments/{uuid.uuid4().hex}").status_code == 404


def test_after_a_transfer_the_new_team_reads_it_and_the_old_one_does_not(
    employee: Client, solver: Client, api_key
) -> None:
    ticket = employee.submit()
    (file,) = upload(employee, ticket["id"], ("x.pdf", PDF)).json["attachments"]
    solver.amend(ticket, team="tv")
    assert download(solver, file).status_code == 404
    assert download(api_key("tv"), file).status_code == 200


def test_a_program_says_who_sent_it_and_its_own_team_reads_it_in_the_event(employee: Client, api_key) -> None:
    ticket = employee.submit()
    program = api_key("internet")
    entry = upload(program, ticket["id"], ("x.pdf", PDF), acted_by="Sanne").json
    assert entry["actor"] == {"kind": "program", "name": "Sanne"}
    assert employee.get(f"/tickets/{ticket['id']}").json["handling"]["last_human_action_at"]


def test_the_teams_event_carries_the_files(employee: Client, api_key) -> None:
    program = api_key("internet")
    assert program.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"}).status_code == 201
    (file,) = upload(employee, employee.submit()["id"], ("x.pdf", PDF)).json["attachments"]
    newest = program.get("/deliveries").json["items"][0]
    told = program.get(f"/deliveries/{newest['id']}").json["request"]["body"]
    assert (told["type"], told["data"]["entry"]["attachments"]) == ("ticket.message", [file])
    assert download(program, file).data == PDF


def test_a_photo_answers_a_question(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="pending", message={"body": "Which lights are on?"})
    upload(employee, ticket["id"], ("x.jpg", photo()))
    assert employee.get(f"/tickets/{ticket['id']}").json["status"] == "in_progress"


def test_a_ticket_that_has_ended_takes_internal_files_only(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="rejected")
    for client in (employee, solver):
        assert upload(client, ticket["id"], ("x.pdf", PDF)).status_code == 409
    assert upload(solver, ticket["id"], ("x.pdf", PDF), visibility="internal").status_code == 201


def test_a_retry_gets_the_same_answer_and_adds_nothing(app: Flask, employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    files = (("a.jpg", photo()), ("b.pdf", PDF))
    first = upload(employee, ticket["id"], *files, key="k1", message="See here.")
    solver.amend(ticket, status="rejected")
    again = upload(employee, ticket["id"], *files, key="k1", message="See here.")
    assert (again.status_code, again.json) == (201, first.json)
    for other in ({"message": "See there."}, {"message": "See here.", "visibility": "public"}):
        assert upload(employee, ticket["id"], *files, key="k1", **other).status_code == 422
    changed = upload(employee, ticket["id"], files[0], ("b.pdf", PDF + b"\n"), key="k1", message="See here.")
    assert changed.json["errors"][0]["pointer"] == "/header/Idempotency-Key"
    shown = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]
    assert sum(len(entry["attachments"]) for entry in shown) == 2


def test_twins_make_one_entry(app: Flask, employee: Client) -> None:
    ticket = employee.submit()

    def send(_: int) -> tuple[int, str]:
        answer = upload(Client(app, employee.token), ticket["id"], ("a.jpg", photo()), key="k1")
        return answer.status_code, answer.text

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(send, range(6)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert len(employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]) == 2


def test_a_refused_file_may_be_corrected_under_its_key(employee: Client) -> None:
    ticket = employee.submit()
    assert upload(employee, ticket["id"], ("x", b"\0\1\2"), key="k1").status_code == 415
    assert upload(employee, ticket["id"], ("x.pdf", PDF), key="k1").status_code == 201


def test_phones_learn_of_a_file_by_the_feed(employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    cursor = employee.get("/changes").json["next_cursor"]
    entry = upload(solver, ticket["id"], ("x.pdf", PDF)).json
    assert employee.get(f"/changes?after={cursor}").json["entries"] == [entry]
    assert entry in employee.get("/changes").json["entries"]
