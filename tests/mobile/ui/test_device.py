"""The desk behind the device's interface."""

import inspect
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mobile.device import Ability, Device, Insets, Photo, this_device
from mobile.device.android import AndroidDevice
from mobile.device.desktop import DesktopDevice
from mobile.gallery.stage import Pocket

_WAITS_SECONDS = 20


def test_a_desk_copies_what_a_phone_would_share_or_call(kivy_home: Path, tmp_path: Path) -> None:
    device = this_device(tmp_path)
    assert device.share("Je storing is doorgegeven.") is False
    assert device.paste() == "Je storing is doorgegeven."
    device.copy("DG-4K7-P2M")
    assert device.paste() == "DG-4K7-P2M"
    assert device.call("112") is False
    assert device.paste() == "112"


def test_tokens_lie_where_only_the_owner_reads_them(tmp_path: Path) -> None:
    device = this_device(tmp_path)
    device.tokens.write("secret")
    assert device.tokens.read() == "secret"
    assert (tmp_path / "tokens.json").stat().st_mode & 0o077 == 0


def test_a_desk_says_what_it_cannot(tmp_path: Path) -> None:
    device = this_device(tmp_path)
    assert not device.abilities - {Ability.PHOTOS}
    assert device.notify("In behandeling", "Internet Care heeft het opgepakt", "ticket:t1") is False
    assert device.insets() == Insets()
    assert device.font_scale() == 1.0


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "http://example.org", "x", ""])
def test_only_addresses_that_are_safe_to_open_leave_the_app(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    device = this_device(tmp_path)
    assert device.open("https://example.org/video") is True
    assert device.open(address) is False


@pytest.fixture
def dialog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Device]:
    """`dialog(script)`: a desk whose only file dialog is this shell script."""

    def having(script: str) -> Device:
        program = tmp_path / "bin" / "zenity"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        return this_device(tmp_path)

    return having


def _chosen(device: Device, most: int) -> tuple[Photo, ...]:
    """What comes of choosing, when Kivy's clock has ticked."""
    from kivy.clock import Clock

    came: list[tuple[Photo, ...]] = []
    device.pick_photo(came.append, most=most)
    end = time.monotonic() + _WAITS_SECONDS
    while not came and time.monotonic() < end:
        Clock.tick()
    assert came, "nothing was answered"
    return came[0]


def test_photos_come_from_the_desks_own_dialog(
    kivy_home: Path, dialog: Callable[[str], Device], tmp_path: Path
) -> None:
    (tmp_path / "één foto.jpg").write_bytes(b"first")
    (tmp_path / "b.png").write_bytes(b"second")
    device = dialog(f'printf "%s\\n" "{tmp_path}/één foto.jpg" "{tmp_path}/b.png" "{tmp_path}/c.png"')
    assert Ability.PHOTOS in device.abilities
    photos = _chosen(device, most=2)
    assert [photo.name for photo in photos] == ["één foto.jpg", "b.png"]
    assert [photo.read() for photo in photos] == [b"first", b"second"]


def test_who_closes_the_dialog_chose_nothing(kivy_home: Path, dialog: Callable[[str], Device]) -> None:
    assert _chosen(dialog("exit 1"), most=1) == ()


@pytest.mark.parametrize("device", [DesktopDevice, AndroidDevice, Pocket])
def test_every_device_has_all_that_screens_ask_for(device: type) -> None:
    for name, wish in inspect.getmembers(Device, inspect.isfunction):
        if not name.startswith("_"):
            assert list(inspect.signature(getattr(device, name)).parameters) == list(
                inspect.signature(wish).parameters
            ), name
