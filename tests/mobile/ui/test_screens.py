"""Each screen, drawn and tapped: what a user notices, and what is asked of the presenter."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from mobile.gallery import samples
from mobile.presenters.account import AccountState
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outside import FeedView, OutsideState
from mobile.presenters.sync_state import Connection
from mobile.presenters.ticket import FileView, TicketState, UnsentAction
from mobile.presenters.values import Localised
from mobile.ui import capture
from mobile.ui.capture import find, keyboard_covers, press_back, seen, settle, shown, tap, texts, type_into
from shared.vocabulary import SendState

pytestmark = pytest.mark.window
Start = Callable[..., Any]


def front(app: Any) -> Any:
    return app.root.front.presenter


def test_signing_in(start: Start) -> None:
    app = start(account=AccountState())
    type_into("email", "ann@example.org")
    type_into("password", "secret")
    assert ("type_email", "ann@example.org") in front(app).calls
    assert not seen("secret")
    tap("password.trailing")
    assert find("password").ids.line.password is False
    tap("sign_in.submit")
    assert ("sign_in", "secret") in front(app).calls
    front(app).set(notice=Notice(Say.WRONG_PASSWORD), errors={"password": Notice(Say.PASSWORD_MISSING)})
    settle()
    assert seen("E-mailadres of wachtwoord klopt niet")
    assert seen("Vul je wachtwoord in.")
    assert not shown("place.tickets")


def test_my_tickets_say_what_they_are_and_whether_they_are_handled(start: Start) -> None:
    start(tickets=samples.TICKETS)
    for words in ("Geen internet sinds vanmiddag", "Wacht op jou", "DG-4K7-P2M", "Internet Care vroeg iets"):
        assert seen(words)
    assert seen("Wacht op verbinding")
    assert seen("Concept")


def test_no_tickets_yet(start: Start) -> None:
    start()
    assert seen("Nog niets doorgegeven")


def test_a_ticket_and_a_draft_open_by_a_tap(start: Start) -> None:
    app = start(tickets=samples.TICKETS, ticket=samples.TICKET_STATE)
    tap("ticket.p2m")
    assert ("open", "p2m") in front(app).calls
    assert press_back()
    tap("ticket.d1")
    assert ("open_draft", "d1") in front(app).calls


def test_a_status_from_a_newer_server_gets_a_fallback(start: Start) -> None:
    odd = dataclasses.replace(samples.TICKETS.open[2], status=samples.term("teleported", known=False))
    start(tickets=dataclasses.replace(samples.TICKETS, open=(odd,)))
    assert seen("Bijgewerkt")


def test_a_ticket_answers_whether_it_is_handled_and_by_whom(start: Start) -> None:
    app = start(ticket=samples.TICKET_STATE)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    for words in (
        "Ja, er wordt aan gewerkt",
        "Opgepakt door Mark Bos, Internet Care",
        "Volgend bericht vóór",
        "Brandt het lampje met de wereldbol",
        "Oma Bep",
    ):
        assert seen(words), texts()
    type_into("message", "Ja")
    tap("send")
    assert ("type_message", "Ja") in front(app).calls
    assert ("send_message",) in front(app).calls
    tap("copy_reference")
    tap("copy_line")
    tap("copy_phone")
    assert app.device.copied[::2] == ["DG-4K7-P2M", samples.TICKET.customer.phone]
    assert "Internet Care werkt eraan" in app.device.copied[1]


def test_a_ticket_that_waits_for_others_says_for_whom_and_shows_what_files_came(start: Start) -> None:
    until = samples.NOW + dt.timedelta(days=2)
    handling = samples.handling("waiting_for_others", waits_for="De netbeheerder", waits_until=until)
    held = dataclasses.replace(samples.TICKET, status=samples.term("held"), handling=handling)
    photo = samples.entry("e7", "message", 1, files=(FileView("a1", "meterkast.pdf"),))
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, ticket=held, timeline=(*samples.TIMELINE, photo)))
    app.root.go("ticket", ticket_id="p2m")
    settle()
    for words in ("Wacht op: De netbeheerder", "Tot ", "Bijlagen: meterkast.pdf"):
        assert seen(words), texts()


def test_what_was_written_in_both_languages_is_read_in_that_of_the_screen(start: Start) -> None:
    both = Localised("De kabel wordt gemaakt.", "The cable is being mended.")
    said = samples.entry("e8", "outage", 1, body=both.nl, texts=both)
    old = samples.entry("e9", "outage", 1, body="Van een server van eerder.")
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, timeline=(said, old)))
    app.root.go("ticket", ticket_id="p2m")
    settle()
    assert seen("De kabel wordt gemaakt.")
    app.choose_language("en")
    settle()
    assert seen("The cable is being mended."), texts()
    assert seen("Van een server van eerder."), texts()


def test_does_it_work_again(start: Start) -> None:
    resolved = dataclasses.replace(samples.TICKET, status=samples.term("resolved"), handling=samples.handling("done"))
    app = start(ticket=TicketState(loaded=True, ticket=resolved, asks_works_again=True, can_confirm=True))
    app.root.go("ticket", ticket_id="p2m")
    settle()
    assert seen("Werkt het weer?")
    tap("confirm")
    tap("reopen")
    assert front(app).calls[-2:] == [("confirm",), ("reopen",)]
    assert not shown("cancel")


def test_withdrawing_asks_first(start: Start) -> None:
    app = start(ticket=samples.TICKET_STATE)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    tap("cancel")
    assert seen("Melding intrekken?")
    tap("cancel.yes")
    assert ("cancel",) in front(app).calls


def test_a_tap_beside_a_question_means_no_and_the_second_of_a_double_tap_means_nothing(start: Start) -> None:
    app = start(ticket=samples.TICKET_STATE)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    tap("cancel")
    capture.tap_at(app.root.center_x, app.root.height - 20, again=True)
    assert shown("cancel.yes")
    capture.tap_at(app.root.center_x, app.root.height - 20)
    assert not shown("cancel.yes")
    assert ("cancel",) not in front(app).calls


def test_correcting_the_customer(start: Start, window: Callable[[int, int], None]) -> None:
    app = start(ticket=samples.TICKET_STATE)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    tap("correct_customer")
    assert ("edit_customer",) in front(app).calls
    front(app).set(customer_form=samples.TICKET.customer)
    settle()
    type_into("customer.house_number", "a")
    tap("customer.save")
    assert ("type_customer", "house_number", "12a") in front(app).calls
    assert ("save_customer",) in front(app).calls
    window(800, 360)
    type_into("customer.name", "!")
    keyboard_covers(app, 190)
    settle()
    line, page = find("customer.name").ids.line, app.root.front.ids.page
    assert page.to_window(0, page.y)[1] <= line.to_window(0, line.y)[1], "on a phone that lies on its side too"
    assert line.to_window(0, line.top)[1] <= page.to_window(0, page.top)[1]
    keyboard_covers(app, 0)
    settle()
    assert shown("send")
    assert press_back()
    assert ("put_customer_aside",) in front(app).calls


def test_a_refused_ticket_says_why_and_offers_what_can_be_done(start: Start) -> None:
    refused = UnsentAction(
        "a1", "submit", SendState.FAILED, "x", Notice(Say.REFUSED, {"detail": "Deze postcode bestaat niet."})
    )
    unsent = dataclasses.replace(samples.TICKET, status=None, handling=None, reference=None, share_text=None)
    app = start(ticket=TicketState(loaded=True, ticket=unsent, unsent=(refused,)))
    app.root.go("ticket", ticket_id="p2m")
    settle()
    assert seen("Deze postcode bestaat niet.")
    presenter = front(app)
    tap("unsent.retry")
    assert ("retry", "a1") in presenter.calls
    tap("unsent.correct")
    assert ("correct", "a1") in presenter.calls
    assert ("open_draft", "a1") in front(app).calls


@pytest.mark.parametrize("kind", ["cancel", "confirm", "reopen"])
def test_a_refused_action_without_words_can_be_sent_again_or_not_but_not_changed(start: Start, kind: str) -> None:
    refused = UnsentAction("w1", kind, SendState.FAILED, "", Notice(Say.REFUSED, {"detail": "Dat kan niet."}))
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, unsent=(refused,)))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: shown("unsent.retry"))
    assert shown("unsent.discard")
    assert not shown("unsent.correct"), "it would be thrown away, without a word"


@pytest.mark.parametrize(("kind", "text"), [("reopen", "Nog stuk"), ("rating", ""), ("correct_customer", "")])
def test_a_refused_action_with_words_or_a_form_can_be_changed(start: Start, kind: str, text: str) -> None:
    refused = UnsentAction("w1", kind, SendState.FAILED, text, Notice(Say.REFUSED, {"detail": "Dat kan niet."}))
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, unsent=(refused,)))
    app.root.go("ticket", ticket_id="p2m")
    settle(lambda: shown("unsent.retry"))
    assert shown("unsent.correct")


def test_language_and_theme_switch_at_once(start: Start) -> None:
    from mobile.ui.theme.live import theme

    start(tickets=samples.TICKETS)
    tap("place.profile")
    tap("language.en")
    assert seen("Appearance")
    tap("theme.dark")
    assert theme.mode == "dark"
    tap("place.tickets")
    assert seen("Waiting for you")
    tap("place.profile")
    tap("theme.light")
    assert theme.mode == "light"


def test_mail_and_feeds_are_chosen_and_made_on_the_profile(start: Start) -> None:
    feed = FeedView("f-1", ("3511",), "https://d.example.org/f.atom", "https://d.example.org/f.ics", samples.NOW)
    app = start(outside=OutsideState(tickets_by_mail=True, feeds=(feed,), follows=True))
    tap("place.profile")
    outside = app.root.front.outside
    assert ("open",) in outside.calls
    tap("tickets_by_mail")
    assert outside.calls[-1] == ("set_tickets_by_mail", False)
    tap("feed_of_followed")
    assert outside.calls[-1] == ("make_feed", "nl", True)
    tap("feed_of_all")
    assert outside.calls[-1] == ("make_feed", "nl", False)
    tap("feed.f-1")
    assert outside.calls[-1] == ("show", "f-1")
    outside.set(shown=feed)
    settle()
    tap("feed.calendar")
    assert app.root.device.copied == ["https://d.example.org/f.ics"]
    outside.set(shown=None, notice=Notice(Say.OUTSIDE_OFFLINE), tickets_by_mail=None)
    settle()
    assert seen("Hiervoor is verbinding nodig.")


@pytest.mark.parametrize("name", ["sign_out", "theme.dark"])
def test_what_the_server_says_late_moves_nothing_that_is_about_to_be_tapped(
    start: Start, window: Callable[..., None], name: str
) -> None:
    window(360, 640)
    app = start(outside=OutsideState())
    tap("place.profile")
    page = app.root.front.ids.page
    page.scroll_to(find(name), animate=False)
    settle()

    def place() -> float:
        return float(find(name).to_window(0, find(name).y)[1])

    before = place()
    feed = FeedView("f-1", ("postcode:3511",), "https://d.example.org/f", None, samples.NOW)
    app.root.front.outside.set(tickets_by_mail=True, follows=True, feeds=(feed,))
    settle(lambda: seen("3511"))
    assert place() == pytest.approx(before, abs=1)
    app.root.front.outside.set(tickets_by_mail=None, follows=False, feeds=())
    settle()
    assert place() == pytest.approx(before, abs=1)


def test_signing_out_names_what_would_be_lost(start: Start) -> None:
    app = start()
    tap("place.profile")
    tap("sign_out")
    assert ("ask_sign_out",) in app.screens.account.calls
    app.screens.account.set(asking=True, unsent=samples.UNSENT)
    settle()
    assert seen("Vaste telefoon geeft geen kiestoon")
    assert not seen("En nog")
    tap("sign_out.no")
    many = tuple(dataclasses.replace(samples.UNSENT[0], id=str(n), text=f"nr. {n}") for n in range(23))
    app.screens.account.set(asking=False, unsent=())
    app.screens.account.set(asking=True, unsent=many)
    settle()
    assert seen("Deze 23 zijn nog niet verstuurd")
    assert seen("nr. 19\n•  En nog 3")
    tap("sign_out.no")
    assert ("stay",) in app.screens.account.calls
    assert ("sign_out",) not in app.screens.account.calls


def test_nothing_can_be_undone_once_one_has_signed_out(start: Start) -> None:
    app = start(tickets=samples.TICKETS)
    app.root.left_form(said="Concept weggegooid", undo="d1")
    settle()
    assert shown("toast.action")
    app.screens.account.set(person=None)
    settle()
    assert shown("sign_in.submit")
    assert not shown("toast.action")


@pytest.mark.parametrize(
    ("said", "params", "words"),
    [
        (Say.OFFLINE, {}, "Geen verbinding"),
        (Say.SERVER_AWAY, {}, "even niet bereikbaar"),
        (Say.OLD_APP, {"minimum": "2.0"}, "versie 2.0"),
    ],
)
def test_every_screen_says_what_is_up_with_the_connection(
    start: Start, said: Say, params: dict[str, Any], words: str
) -> None:
    app = start(ticket=samples.TICKET_STATE)
    app.screens.sync.set(notice=Notice(said, params))
    for name in ("tickets", "outages", "outage", "following", "profile", "pass_on", "ticket"):
        app.root.go(name)
        settle()
        assert seen(words), name


def test_signed_out_by_the_server_leads_to_signing_in_and_back(start: Start) -> None:
    app = start()
    app.screens.sync.set(connection=Connection.SIGNED_OUT, notice=Notice(Say.SIGNED_OUT))
    settle()
    tap("banner.action")
    assert shown("sign_in.submit")
    assert press_back()
    assert seen("Mijn meldingen")


def test_a_full_phone_is_said_and_can_be_read_away(start: Start) -> None:
    app = start()
    app.screens.sync.set(storage=Notice(Say.STORAGE_FULL))
    settle()
    assert seen("Je telefoon is vol")
    tap("banner.action")
    assert ("dismiss_storage",) in app.screens.sync.calls


def test_the_back_key_goes_one_screen_up_and_leaves_at_the_root(start: Start) -> None:
    app = start(ticket=samples.TICKET_STATE)
    tap("place.outages")
    app.root.go("ticket", ticket_id="p2m")
    settle()
    assert press_back()
    assert seen("Zoek op postcode")
    assert press_back()
    assert seen("Mijn meldingen")
    assert not press_back()


def test_a_sheet_that_an_app_left_open_does_not_hear_the_next_ones_back_key(start: Start) -> None:
    from mobile.ui.widgets.sheet import Sheet

    first = start()
    sheet = Sheet(title="Weggooien?")
    sheet.open()
    settle(lambda: seen("Weggooien?"))
    capture.stop(first)
    start()
    assert not press_back()


def test_texts_in_any_script_and_of_any_length_are_drawn(start: Start) -> None:
    text = "الإنترنت لا يعمل 你好 שלום " + "Donaudampfschifffahrt" * 40
    odd = samples.row("p2m", text, "in_progress", "yes", customer_name=text)
    entries = (samples.entry("z", "message", 3, body=text),)
    app = start(
        tickets=dataclasses.replace(samples.TICKETS, open=(odd,)),
        ticket=dataclasses.replace(samples.TICKET_STATE, timeline=entries),
    )
    app.root.go("ticket", ticket_id="p2m")
    settle()
    body = next(w for w in _labels(app.root) if w.text == text)
    assert body.texture_size[0] <= body.width + 1
    assert body.height >= body.texture_size[1] > 100


def test_what_can_be_tapped_is_as_big_as_a_finger(start: Start) -> None:
    from mobile.ui.widgets.tappable import Tappable

    app = start(
        tickets=samples.TICKETS,
        ticket=samples.TICKET_STATE,
        outages=samples.OUTAGES,
        outage=samples.YOURS,
        following=samples.FOLLOWING,
    )
    for name in ("tickets", "outages", "outage", "following", "profile", "pass_on", "ticket"):
        app.root.go(name)
        settle()
        for widget in app.root.walk():
            if isinstance(widget, Tappable) and widget.shown and widget.opacity and widget.width:
                assert min(widget.size) >= 48, (name, widget.name, widget.size)


def _labels(root: Any) -> list[Any]:
    from kivy.uix.label import Label

    return [widget for widget in root.walk() if isinstance(widget, Label)]
