"""Each wrong setting is told in one sentence, and none is taken that would only show later, in people's mail."""

from pathlib import Path

import pytest

from backend import config
from backend.config import Config
from backend.errors import Misconfigured

RIGHT = {"DATABASE_URL": "sqlite:////tmp/x.db", "SECRET_KEY": "for tests only"}

WRONG = [
    ("DATABASE_URL", "mysql://u:p@h/db"),
    ("DATABASE_URL", "postgresql://u:secret@[::1]:x/db"),
    ("DATABASE_URL", "http://[::1"),
    ("DATABASE_URL", "sqlite:////"),
    ("DATABASE_URL", "x" * 10_000),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "9" * 5000),
    ("PORT", "http"),
    ("PUBLIC_URL", "desk.example.org"),
    ("PUBLIC_URL", "javascript:alert(1)"),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", "https://["),
    ("PUBLIC_URL", "https://desk.example.org:99999"),
    ("PUBLIC_URL", "https://desk.example.org/?x=1"),
    ("PUBLIC_URL", "https://desk.example.org/ a"),
    ("COUNTRY", "Nederland"),
    ("COUNTRY", "éé"),
    ("TIMEZONE", "../../etc/passwd"),
    ("TIMEZONE", "Amsterdam"),
    ("WEBHOOK_ALLOW", "10.0.0.1/8"),
    ("OUTAGE_LINKS", "always"),
    ("SMTP_URL", "smtp://["),
    ("INBOUND_MAIL", "lmtp://["),
    ("MAIL_FROM", "nobody"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(Misconfigured) as told:
        Config.from_env({**RIGHT, name: value})
    assert str(told.value).startswith(name)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://desk.example.org/", "https://desk.example.org"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://example.org/desk/", "https://example.org/desk"),
    ],
)
def test_the_public_address_is_kept_without_its_last_slash(url: str, kept: str) -> None:
    assert Config.from_env({**RIGHT, "PUBLIC_URL": url}).public_url == kept


def test_a_host_of_ipv6_makes_an_address_that_can_be_read() -> None:
    assert Config.from_env({**RIGHT, "HOST": "::1"}).public_url == "http://[::1]:8080"


def test_the_secret_of_an_installation_is_made_once_and_is_never_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance")
    secret = config._kept_secret()
    assert len(secret) >= config.SHORTEST_SECRET
    assert config._kept_secret() == secret
    (path,) = (tmp_path / "instance").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    # As a process that was killed between making the file and writing to it would leave it.
    path.write_text("")
    with pytest.raises(Misconfigured, match="remove it"):
        config._kept_secret()
