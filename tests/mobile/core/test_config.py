"""The app's settings from the environment."""

from pathlib import Path

from mobile.config import Settings


def test_the_environment_says_where_the_server_and_the_data_are() -> None:
    settings = Settings.from_environment(
        {"DOORGEVEN_SERVER": "https://d.example.org", "DOORGEVEN_DATA": "/data/phone", "LANG": "en_US.UTF-8"}
    )
    assert settings.server == "https://d.example.org"
    assert (settings.data, settings.language) == (Path("/data/phone"), "en")


def test_without_it_there_are_defaults(tmp_path: Path) -> None:
    settings = Settings.from_environment({"XDG_DATA_HOME": str(tmp_path)})
    assert settings.server == "", "the user is asked"
    assert (settings.data, settings.language) == (tmp_path / "doorgeven", "nl")
