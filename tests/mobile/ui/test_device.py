"""The desk behind the device's interface."""

from pathlib import Path

from mobile.device import this_device


def test_a_desk_copies_what_a_phone_would_share(kivy_home: Path, tmp_path: Path) -> None:
    from kivy.core.clipboard import Clipboard

    device = this_device(tmp_path)
    assert device.share("Je storing is doorgegeven.") is False
    assert Clipboard.paste() == "Je storing is doorgegeven."
    device.copy("DG-4K7-P2M")
    assert Clipboard.paste() == "DG-4K7-P2M"


def test_tokens_lie_where_only_the_owner_reads_them(tmp_path: Path) -> None:
    device = this_device(tmp_path)
    device.tokens.write("secret")
    assert device.tokens.read() == "secret"
    assert (tmp_path / "tokens.json").stat().st_mode & 0o077 == 0
