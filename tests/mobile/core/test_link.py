"""What is said of the link follows from the last calls, and the moment from the server where the phone is wrong."""

import datetime as dt
import email.utils
import ssl

import pytest
import requests

from mobile.core.errors import OfflineWhy
from mobile.core.link import Link, Quality
from mobile.core.outbox import Outbox
from mobile.core.outbox_row import OutboxKind
from mobile.core.server_clock import ServerClock
from mobile.core.store import Store
from mobile.core.transport import _why

NOON = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("calls", "quality"),
    [
        ("", Quality.GOOD),
        ("ooo", Quality.GOOD),
        ("sss", Quality.SLOW),
        ("oss", Quality.SLOW),
        ("soo", Quality.GOOD),
        ("ssssooo", Quality.GOOD),
        ("x", Quality.GONE),
        ("oooxxxx", Quality.GONE),
        ("oooxx", Quality.GOOD),
        ("oxo", Quality.GOOD),
        ("oxox", Quality.SHAKY),
        ("oxoxo", Quality.SHAKY),
        ("sxsxs", Quality.SHAKY),
        ("oxoxo" + "o" * 12, Quality.GOOD),
        ("ppp", Quality.GOOD),
        ("spspsp", Quality.SLOW),
        ("oxpxp", Quality.SHAKY),
    ],
)
def test_the_last_calls_tell_how_the_link_is(calls: str, quality: Quality) -> None:
    """An answer that was slow or in time, one that got lost (x), and that to a piece of a photo."""
    link = Link()
    for call in calls:
        link.lost() if call == "x" else link.came({"s": 3.0, "o": 0.1, "p": None}[call])
    assert link.quality is quality


def test_a_clock_that_is_right_enough_is_left_alone() -> None:
    clock = ServerClock(lambda: NOON)
    clock.hear(email.utils.format_datetime(NOON + dt.timedelta(seconds=90), usegmt=True))
    assert (clock(), clock.phone_is_wrong) == (NOON, False)


@pytest.mark.parametrize("off", [DAY, -DAY])
def test_a_clock_that_is_a_day_off_is_set_right_until_it_is_right_itself(off: dt.timedelta) -> None:
    phone = [NOON + off]
    clock = ServerClock(lambda: phone[0])
    clock.hear(email.utils.format_datetime(NOON, usegmt=True))
    assert (clock(), clock.phone_is_wrong) == (NOON, True)
    phone[0] = NOON
    clock.hear(email.utils.format_datetime(NOON, usegmt=True))
    assert (clock(), clock.phone_is_wrong) == (NOON, False)


@pytest.mark.parametrize("date", [None, "", "yesterday", "Thu, 99 Nov 2026 12:00:00 GMT", "26 Nov 2026 12:00"])
def test_what_is_no_moment_changes_no_clock(date: str | None) -> None:
    clock = ServerClock(lambda: NOON)
    clock.hear(date)
    assert (clock(), clock.phone_is_wrong) == (NOON, False)


def test_a_clock_that_is_set_back_lets_nothing_wait_for_a_day(tmp_path: object) -> None:
    now = [NOON + DAY]
    store = Store(tmp_path / "phone.db", lambda: now[0])  # type: ignore[operator]
    outbox: Outbox = store.outbox
    outbox.put(OutboxKind.SUBMIT, "k", "k", {"description": "Down"})
    assert outbox.claim_next((), eager=False)
    outbox.put_back("k", 240.0)
    assert outbox.claim_next((), eager=False) is None
    now[0] = NOON
    assert outbox.claim_next((), eager=False)
    store.close()


@pytest.mark.parametrize(
    ("code", "why"), [(9, OfflineWhy.WRONG_DATE), (10, OfflineWhy.WRONG_DATE), (18, OfflineWhy.NOT_OUR_SERVER)]
)
def test_a_certificate_of_another_date_is_no_captive_portal(code: int, why: OfflineWhy) -> None:
    refused = ssl.SSLCertVerificationError(1, "certificate verify failed")
    refused.verify_code = code
    assert _why(requests.exceptions.SSLError(_MaxRetries(refused))) is why


class _MaxRetries(Exception):
    """As urllib3 wraps it."""

    def __init__(self, reason: Exception) -> None:
        super().__init__("too many")
        self.reason = reason
