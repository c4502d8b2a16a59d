"""How large text is: as the phone is set, or as it is chosen over that, up to twice its usual size."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mobile.ui.capture import find, seen, settle, tap, tap_twice
from mobile.ui.preferences import TEXT_SIZES, Preferences
from mobile.ui.theme.scaling import grown, next_size, text_scale
from mobile.ui.theme.tokens import TYPE


def test_text_is_as_large_as_the_phone_is_set_and_larger_where_the_user_wants() -> None:
    assert text_scale(100, 1.3) == 1.3
    assert text_scale(150, 1.2) == pytest.approx(1.8)


def test_no_more_than_every_screen_can_show_and_never_smaller_than_usual() -> None:
    assert text_scale(100, 3.1) == 2.0
    assert text_scale(200, 1.5) == 2.0
    assert text_scale(100, 0.85) == 1.0


def test_what_is_read_grows_in_full_and_headings_less_but_stay_above_it() -> None:
    twice = {style: 2 * grown(step.size, 2.0) for style, step in TYPE.items()}
    assert all(twice[style] == 2 * TYPE[style].size for style in ("body", "action", "label", "small", "caption"))
    assert twice["display"] > twice["headline"] > twice["title"] > twice["lead"] > twice["body"]
    assert twice["display"] < 1.5 * TYPE["display"].size
    assert grown(30, 1.0) == 30


def test_steps_end_at_both_ends() -> None:
    assert next_size(TEXT_SIZES, 100, 1) == 115
    assert next_size(TEXT_SIZES, 150, -1) == 130
    assert next_size(TEXT_SIZES, 200, 1) is None
    assert next_size(TEXT_SIZES, 100, -1) is None


def test_the_size_is_remembered_and_an_odd_one_is_not_taken(tmp_path: Path) -> None:
    Preferences.load(tmp_path).change(text_size=150)
    assert Preferences.load(tmp_path).text_size == 150
    (tmp_path / "screens.json").write_text('{"text_size": 900}', encoding="utf-8")
    assert Preferences.load(tmp_path).text_size == 100


@pytest.mark.window
def test_the_profile_makes_text_larger_at_once(start: Callable[..., Any]) -> None:
    start()
    tap("place.profile")
    before = find("sign_out").height
    for _ in range(3):
        tap("text_size.more")
    settle(lambda: seen("150 %"))
    assert find("sign_out").height > before
    for _ in range(3):
        tap("text_size.less")
    settle(lambda: seen("100 %"))
    assert find("sign_out").height == before
    tap_twice("text_size.more")
    settle(lambda: seen("130 %"))
