"""What the user chose for the screens is remembered, and never stops them."""

from pathlib import Path

from mobile.ui.preferences import Preferences


def test_a_choice_is_there_at_the_next_start(tmp_path: Path) -> None:
    Preferences.load(tmp_path).change(language="en").change(theme="dark")
    Preferences.load(tmp_path).change(text_size=150).change(notifications=False)
    again = Preferences.load(tmp_path)
    assert (again.language, again.theme) == ("en", "dark")
    assert (again.text_size, again.notifications) == (150, False)


def test_a_broken_file_gives_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "screens.json").write_text('{"language": "klingon", "theme": 3', encoding="utf-8")
    assert Preferences.load(tmp_path).theme == "system"
    (tmp_path / "screens.json").write_text('{"text_size": true, "notifications": 1}', encoding="utf-8")
    assert Preferences.load(tmp_path).text_size == 100
    (tmp_path / "screens.json").write_text('["nl"]', encoding="utf-8")
    assert Preferences.load(tmp_path).language is None


def test_a_disk_that_takes_nothing_does_not_stop_the_switch(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert Preferences.load(tmp_path / "file").change(language="en").language == "en"
