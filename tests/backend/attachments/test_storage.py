"""Where files are kept: durable before the row, found by content, swept where no row names them."""

import os
import time
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs

from backend import db, storage
from backend.tickets.attachments import services
from backend.tickets.models import Attachment, Ticket
from tests.backend.attachments.files import PDF, download, upload
from tests.backend.client import Client

OLD = storage.KEPT_WITHOUT_ROW + 60


@pytest.fixture
def folder(app: Flask) -> Path:
    found: Path = app.extensions["doorgeven.config"].attachments_dir
    return found


def age(path: Path, seconds: float) -> None:
    at = time.time() - seconds
    os.utime(path, (at, at))


def sweep_all(app: Flask, folder: Path) -> int:
    with app.app_context():
        return sum(storage.sweep(folder, number, services.named) for number in range(storage.FOLDERS))


def test_only_the_servers_own_account_reads_them(folder: Path, employee: Client) -> None:
    upload(employee, employee.submit()["id"], ("x.pdf", PDF))
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_same_content_is_kept_once(folder: Path, employee: Client) -> None:
    for _ in range(2):
        upload(employee, employee.submit()["id"], ("x.pdf", PDF))
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_a_file_without_a_row_goes_after_a_day_and_one_with_a_row_stays(
    app: Flask, folder: Path, employee: Client
) -> None:
    (file,) = upload(employee, employee.submit()["id"], ("x.pdf", PDF)).json["attachments"]
    orphan = storage.place(folder, storage.put(folder, b"nobody's"))
    assert sweep_all(app, folder) == 0
    for path in folder.rglob("*"):
        age(path, OLD)
    assert sweep_all(app, folder) == 1
    assert not orphan.exists()
    assert download(employee, file).data == PDF


def test_what_a_killed_server_left_half_written_goes_too(app: Flask, folder: Path) -> None:
    path = storage.place(folder, storage.put(folder, b"whole"))
    half = path.with_name(path.name + ".0123456789abcdef")
    half.write_bytes(b"wh")
    age(half, OLD)
    assert (sweep_all(app, folder), half.exists(), path.exists()) == (1, False, True)


def test_a_file_put_again_while_it_is_swept_is_there_afterwards(app: Flask, folder: Path) -> None:
    digest = storage.put(folder, b"needed after all")
    path = storage.place(folder, digest)
    age(path, OLD)

    def named(digests: object) -> set[str]:
        storage.put(folder, b"needed after all")
        return set()

    assert storage.sweep(folder, int(digest[:2], 16), named) == 0
    assert path.read_bytes() == b"needed after all"


def test_a_sweep_that_was_killed_half_way_is_finished(app: Flask, folder: Path, employee: Client) -> None:
    (file,) = upload(employee, employee.submit()["id"], ("x.pdf", PDF)).json["attachments"]
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    orphan = storage.place(folder, storage.put(folder, b"nobody's"))
    for taken in (path, orphan):
        age(taken, OLD)
        taken.rename(taken.with_name(taken.name + ".swept0000"))
    sweep_all(app, folder)
    assert download(employee, file).data == PDF
    assert [found for found in folder.rglob("*") if found.is_file()] == [path]


def test_the_worker_sweeps_the_folder_whose_turn_it_is(app: Flask, folder: Path, monkeypatch) -> None:
    digest = storage.put(folder, b"nobody's")
    age(storage.place(folder, digest), OLD)
    turn = int(digest[:2], 16)
    with app.app_context():
        for at, gone in ((turn + 1, 0), (turn + 256, 1)):
            monkeypatch.setattr(services.time, "time", lambda at=at: at * 60.0)
            monkeypatch.setattr(storage, "_age", lambda _: OLD)
            assert services.sweep(folder) == gone


def test_a_file_that_is_missing_is_a_404_and_a_line_in_the_log(folder: Path, employee: Client) -> None:
    (file,) = upload(employee, employee.submit()["id"], ("x.pdf", PDF)).json["attachments"]
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    with capture_logs() as lines:
        assert download(employee, file).status_code == 404
    assert [(line["event"], line["id"]) for line in lines] == [("attachment missing", file["id"])]


def test_all_of_a_tickets_files_are_found_by_its_id_and_go_with_it(app: Flask, folder: Path, employee: Client) -> None:
    ticket, other = employee.submit(), employee.submit()
    upload(employee, ticket["id"], ("a.pdf", PDF), ("b.pdf", PDF + b"\n"), key="1")
    upload(employee, other["id"], ("a.pdf", PDF), key="2")
    with app.app_context():
        found = db.session.query(Attachment).filter_by(ticket_id=ticket["id"]).all()
        assert {row.name for row in found} == {"a.pdf", "b.pdf"}
        db.session.rollback()
        db.write(lambda: db.session.query(Ticket).filter_by(id=ticket["id"]).delete() and None)
        assert db.session.query(Attachment).count() == 1
    for path in folder.rglob("*"):
        age(path, OLD)
    assert sweep_all(app, folder) == 1
