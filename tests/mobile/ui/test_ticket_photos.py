"""Photos of a ticket with a finger: large, nearer and back; along with a message, and cancelled."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mobile.device import Ability, Photo
from mobile.gallery import samples
from mobile.presenters.notices import Notice, Say
from mobile.presenters.photos import PhotoView
from mobile.presenters.ticket import FileView, UnsentAction
from mobile.ui.capture import find, press_back, seen, settle, shown, tap, texts
from shared.vocabulary import SendState

pytestmark = pytest.mark.window
Start = Callable[..., Any]


@pytest.fixture
def photo(tmp_path: Path) -> FileView:
    path = tmp_path / "modem.jpg"
    Image.new("RGB", (800, 400), "red").save(path, "JPEG")
    return FileView("a1", "modem.jpg", is_photo=True, width=800, height=400, small=path, whole=path)


def test_photos_are_shown_over_the_whole_screen_nearer_and_back(start: Start, photo: FileView) -> None:
    away = FileView("a3", "weg.jpg", is_photo=True, failed=True)
    files = (photo, dataclasses.replace(photo, id="a2", name="meterkast.jpg"), away)
    entry = samples.entry("e9", "message", 1, body="Kijk", files=files)
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, timeline=(entry,)))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: find("photo.a1").texture)
    presenter = app.root.front.presenter
    assert find("photo.a1").width / find("photo.a1").height == pytest.approx(2, abs=0.1)
    tap("photo.a3")
    assert ("fetch_photos",) in presenter.calls
    tap("photo.a1")
    assert seen("Foto 1 van 2")
    zoomed = next(w for w in find("viewer.close").get_parent_window().children[0].walk() if hasattr(w, "keep_in"))
    zoomed.zoom(2.5, zoomed.center)
    assert zoomed.scale == pytest.approx(2.5)
    zoomed.pos = (500, 700)
    zoomed.keep_in()
    assert (zoomed.x, zoomed.y) == (0, 0)
    zoomed.zoom(99, (0, 0))
    assert zoomed.scale == pytest.approx(6)
    tap("viewer.next")
    assert seen("Foto 2 van 2")
    assert zoomed.scale == pytest.approx(1)
    assert press_back()
    assert not shown("viewer.close")
    assert app.root.front.presenter is presenter


def test_a_photo_that_cannot_be_read_says_so(start: Start, photo: FileView, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8 no picture")
    files = [dataclasses.replace(photo, id=path.stem, small=path) for path in (broken, tmp_path / "gone.jpg")]
    entry = samples.entry("e9", "message", 1, body="Kijk", files=tuple(files))
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, timeline=(entry,)))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: sum("Foto niet opgehaald" in text for text in texts()) == 2)
    assert find("photo.broken").texture is None


def test_a_refused_photo_can_be_sent_again_or_not_but_not_changed(start: Start) -> None:
    refused = UnsentAction("w1", "photo", SendState.FAILED, "", Notice(Say.PHOTO_GONE))
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, unsent=(refused,)))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: shown("unsent.retry"))
    assert shown("unsent.discard")
    assert not shown("unsent.correct")


def test_a_photo_goes_along_with_a_message(start: Start, photo: FileView) -> None:
    app = start(ticket=samples.TICKET_STATE)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    screen, device = app.root.front, app.root.device
    device.photos = (Photo("modem.jpg", photo.small.read_bytes),)
    tap("message.photo")
    tap("photo.take")
    assert screen.presenter.calls[-1] == ("add_photos", device.photos)
    screen.presenter.set(photos=(PhotoView("p1", photo.small),), more_photos=False)
    settle()
    assert not shown("message.photo")
    tap("photo.remove.p1")
    assert screen.presenter.calls[-1] == ("remove_photo", "p1")
    screen.presenter.set(photos=(), more_photos=True)
    settle()
    assert not shown("photo.remove.p1")
    device.abilities = frozenset({Ability.PHOTOS})  # nothing to ask where there is one way
    tap("message.photo")
    assert screen.presenter.calls[-1] == ("add_photos", device.photos)
    assert not shown("photo.take")


def test_a_photo_that_waits_stands_in_the_conversation_and_can_be_cancelled(start: Start, photo: FileView) -> None:
    unsized = dataclasses.replace(photo, id="w1", width=0, height=0)
    mine = samples.entry("w1", "message", 1, mine=True, files=(unsized,), send_state=SendState.QUEUED)
    waits = UnsentAction("w1", "photo", SendState.QUEUED, "")
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, timeline=(mine,), unsent=(waits,)))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: find("photo.w1").texture)
    assert find("photo.w1").width / find("photo.w1").height == pytest.approx(2, abs=0.1)
    assert texts().count("Wacht op verbinding") == 1, "not on a card of its own too"
    tap("photo.cancel.w1")
    assert app.root.front.presenter.calls[-1] == ("discard", "w1")
