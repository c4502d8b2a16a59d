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


@pytest.mark.window
def test_a_line_in_arabic_counts_as_wide_as_its_joined_letters_are_drawn(drawing: None) -> None:
    from mobile.ui.widgets.words import Words, fitted, lines_needed

    arabic = "\u0627\u0644\u0625\u0646\u062a\u0631\u0646\u062a \u0644\u0627 \u064a\u0639\u0645\u0644"
    label = Words(text=arabic, style="lead", fit=True)
    label.texture_update()
    width = label.texture.width + 1
    assert lines_needed(arabic, "lead", width) == 1
    assert fitted(arabic, "lead", width) == arabic


@pytest.mark.parametrize(
    ("text", "part", "lines"),
    [
        ("Tegen wie mag ik het zeggen", 0.8, ["Tegen wie mag ik het", "zeggen"]),
        ("Pass on something else", 0.55, ["Pass on", "something", "else"]),
    ],
)
def test_words_that_wrap_are_as_wide_as_their_widest_line_so_that_an_icon_stands_close(
    drawing: None, text: str, part: float, lines: list[str]
) -> None:
    from mobile.ui.widgets.words import Words

    words = Words(style="action")
    limit = words.natural(text, words.font_name, words.font_size, 10_000) * part
    assert words.natural(text, words.font_name, words.font_size, limit) < limit - 5
    drawn = Words(text=text, fit=True, style="action", limit=limit)
    drawn.texture_update()
    assert ["".join(word.text for word in line.words) for line in drawn._label._cached_lines] == lines


@pytest.mark.window
def test_a_text_of_any_length_is_drawn_in_pictures_that_a_phone_can_take(drawing: None) -> None:
    from kivy.core.text import Label

    from mobile.ui.widgets.tall import TALLEST
    from mobile.ui.widgets.words import Words

    told = "Een heel verhaal over de modem.\n\n" * 300
    label = Words(text=told, width=300)
    label.texture_update()
    as_laid_out = Label(
        text=told, font_name=label.font_name, font_size=label.font_size, line_height=1.15, text_size=(300, None)
    ).render()
    assert tuple(label.texture_size) == as_laid_out
    assert label.height == as_laid_out[1] > 3 * TALLEST
    assert label.texture.height == 1, "nothing is drawn in one piece"
    assert max(label._tall.heights) <= TALLEST
    tops = [place.pos[1] + place.size[1] for place in label._tall._places]
    feet = [place.pos[1] for place in label._tall._places]
    assert (tops[0], feet[-1]) == pytest.approx((label.top, label.y), abs=2)
    assert all(0 <= foot - top < label.font_size for foot, top in zip(feet, tops[1:], strict=False))
    label.text = "Kort."
    label.texture_update()
    assert (label._tall.heights, label.texture.height > 1) == ((), True)


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


@pytest.mark.window
def test_arabic_joins_while_it_is_typed_and_what_is_sent_is_as_it_was_typed(start: Callable[..., Any]) -> None:
    from mobile.ui.capture import find, frames, settle, tap, type_into
    from mobile.ui.widgets.words import Words

    arabic = "\u0634\u0643\u0631\u0627 \u0644\u0643"
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    tap("ticket.p2m")
    type_into("message", arabic)
    assert app.root.front.presenter.calls[-1] == ("type_message", arabic)
    line = find("message").ids.line
    assert line.text == arabic
    # As wide as a label that joins the same letters, and no wider, as letters that stand alone are.
    same = Words(text=arabic, font_size=line.font_size, fit=True)
    same.texture_update()
    assert line._lines_labels[0].width == pytest.approx(same.texture.width, abs=2)
    right = line.right - line.padding[2]
    assert line.halign == "right"
    assert line.cursor_pos[0] == pytest.approx(right - line._lines_labels[0].width, abs=2)  # what comes next
    line.cursor = (0, 0)
    frames(2)
    assert line.cursor_pos[0] == pytest.approx(right, abs=2)
    middle = line.cursor_pos[1] - line.line_height / 2
    assert line.get_cursor_from_xy(right - 1, middle) == (0, 0)
    assert line.get_cursor_from_xy(line.x, middle) == (len(arabic), 0)
    line.select_text(0, 4)
    frames(2)
    chosen = next(one for one in line.canvas.get_group("selection") if hasattr(one, "size"))
    assert chosen.pos[0] + chosen.size[0] == pytest.approx(right, abs=2)
    assert chosen.size[0] < line._lines_labels[0].width
    line.text = "Dank je"
    settle()
    assert line.halign == "auto"
    assert line.get_cursor_from_xy(line.x, middle) == (0, 0)
    line.text = f"DG-4K7 {arabic}"  # begins at the left, and what comes next stands left of the Arabic
    settle()
    assert line.halign == "auto"
    left = line.x + line.padding[0]
    assert left < line.cursor_pos[0] < left + line._lines_labels[0].width * 2 / 3
    line.text = f"{arabic} modem"  # begins at the right, and what comes next stands right of the Latin word
    settle()
    begins = right - line._lines_labels[0].width
    assert begins < line.cursor_pos[0] < right - line._lines_labels[0].width / 3
    line.text = f"{arabic}\n2 modems"  # a line of a text from right to left, with nothing of that in it
    settle()
    line.cursor = (8, 1)
    frames(2)
    assert line.cursor_pos[0] == pytest.approx(right, abs=2)


@pytest.mark.window
def test_a_password_is_left_as_it_is(start: Callable[..., Any]) -> None:
    from mobile.ui.capture import find, settle, type_into

    start().root.go("sign_in")
    settle()
    type_into("password", A)
    line = find("password").ids.line
    assert line.halign == "auto"
    assert line.cursor_offset() == pytest.approx(line._lines_labels[0].width, abs=2)
