"""Times as people read them."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest

from mobile.ui import formats

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = dt.datetime(2026, 11, 23, 20, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("at", "nl", "en"),
    [
        (dt.datetime(2026, 11, 23, 18, 42, tzinfo=dt.UTC), "19:42", "19:42"),
        (dt.datetime(2026, 11, 22, 18, 42, tzinfo=dt.UTC), "zo 22 nov, 19:42", "Sun 22 Nov, 19:42"),
        (dt.datetime(2026, 11, 24, 7, 0, tzinfo=dt.UTC), "di 24 nov, 08:00", "Tue 24 Nov, 08:00"),
        (dt.datetime(2025, 3, 1, 12, 0, tzinfo=dt.UTC), "za 1 mrt 2025, 13:00", "Sat 1 Mar 2025, 13:00"),
        (dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC), "00:30", "00:30"),
    ],
)
def test_a_moment_is_a_clock_time_today_and_a_date_on_any_other_day(at: dt.datetime, nl: str, en: str) -> None:
    assert formats.moment(at, "nl", now=NOW, zone=ZONE) == nl
    assert formats.moment(at, "en", now=NOW, zone=ZONE) == en


def test_summer_time_is_the_moments_own() -> None:
    assert formats.moment(dt.datetime(2026, 7, 1, 10, 0, tzinfo=dt.UTC), "en", now=NOW, zone=ZONE) == "Wed 1 Jul, 12:00"


def test_no_moment_is_no_text() -> None:
    assert formats.moment(None, "nl") == ""


@pytest.mark.parametrize(
    ("hour", "nl", "en"),
    [(0, "02:30 (zomertijd)", "02:30 (summer time)"), (1, "02:30 (wintertijd)", "02:30 (winter time)")],
)
def test_the_hour_that_comes_twice_is_told_apart(hour: int, nl: str, en: str) -> None:
    at = dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC)
    assert formats.moment(at, "nl", now=at, zone=ZONE) == nl
    assert formats.moment(at, "en", now=at, zone=ZONE) == en


@pytest.mark.parametrize(("hour", "said"), [(0, "01:30"), (1, "03:30")])
def test_around_the_hour_that_never_comes_a_time_is_just_a_time(hour: int, said: str) -> None:
    at = dt.datetime(2026, 3, 29, hour, 30, tzinfo=dt.UTC)
    assert formats.clock(at, "nl", ZONE) == said


def test_the_devices_own_zone_tells_the_hour_apart_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    try:
        assert formats.clock(dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), "nl") == "02:30 (wintertijd)"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_size_is_told_in_the_languages_way() -> None:
    assert [formats.size(n, "nl") for n in (0, 999, 512_000, 1_240_000)] == ["1 kB", "1 kB", "512 kB", "1,2 MB"]
    assert formats.size(1_240_000, "en") == "1.2 MB"
