"""Writing in each size, boxes, bars, and what a list shows while there is nothing in it."""

from collections.abc import Iterator
from typing import Any

from kivy.metrics import dp

from mobile.gallery.shelf import TOUCHES, Specimen, looked_at
from mobile.gallery.shelves.says import ARABIC, HEBREW, LONG_WORD, at_length, say
from mobile.ui.language import words
from mobile.ui.theme.tokens import TYPE
from mobile.ui.widgets.bars import Place, Places, TopBar
from mobile.ui.widgets.button import Pill
from mobile.ui.widgets.empty import Empty
from mobile.ui.widgets.skeleton import Skeleton
from mobile.ui.widgets.surface import Body, Card, Column, Foot, Pane, Row, TapCard
from mobile.ui.widgets.words import Quiet, Words


def specimens() -> Iterator[Specimen]:
    """The plain things that screens are made of."""
    yield "Words: each step of the scale", [Words(style=style, text=_sized(style)) for style in TYPE]
    yield "Words, Quiet: long", [Words(text=at_length()), Quiet(text=at_length(), style="small")]
    yield "Words: one long word", [Words(style="headline", text=words.pick(LONG_WORD))]
    yield "Words: Arabic, Hebrew, Greek, Cyrillic, arrows", [Words(text=text) for text in _scripts()]
    yield (
        "Card; a Pane in it",
        [_in(Card(), Words(text=at_length()), _in(Pane(), Words(text=say("Let op", "Mind this"))))],
    )
    yield "Body", [_in(Body(), Words(text=at_length()), Quiet(text=at_length()))]
    yield f"TapCard: {', '.join(TOUCHES)}", looked_at(_tap_card, **TOUCHES)
    yield "Row: beside each other, or stacked where there is no room", [_pills(), _pills()]
    yield "Foot", [_in(Foot(), Pill(text=words.say("ticket.send")))]
    yield "TopBar: of a place, of a screen over it, long", _bars()
    yield (
        "Places: each chosen, at the side",
        [*(Places(current=one) for one in ("tickets", "outages", "profile")), _side()],
    )
    yield f"Place: {', '.join(TOUCHES)}", looked_at(lambda: Place(text="Open", icon="forum-outline"), **TOUCHES)
    yield "Empty", [Empty(icon="hand-heart-outline", title=words.say("tickets.empty.title"), text=at_length())]
    yield "Skeleton: three bones, one", [Skeleton(), Skeleton(bones=1)]


def _sized(style: str) -> str:
    return f"{style}: {say('Is het al gemaakt?', 'Is it mended yet?')}"


def _scripts() -> tuple[str, ...]:
    return (ARABIC, f"{HEBREW} (06-1234 5678)", f"Bel {ARABIC} na 18:00", "Ελληνικά, Русский", "Aan → uit ← aan ↑ ↓ 😀")


def _in(box: Any, *widgets: Any) -> Any:
    for widget in widgets:
        box.add_widget(widget)
    return box


def _tap_card() -> TapCard:
    return _in(TapCard(), Words(style="lead", text="Internet"), Quiet(style="small", text=at_length()))


def _pills() -> Row:
    texts = (say("Het werkt weer", "It works again"), say("Nog niet", "Not yet"))
    return _in(Row(spacing=dp(8), stacks="always"), *(Pill(text=text, look="soft") for text in texts))


def _bars() -> list[TopBar]:
    return [
        TopBar(title=words.say("tickets.title")),
        TopBar(title=words.say("about.title"), returns=True),
        TopBar(title=at_length(), returns=True),
    ]


def _side() -> Column:
    places = Places(current="outages", orientation="vertical")
    return _in(Column(size_hint_x=None, width=dp(140)), places)
