"""Moments in words: by the company's clock, also in the night in which that is put back."""

import datetime as dt

import pytest
from flask import Flask

from backend import moments
from backend.i18n import say
from shared.messages import Message

FIRST, AGAIN = (dt.datetime(2027, 10, 31, hour, 30, tzinfo=dt.UTC) for hour in (0, 1))


@pytest.fixture(autouse=True)
def here(app: Flask):
    with app.app_context():
        yield


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    assert moments.spoken(FIRST, "nl") == "zondag 31 oktober om 02:30 (zomertijd)"
    assert moments.spoken(AGAIN, "nl") == "zondag 31 oktober om 02:30 (wintertijd)"
    assert moments.spoken(AGAIN, "en") == "Sunday 31 October at 02:30 (winter time)"
    assert moments.span(FIRST, AGAIN, "nl") == "zondag 31 oktober van 02:30 (zomertijd) tot 02:30 (wintertijd)"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (dt.datetime(2027, 10, 31, 2, 30, tzinfo=dt.UTC), "zondag 31 oktober om 03:30"),
        (dt.datetime(2027, 3, 28, 0, 59, tzinfo=dt.UTC), "zondag 28 maart om 01:59"),
        (dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC), "zondag 28 maart om 03:00"),
    ],
)
def test_no_other_hour_says_more_than_its_time(at: dt.datetime, said: str) -> None:
    assert moments.spoken(at, "nl") == said


def test_letters_with_several_times_tell_it_apart_too_each_in_its_language() -> None:
    assert say(moments.short(AGAIN), "nl") == "31-10-2027 02:30 (wintertijd)"
    promised = Message("An update was promised for {time} and has not come.", time=moments.short(FIRST))
    assert say(promised, "nl") == "Er is een update beloofd vóór 31-10-2027 02:30 (zomertijd), en die is er niet."
    assert promised == "An update was promised for 31-10-2027 02:30 (summer time) and has not come."
    assert moments.short(FIRST - dt.timedelta(days=1)) == "30-10-2027 02:30"
