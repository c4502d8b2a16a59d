"""Text that is written from right to left: in the order in which a label draws it, which is from left to right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mobile.gallery import samples
from mobile.ui.theme.bidi import drawn, has_right_to_left, right_to_left
from mobile.ui.theme.writing import laid_out

# Hebrew, as its letters do not change with their neighbours: ALEF, BET, GIMEL.
A, B, G = "\u05d0", "\u05d1", "\u05d2"


def by_letters(line: str) -> float:
    return float(len(line))


@pytest.mark.parametrize(
    ("line", "rightwards", "seen"),
    [
        ("modem", True, "modem"),
        (f"{A}{B}{G}", False, f"{G}{B}{A}"),
        (f"{A}{B} 12 {G}", False, f"{G} 12 {B}{A}"),
        (f"de {A}{B} is uit", True, f"de {B}{A} is uit"),
        (f"{A} DG-4K7-P2M {B}", False, f"{B} DG-4K7-P2M {A}"),
        (f"{A}{B}!", False, f"!{B}{A}"),
        (f"({A}{B})", False, f"({B}{A})"),
        (f"{A} 18:42", False, f"18:42 {A}"),
        (f"{A}\u05b7{B}", False, f"{B}{A}\u05b7"),
        ("", True, ""),
        ("\u202ex", True, "x"),
    ],
)
def test_each_line_is_turned_as_readers_of_it_expect(line: str, rightwards: bool, seen: str) -> None:
    assert drawn(line, rightwards=rightwards) == seen


def test_the_first_letter_says_which_way_a_text_goes() -> None:
    assert right_to_left(f"12 {A} modem")
    assert not right_to_left(f"modem {A}")
    assert has_right_to_left(f"modem {A}")
    assert not has_right_to_left("Überall café → 12")


def test_a_long_text_wraps_in_the_order_in_which_it_is_read() -> None:
    first, second = f"{A}{A} {B}{B}", f"{G}{G}"
    assert laid_out(f"{first} {second}", 5, by_letters).split("\n") == [f"{B}{B} {A}{A}", f"{G}{G}"]
    assert laid_out(f"{first} {second}", None, by_letters) == f"{G}{G} {B}{B} {A}{A}"
    assert laid_out(f"{A}\nmodem 2", 50, by_letters) == f"{A}\nmodem 2"
    assert laid_out(A * 9, 5, by_letters) == A * 9, "a word that fits nowhere is not lost"


def test_arabic_letters_take_the_form_that_goes_with_their_neighbours() -> None:
    joined = laid_out("\u0645\u0627", None, by_letters)  # meem, alef
    assert joined == "\ufe8e\ufee3"


@pytest.mark.window
def test_a_message_in_arabic_stands_at_the_right_and_is_found_as_it_was_written(start: Callable[..., Any]) -> None:
    from mobile.ui.capture import seen, tap
    from mobile.ui.widgets.words import Words

    arabic = "\u0634\u0643\u0631\u0627 DG-4K7"
    entry = samples.entry("w", "message", 1, body=arabic)
    app = start(tickets=samples.TICKETS, ticket=samples.dataclasses.replace(samples.TICKET_STATE, timeline=(entry,)))
    tap("ticket.p2m")
    assert seen(arabic)
    label = next(w for w in app.root.walk() if isinstance(w, Words) and w.text == arabic)
    assert label._label.options["halign"] == "right"
    assert label._label.text == laid_out(arabic, None, by_letters)
    label.text = "Dank je"
    label.texture_update()
    assert label._label.text == "Dank je"
    assert label._label.options["halign"] != "right"


def test_letters_and_signs_that_roboto_lacks_have_a_font_that_has_them(kivy_home: Path) -> None:
    from kivy import kivy_data_dir
    from PIL import ImageFont

    from mobile.ui.theme.fonts import WIDE, font_for

    font = ImageFont.truetype(str(Path(kivy_data_dir) / "fonts" / "DejaVuSans.ttf"), 24)
    box = bytes(font.getmask("\uffff"))
    for text in ("\u0634\u0643\u0631\u0627", f"{A}{B}{G}", "Meer → beter", "✓ klaar", "😀"):
        assert font_for(text, "Roboto") == WIDE
        assert all(letter == " " or bytes(font.getmask(letter)) != box for letter in laid_out(text, None, by_letters))
    assert font_for("Überall café “nee” – €5", "Roboto") == "Roboto"
