"""What is typed in, and what else a form asks."""

from collections.abc import Iterator
from typing import Any

from mobile.device import Ability
from mobile.gallery import samples
from mobile.gallery.scenes.pass_on import QUESTIONS, PhotoView
from mobile.gallery.scenes.tickets import modem_photo
from mobile.gallery.shelf import Specimen
from mobile.gallery.shelves.says import ARABIC, LONG_WORD, at_length
from mobile.presenters.notices import Notice, Say
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.details_card import CustomerForm
from mobile.ui.widgets.field import Field
from mobile.ui.widgets.photo_strip import PhotoStrip
from mobile.ui.widgets.question import Question


def specimens() -> Iterator[Specimen]:
    """Fields empty, filled, typed in, refused and off; questions, photos, and a form of them."""
    required = told.notice(Notice(Say.REQUIRED))
    yield "Field: empty, with a hint, filled", [_field(), _field(hint="1234 AB"), _field(text="3511AB")]
    yield "Field: typed in", [_typed_in()]
    yield "Field: refused, empty and filled", [_field(error=required), _field(text="12", error=at_length())]
    yield "Field: with an icon and a cross; a password", [_search(), *_passwords()]
    yield "Field: off", [_field(text="3511AB", disabled=True)]
    yield "Field: long in one line, Arabic", [_field(text=at_length()), _field(text=ARABIC)]
    yield (
        "Field: of many lines, filled, Arabic",
        [_story(), _story(text=at_length()), _story(text=ARABIC, error=required)],
    )
    yield "Field: a label of one long word", [_field(label=words.pick(LONG_WORD))]
    yield "Question: taps, answered, in words", _questions()
    yield "Question: missing", [_missing(required)]
    yield "PhotoStrip: none, none any more, two and one to come", [_photos(), _photos(more=False), _photos(2, adding=1)]
    yield "CustomerForm: with something wrong", [_form()]


def _field(**given: Any) -> Field:
    return Field(**({"name": "shelf", "label": words.say("pass_on.postcode")} | given))


def _typed_in() -> Field:
    field = _field(text="3511")
    field.focused = True
    return field


def _search() -> Field:
    return _field(label="", icon="magnify", text="Oma", trailing="clear")


def _passwords() -> list[Field]:
    hidden = {"label": words.say("sign_in.password"), "text": "geheim", "trailing": "eye"}
    return [_field(**hidden, password=True), _field(**hidden)]


def _story(**given: Any) -> Field:
    return _field(**({"label": words.say("pass_on.what"), "lines": 4} | given))


def _questions() -> list[Question]:
    taps, answered, typed = (Question(view) for view in (QUESTIONS[0], QUESTIONS[1], QUESTIONS[2]))
    answered.show({"option": "yes"}, "")
    typed.show({"text": at_length()}, "")
    return [taps, answered, typed]


def _missing(error: str) -> Question:
    question = Question(QUESTIONS[2])
    question.show({}, error)
    return question


def _photos(count: int = 0, *, adding: int = 0, more: bool = True) -> PhotoStrip:
    strip = PhotoStrip()
    views = tuple(PhotoView(f"p{number}", modem_photo()) for number in range(count))
    strip.render(views, adding, frozenset(Ability), more=more)
    return strip


def _form() -> CustomerForm:
    form = CustomerForm()
    form.render(samples.TICKET.customer, {"phone": Notice(Say.REQUIRED)})
    return form
