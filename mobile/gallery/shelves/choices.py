"""Choosing one of a few."""

from collections.abc import Iterator

from mobile.gallery import samples
from mobile.gallery.shelf import TOUCHES, Specimen, looked_at, put
from mobile.gallery.shelves.says import ARABIC, LONG_WORD, at_length, say
from mobile.ui.language import words
from mobile.ui.widgets.choice import Chips, Option, Options, Segment, Segments, Tile, Tiles
from mobile.ui.widgets.filters import Choice, Filter, Filters, Sideways
from mobile.ui.widgets.step_bar import StepBar

_STATES = {**TOUCHES, "chosen": {"chosen": True}, "pressed_chosen": {"chosen": True, "pressed": 0.12}}


def specimens() -> Iterator[Specimen]:
    """Each way to choose: none chosen, one chosen, touched, and with many words."""
    kinds = (
        ("problem", words.say("kind.problem"), "alert-circle-outline"),
        ("question", words.say("kind.question"), "help-circle-outline"),
    )
    yield (
        "Segments: none, one",
        [put(Segments(), name="a", options=kinds), put(Segments(), name="b", options=kinds, chosen="problem")],
    )
    yield "Segments: long, Arabic", [put(Segments(), name="c", options=_long(), chosen="long")]
    yield f"Segment: {', '.join(_STATES)}", looked_at(lambda: Segment(text=say("Licht", "Light")), **_STATES)
    yield "Tiles: services, one chosen", [_services()]
    yield f"Tile: {', '.join(_STATES)}", looked_at(lambda: Tile(text="Internet", icon="wifi"), **_STATES)
    yield "Options: none, one", [_options(None), _options("red")]
    yield (
        f"Option: {', '.join(_STATES)}",
        looked_at(lambda: Option(text=say("Een rood lampje", "A red light")), **_STATES),
    )
    yield "Options: long, Arabic", [put(Options(), name="d", options=_long(), chosen="arabic")]
    yield (
        "Chips: one line",
        [_places()],
    )
    yield "Filters: one chosen, with counts", [_filters()]
    yield f"Filter: {', '.join(_STATES)}", looked_at(lambda: Filter(text=say("Open  4", "Open  4")), **_STATES)
    yield "StepBar: first, third, last of five", [_steps(1), _steps(3), _steps(5)]


def _long() -> list[tuple[str, str, str]]:
    return [("long", at_length(), ""), ("word", words.pick(LONG_WORD), ""), ("arabic", ARABIC, "")]


def _services() -> Tiles:
    tiles = Tiles(cols=2, spacing=12)
    for number, service in enumerate(samples.SERVICES):
        tile = Tile(text=words.pick(service.title), icon=service.icon, chosen=number == 1, big=True)
        tiles.add_widget(tile)
    return tiles


def _options(chosen: str | None) -> Options:
    answers = (
        ("green", say("Allemaal groen", "All green"), ""),
        ("red", say("Een rood lampje", "A red light"), ""),
        ("none", say("Geen enkel", "None at all"), ""),
    )
    return put(Options(), name="lights", options=answers, chosen=chosen)


def _filters() -> Filters:
    filters = Filters()
    filters.show([Choice("all", say("Alles", "All"), 12, chosen=True), Choice("open", "Open", 4), Choice("tv", "TV")])
    return filters


def _places() -> Sideways:
    chips = put(Chips(), name="e", options=[(str(n), f"35{n}", "map-marker-outline") for n in range(11, 16)])
    line = Sideways(size_hint_y=None, height=chips.children[0].tall)
    line.add_widget(chips)
    return line


def _steps(at: int) -> StepBar:
    bar = StepBar()
    bar.render(at, 5)
    return bar
