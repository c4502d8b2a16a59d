"""Passing on, step by step, as it is seen and tapped."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mobile.device import Photo
from mobile.gallery import samples
from mobile.gallery.scenes.pass_on import FORM, HELP, QUESTIONS, RECENTS, SHARE
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnState, TicketForm
from mobile.presenters.pass_on_state import SentView
from mobile.presenters.pass_on_steps import Step, steps
from mobile.presenters.photos import PhotoView
from mobile.ui.capture import (
    find,
    keyboard_covers,
    on_screen,
    press_back,
    seen,
    settle,
    shown,
    tap,
    tap_twice,
    texts,
    type_into,
)
from shared.vocabulary import SendState

pytestmark = pytest.mark.window
Start = Callable[..., Any]


def front(app: Any) -> Any:
    return app.root.front.presenter


def opened(start: Start, step: Step = Step.SERVICE, **state: Any) -> Any:
    about = {"id": "d1", "loaded": True, "services": samples.SERVICES, "required": samples.REQUIRED}
    app = start(pass_on=PassOnState(**{**about, "step": step, "steps": steps(joins=False, has_help=True), **state}))
    tap("pass_on")
    return app


def icons() -> set[str]:
    from mobile.ui.widgets.words import Glyph

    return {widget.icon for widget in on_screen() if isinstance(widget, Glyph)}


def test_a_tile_leads_on(start: Start) -> None:
    app = opened(start)
    assert ("start",) in front(app).calls
    assert seen("Stap 1 van 5")
    assert not shown("next")
    tile = find("service.tv")
    icon, word = tile.children[1], tile.children[0]
    assert word.y - tile.y == pytest.approx(tile.top - icon.top, abs=2)
    tap("kind.question")
    tap("service.tv")
    assert front(app).calls[-3:] == [("choose_kind", "question"), ("choose_service", "tv"), ("next",)]


def test_somebody_of_before_out_of_the_clipboard_or_typed(start: Start) -> None:
    app = opened(start, Step.PERSON, recents=RECENTS)
    tap("recent.0")
    app.device.clipboard = "Oma Bep 3511AB"
    tap("paste")
    assert front(app).calls[-2:] == [("choose_person", RECENTS[0]), ("paste", "Oma Bep 3511AB")]
    front(app).set(form=TicketForm(name="Oma Bep", postcode="3511AB", house_number="12"))
    settle()
    assert find("postcode").ids.line.text == "3511AB"
    tap("recent.0")
    assert front(app).calls[-1] == ("choose_person", None)
    type_into("phone", "06")
    assert ("type", "phone", "06") in front(app).calls
    tap("next")
    assert front(app).calls[-1] == ("next",)


def test_what_is_pasted_of_several_lines_stands_in_one_where_there_is_one(start: Start) -> None:
    app = opened(start, Step.PERSON)
    find("name").ids.line.insert_text("Bep\r\nde Boer\n")
    assert front(app).calls[-1] == ("type", "name", "Bep de Boer")
    front(app).set(step=Step.PROBLEM)
    settle()
    find("description").ids.line.insert_text("Stuk.\nAlles.")
    assert front(app).calls[-1] == ("type", "description", "Stuk.\nAlles.")


def test_the_outage_at_the_postcode_shows_right_under_it(start: Start) -> None:
    app = opened(start, Step.PERSON)
    assert not seen("storing bekend")
    front(app).set(outage=samples.COVERED, form=TicketForm(postcode="3511AB"))
    settle()
    assert seen("Hier is een storing bekend")
    assert seen("De modem opnieuw starten helpt nu niet")
    front(app).set(outage=samples.CLEAR)
    settle()
    assert seen("Geen bekende storing om")


def test_what_the_team_wants_to_know_is_tapped_or_typed(start: Start) -> None:
    app = opened(start, Step.PROBLEM, questions=QUESTIONS)
    tap("question.lights.red")
    type_into("question.since", "nu")
    tap("severity.critical")
    calls = front(app).calls
    assert ("answer", "lights", "red") in calls
    assert calls[-2:] == [("type_answer", "since", "nu"), ("choose_severity", "critical")]
    front(app).set(form=FORM, raised="critical")
    settle()
    assert seen("Door een antwoord geven we het door als: Dringend.")
    tap("question.lights.red")
    assert front(app).calls[-1] == ("answer", "lights", None)
    front(app).set(questions=())
    settle()
    assert not seen("Sinds wanneer?")


def test_questions_of_a_server_of_before_are_said(start: Start) -> None:
    opened(start, Step.PROBLEM, questions=(dataclasses.replace(QUESTIONS[2], id=""),))
    assert seen("Sinds wanneer?")
    assert not shown("question.")


def test_photos_are_taken_chosen_and_left_out(start: Start, tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "red").save(tmp_path / "x.jpg")
    app = opened(start, Step.PROBLEM)
    app.device.photos = (Photo("x.jpg", (tmp_path / "x.jpg").read_bytes),)
    tap("photo.take")
    tap("photo.pick")
    assert [call[0] for call in front(app).calls[-2:]] == ["add_photos", "add_photos"]
    front(app).set(photos=(PhotoView("p1", tmp_path / "x.jpg"),), adding=1, more_photos=False)
    settle(lambda: find("photo.remove.p1").parent.texture)
    assert seen("Foto wordt klaargemaakt")
    assert not shown("photo.pick")
    tap("photo.remove.p1")
    assert front(app).calls[-1] == ("remove_photo", "p1")


def test_help_is_tried_before_anything_is_passed_on(start: Start) -> None:
    app = opened(start, Step.HELP, form=FORM, help=HELP)
    assert seen("Is er iemand in gevaar? Bel eerst 112.")
    assert seen("Haal de stekker van de modem er tien tellen uit.")
    tap("danger")
    tap("help.video.h1")
    assert app.device.opened == ["tel:112", "https://example.org/modem"]
    tap("help.no.h1")
    front(app).set(help=(dataclasses.replace(HELP[0], tried=True), *HELP[1:]))
    settle()
    assert not shown("help.no.h1")
    tap("help.yes.h2")
    assert front(app).calls[-2:] == [("did_not_help", "h1"), ("helped", "h2")]
    type_into("help_query", "b")
    assert front(app).calls[-1] == ("search_help", "b")
    front(app).set(helped=True)
    settle()
    assert seen("Mooi! Er is niets doorgegeven.")
    assert shown("place.tickets")
    assert shown("toast.action")


def test_the_summary_tells_all_and_leads_to_each_step(start: Start) -> None:
    app = opened(start, Step.CHECK, form=FORM, questions=QUESTIONS, help=HELP)
    for words in ("Oma Bep\n3511 AB 12\n06 1234 5678", "Een probleem  ·  Internet", "De kabel zit los"):
        assert seen(words), texts()
    assert seen("Welke lampjes branden er op de modem? Een rood lampje")
    tap("edit.person")
    tap("channel.email")
    tap("may_contact")
    tap("informed")
    tap("submit")
    assert front(app).calls[-5:] == [
        ("go_to", Step.PERSON),
        ("choose_channel", "email"),
        ("set_may_contact", False),
        ("set_informed", False),
        ("submit",),
    ]
    front(app).set(form=dataclasses.replace(FORM, preferred_channel="email"))
    settle()
    type_into("email", "o")
    assert front(app).calls[-1] == ("type", "email", "o")


def test_once_sent_it_tells_what_became_of_it(start: Start) -> None:
    app = opened(start, Step.CHECK, form=FORM)
    front(app).set(step=Step.SENT, submitted="d1", sent=SentView(SendState.QUEUED))
    settle()
    assert seen("Staat klaar")
    assert not shown("back")
    front(app).set(sent=SentView(SendState.SENT, "DG-4K7-P2M", SHARE))
    settle()
    assert seen("Het team heeft het")
    tap("copy_reference")
    tap("share_line")
    assert app.device.copied[0] == "DG-4K7-P2M"
    assert "Kenmerk: DG-4K7-P2M" in app.device.copied[1]
    tap("sent.done")
    assert shown("place.tickets")


def test_a_draft_that_was_thrown_away_comes_back_by_one_tap(start: Start) -> None:
    app = opened(start, Step.PROBLEM, form=TicketForm(description="tv stuk"))
    tap("discard")
    assert front(app).calls[-1] == ("discard",)
    front(app).set(discarded=True)
    settle()
    assert seen("Concept weggegooid")
    app.screens.states["pass_on"] = PassOnState(id="d1", loaded=True)
    tap("toast.action")
    assert ("restore", "d1") in front(app).calls


def test_what_is_wrong_is_said_at_the_field(start: Start) -> None:
    app = opened(start, Step.PERSON)
    front(app).set(errors={"postcode": Notice(Say.NOT_A_POSTCODE, {"country": "BE", "example": "4000"})})
    settle()
    assert seen("Dit is geen postcode. Bijvoorbeeld: 4000.")
    front(app).set(step=Step.SERVICE, errors={"service": Notice(Say.REQUIRED)})
    settle()
    assert seen("Dit hebben we nodig.")
    # Of somebody of before, or pasted: it goes along, so that it stands there to be mended.
    form = TicketForm(email="oma@", may_contact=False)
    front(app).set(step=Step.CHECK, form=form, errors={"email": Notice(Say.NOT_AN_EMAIL)})
    settle()
    assert shown("email")
    assert seen("Dit is geen e-mailadres")


def test_back_goes_one_step_up(start: Start) -> None:
    app = opened(start, Step.PERSON)
    front(app).back = lambda: True
    assert press_back()
    tap("back")
    assert shown("postcode")
    front(app).back = lambda: False
    tap("back")
    assert shown("place.tickets")


def test_the_keyboard_covers_neither_the_field_nor_the_button(start: Start) -> None:
    app = opened(start, Step.PERSON)
    type_into("phone", "06")
    keyboard_covers(app, 400)
    settle()
    bottom = [widget.to_window(widget.x, widget.y)[1] for widget in (find("phone"), find("next"))]
    assert min(bottom) >= 400
    assert find("phone").to_window(0, find("phone").top)[1] <= 915


def test_on_a_phone_that_lies_on_its_side_the_field_is_seen_above_the_keyboard(
    start: Start, window: Callable[[int, int], None]
) -> None:
    app = opened(start, Step.PERSON)
    window(800, 360)
    type_into("phone", "06")
    keyboard_covers(app, 190)
    settle()
    field, page = find("phone"), app.root.front.ids.page
    (foot, head), (page_foot, page_head) = (
        (one.to_window(0, one.y)[1], one.to_window(0, one.top)[1]) for one in (field, page)
    )
    assert 190 <= page_foot <= foot
    assert head <= page_head <= 360
    assert not shown("next")
    keyboard_covers(app, 0)
    settle()
    assert shown("next")


def test_who_taps_twice_in_a_hurry_goes_one_step(start: Start) -> None:
    app = opened(start, Step.HELP, help=HELP)
    tap_twice("next")
    assert front(app).calls.count(("next",)) == 1
    front(app).set(step=Step.CHECK)
    settle()
    tap("submit")
    assert front(app).calls.count(("submit",)) == 1, "a tap of its own counts"


def test_a_tick_stands_beside_what_is_kept_alone(start: Start) -> None:
    app = opened(start, Step.PROBLEM, form=TicketForm(description="Stuk"))
    assert seen("Bewaard op je telefoon")
    assert "check" in icons()
    front(app).set(saved=False)
    settle()
    assert seen("Bewaren")
    assert "check" not in icons()


def test_what_is_tapped_or_comes_in_moves_nothing(start: Start, window: Callable[[int, int], None]) -> None:
    window(360, 640)
    app = opened(start, Step.PROBLEM, questions=QUESTIONS)
    page, part = app.root.front.ids.page, app.root.front.ids.holder.children[0]
    page.scroll_y = 0
    settle()
    tap("severity.minor")

    def place() -> float:
        return find("severity").to_window(0, find("severity").top)[1]

    before = place()
    front(app).set(form=TicketForm(severity="minor"))
    settle()
    assert place() == pytest.approx(before, abs=1)
    assert app.root.front.ids.holder.children == [part]
    front(app).set(raised="critical")
    settle(lambda: seen("Dringend"))
    assert place() == pytest.approx(before, abs=1), "what is said below it pushes it nowhere"
    front(app).set(step=Step.CHECK)
    settle()
    assert page.scroll_y == 1, "another step begins at its top"


def test_an_echo_of_older_typing_does_not_undo_newer(start: Start) -> None:
    app = opened(start, Step.PROBLEM)
    type_into("description", "geen beeld")
    front(app).set(form=TicketForm(description="geen b"))
    settle()
    assert find("description").ids.line.text == "geen beeld"
