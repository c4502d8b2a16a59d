"""Whatever is a button."""

from collections.abc import Iterator

from mobile.gallery.shelf import TOUCHES, Specimen, looked_at
from mobile.gallery.shelves.says import ARABIC, at_length, say
from mobile.ui.language import words
from mobile.ui.widgets.button import Fab, IconTap, Pill, TextTap
from mobile.ui.widgets.danger import Danger
from mobile.ui.widgets.link import Link
from mobile.ui.widgets.stepper import Stepper
from mobile.ui.widgets.summary import SummaryLine
from mobile.ui.widgets.toggle import Toggle


def specimens() -> Iterator[Specimen]:
    """A button of each kind, in each state."""
    for look in ("filled", "soft", "lined", "bare", "danger"):
        yield f"Pill, {look}: {', '.join(TOUCHES)}", looked_at(lambda look=look: _pill(look), **TOUCHES)
    yield "Pill: long, Arabic", [Pill(text=at_length(), icon="send"), Pill(text=ARABIC, look="soft")]
    yield (
        f"Fab: {', '.join(TOUCHES)}",
        looked_at(lambda: Fab(text=words.say("action.pass_on"), icon="plus"), **TOUCHES),
    )
    yield f"TextTap: {', '.join(TOUCHES)}", looked_at(lambda: TextTap(text=words.say("action.undo")), **TOUCHES)
    yield (
        f"IconTap: {', '.join(TOUCHES)}",
        looked_at(lambda: IconTap(icon="delete-outline", told=words.say("action.discard")), **TOUCHES),
    )
    yield from _rows()


def _pill(look: str) -> Pill:
    return Pill(text=words.say("ticket.send"), icon="send", look=look)


def _rows() -> Iterator[Specimen]:
    """Rows that are tapped as a whole."""
    yield f"Link: {', '.join(TOUCHES)}", looked_at(_link, **TOUCHES)
    yield "Link: alone, long", [Link(text=words.say("about.title"), icon="information-outline"), _long_link()]
    yield (
        "Toggle: off, on, long",
        [_toggle(), _toggle(active=True), _toggle(text=at_length(), detail=at_length(), active=True)],
    )
    yield f"Toggle: {', '.join(TOUCHES)}", looked_at(_toggle, **TOUCHES)
    yield "Stepper: least, between, most", [Stepper(text="100 %", less=False), Stepper(text="150 %"), _most()]
    yield f"Danger: {', '.join(TOUCHES)}", looked_at(Danger, **TOUCHES)
    yield f"SummaryLine: {', '.join(TOUCHES)}", looked_at(_line, **TOUCHES)
    yield "SummaryLine: long and last", [_line(text=at_length(), last=True)]


def _most() -> Stepper:
    return Stepper(text="200 %", more=False)


def _link() -> Link:
    return Link(
        icon="cellphone", text=words.say("stored.title"), detail=say("Wat er op deze telefoon staat", "On here")
    )


def _long_link() -> Link:
    return Link(icon="cellphone", text=at_length(), detail=at_length())


def _toggle(**given: object) -> Toggle:
    return Toggle(**({"text": words.say("pass_on.may_contact"), "detail": ""} | given))


def _line(**given: object) -> SummaryLine:
    said = {"icon": "account-outline", "label": words.say("pass_on.name"), "text": "Oma Bep"}
    return SummaryLine(**(said | given))
