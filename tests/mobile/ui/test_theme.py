"""Can it be read: contrast computed from the theme, in both modes."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mobile.ui.theme import states
from mobile.ui.theme.branding import palettes
from mobile.ui.theme.fonts import font_for
from mobile.ui.theme.tokens import LIGHT, PALETTES, TONES, TOUCH, contrast

GROUNDS = ("background", "surface", "raised", "sunken")
PAIRS = [
    *((ink, ground) for ink in ("ink", "quiet") for ground in GROUNDS),
    *(("primary", ground) for ground in GROUNDS[:3]),
    *(("danger", ground) for ground in GROUNDS[:3]),
    ("primary_ink", "primary"),
    ("primary_soft_ink", "primary_soft"),
    ("accent_ink", "accent"),
    ("danger_ink", "danger"),
    ("background", "ink"),
]


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_stand_out_from_what_they_are_written_on(mode: str, ink: str, ground: str) -> None:
    palette = PALETTES[mode]
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("tone", TONES)
def test_states_can_be_read(mode: str, tone: str) -> None:
    assert contrast(TONES[tone].ink(mode), TONES[tone].ground(mode)) >= 4.5


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("ground", ["background", "surface", "raised"])
def test_the_edge_of_a_field_can_be_seen(mode: str, ground: str) -> None:
    assert contrast(PALETTES[mode].outline, getattr(PALETTES[mode], ground)) >= 3


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_finger_hits_what_can_be_tapped() -> None:
    assert TOUCH >= 48


def test_every_icon_is_in_the_icon_font(kivy_home: Path) -> None:
    from kivymd.icon_definitions import md_icons

    tables = (states.STATUS, states.SENDING, states.HANDLING, states.OUTAGE, states.IMPACT, states.BANNER)
    assert {look.icon for table in tables for look in table.values()} <= set(md_icons)


def test_every_icon_named_in_the_screens_is_in_the_icon_font(kivy_home: Path) -> None:
    import re

    from kivymd.icon_definitions import md_icons

    named = set()
    for path in Path(states.__file__).parents[1].rglob("*.kv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("icon:"):
                named |= set(re.findall(r'"([a-z][a-z0-9-]+)"', line)) - {"eye", "clear"}
    assert len(named) > 20
    assert named <= set(md_icons)


@pytest.mark.window
def test_only_what_can_be_hidden_is_told_whether_it_is_shown(drawing: None) -> None:
    """On a class of Kivy's own, kv would make the property for every widget of that class, and hide none of them."""
    import re

    from kivy.factory import Factory
    from kivy.properties import Property

    from mobile.ui.widgets import shelf

    _ = shelf
    told = set()
    for path in Path(states.__file__).parents[1].rglob("*.kv"):
        around: list[tuple[int, str]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            deep = len(line) - len(line.lstrip())
            around = [one for one in around if one[0] < deep]
            begins = re.match(r"\s*<?([A-Z]\w*)(?:@(\w+))?>?:\s*$", line)
            if begins:
                around.append((deep, begins[2] or begins[1]))
            elif line.strip().startswith("shown:"):
                told.add(around[-1][1])
    assert len(told) > 20
    wrong = {name for name in told if not isinstance(getattr(Factory.get(name), "shown", None), Property)}
    assert wrong == set()
    kivys = {name for name in told if Factory.get(name).__module__.startswith("kivy")}
    assert kivys == set()


def test_a_text_keeps_its_font_unless_the_script_needs_another() -> None:
    assert font_for("Geen internet", "Roboto") == "Roboto"
    assert font_for("Überall café", "Roboto") == "Roboto"


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#808080")
def test_any_companys_colour_leaves_every_word_readable(color: str) -> None:
    for palette in palettes(color).values():
        for ink, ground in PAIRS:
            assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5, (ink, ground)


def test_a_colour_that_can_be_read_as_it_is_stays_as_it_is() -> None:
    assert palettes("#0b5f58")["light"].primary == "#0B5F58"
    assert palettes("#d6006e")["light"].primary != LIGHT.primary


@pytest.mark.parametrize("color", [None, "", "teal", "#12", "#zzzzzz"])
def test_without_a_colour_it_is_our_own(color: str | None) -> None:
    assert palettes(color) == PALETTES
