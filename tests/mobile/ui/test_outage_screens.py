"""The outages, one of them, what is followed, and the question while passing on: drawn and tapped."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from mobile.core.friend_pages import PageOf
from mobile.gallery import samples
from mobile.presenters.following import FollowingState
from mobile.presenters.friend_page import PageView
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outage import OutageState
from mobile.presenters.outages import OutagesState
from mobile.presenters.pass_on import TicketForm
from mobile.presenters.pass_on_state import SentView
from mobile.presenters.pass_on_steps import Step, steps
from mobile.presenters.values import Localised, OutageView
from mobile.ui.capture import find, press_back, seen, settle, shown, tap, texts, type_into
from shared.vocabulary import SendState

pytestmark = pytest.mark.window
Start = Callable[..., Any]


def front(app: Any) -> Any:
    return app.root.front.presenter


def opened(start: Start, **changes: Any) -> Any:
    app = start(outage=dataclasses.replace(samples.YOURS, **changes))
    app.root.go("outage", outage_id="o1")
    settle()
    return app


def top(words: str) -> float:
    """How high on screen a heading stands."""
    from kivy.uix.label import Label

    label = next(
        w for w in find("outages.postcode").get_parent_window().children[0].walk() if is_label(w, words, Label)
    )
    return float(label.to_window(label.x, label.y)[1])


def is_label(widget: Any, words: str, label: type) -> bool:
    return isinstance(widget, label) and widget.text == words


class TestTheList:
    def test_yours_stand_above_those_near_and_those_above_all_others(self, start: Start) -> None:
        start(outages=samples.OUTAGES)
        tap("place.outages")
        heights = [top(words) for words in ("Van jou", "In de buurt", "Elders", "Voorbij")]
        assert heights == sorted(heights, reverse=True)
        for words in (
            "Geen internet in Utrecht-centrum",
            "3511-3512 Utrecht, Bunnik",
            "Doorgegeven voor Oma Bep, Joris",
            "Werkt het weer? Laat het weten",
            "Begint",
            "Zou klaar zijn",
            "Je volgt 2 gebieden",
        ):
            assert seen(words), words

    def test_one_opens_by_a_tap_and_back_returns(self, start: Start) -> None:
        app = start(outages=samples.OUTAGES, outage=samples.YOURS)
        tap("place.outages")
        tap("outage.o1")
        assert ("open", "o1") in front(app).calls
        assert press_back()
        assert seen("Zoek op postcode of plaats")

    def test_a_postcode_is_answered_with_what_is_announced_there(self, start: Start) -> None:
        app = start(outages=samples.OUTAGES)
        tap("place.outages")
        type_into("outages.postcode", "3")
        assert ("type_postcode", "3") in front(app).calls
        front(app).set(postcode="3511AB", answer=samples.COVERED, planned=samples.OUTAGES.near)
        settle()
        for words in ("Hier is een storing bekend", "Bijgewerkt", "Aangekondigd op deze postcode", "Zeist"):
            assert seen(words), words
        assert not seen("Mobiel bereik weg")
        front(app).set(postcode="9999ZZ", answer=samples.CLEAR, planned=())
        settle()
        assert seen("Geen bekende storing om")
        assert not seen("Geen internet in Utrecht-centrum")

    def test_of_very_many_the_first_are_shown_and_the_others_counted(self, start: Start) -> None:
        many = tuple(
            dataclasses.replace(samples.OUTAGES.elsewhere[0], outage=dataclasses.replace(samples.OVERDUE, id=f"m{n}"))
            for n in range(40)
        )
        start(outages=dataclasses.replace(samples.OUTAGES, elsewhere=many))
        tap("place.outages")
        assert seen("En nog 15 andere. Zoek op postcode of plaats.")
        assert not shown("outage.m25")

    def test_words_that_find_nothing_say_so(self, start: Start) -> None:
        start(outages=dataclasses.replace(samples.OUTAGES, postcode="Appelscha", found=()))
        tap("place.outages")
        assert seen("Niets gevonden voor “Appelscha”")

    def test_nothing_known_at_all(self, start: Start) -> None:
        app = start(outages=OutagesState(loaded=True))
        tap("place.outages")
        assert seen("Storingen nog niet opgehaald")
        assert not seen("Geen bekende storingen"), "without a copy nobody knows"
        app.root.front.presenter.set(as_of=samples.NOW)
        settle()
        assert seen("Geen bekende storingen")
        assert seen("Volg een gebied: thuis, je ouders…")


class TestOneOutage:
    def test_it_tells_where_it_stands_and_all_that_was_told(self, start: Start) -> None:
        opened(start)
        for words in (
            "Oorzaak gevonden  ·  Veel hinder",
            "Internet, Televisie  ·  3511-3512 Utrecht, Bunnik",
            "Naar verwachting klaar",
            "Volgend bericht vóór",
            "Eerder verwacht:",
            "De modem opnieuw starten helpt nu niet",
            "Een kabel is geraakt",
            "We zoeken uit wat er is.",
        ):
            assert seen(words), words
        told = [words for words in texts() if words.startswith(("Een kabel", "We zoeken"))]
        assert told[0].startswith("Een kabel")  # the newest first

    def test_an_overdue_update_is_said_plainly(self, start: Start) -> None:
        opened(start, outage=samples.OVERDUE)
        assert seen("Er was een bericht beloofd vóór")
        assert seen("maar het duurt langer")
        assert not seen("Volgend bericht")

    def test_a_text_in_the_other_language_is_said_to_be(self, start: Start) -> None:
        app = opened(start, outage=samples.ASKED)
        assert seen("Een graafmachine raakte de kabel")
        assert not seen("Alleen in het")
        app.choose_language("en")
        settle()
        assert seen("Looking back")
        assert seen("Een graafmachine raakte de kabel")
        assert seen("Only in Dutch")

    @pytest.mark.parametrize(("status", "said"), [("cancelled", "Afgezegd"), ("dismissed", "Ingetrokken")])
    def test_what_came_to_nothing_is_not_said_to_be_over(self, start: Start, status: str, said: str) -> None:
        ended = dataclasses.replace(samples.ENDED, status=samples.term(status))
        opened(start, outage=ended)
        assert any(words.startswith(said) for words in texts())
        assert not seen("Voorbij sinds")

    def test_does_it_work_again_is_asked_for_each(self, start: Start) -> None:
        app = opened(start)
        assert seen("Werkt het weer bij Oma Bep?")
        assert seen("Oma Bep  ·  3511 AB")
        tap("works.a1")
        tap("broken.a1")
        tap("works.a2")
        assert front(app).calls[-3:] == [("say_works", "a1"), ("say_broken", "a1"), ("say_works", "a2")]
        assert not shown("works.t1")
        tap("behind.ticket.t1")
        assert ("open", "t1") in front(app).calls

    def test_taking_one_away_asks_first(self, start: Start) -> None:
        app = opened(start)
        tap("withdraw.a2")
        tap("withdraw.no")
        assert not any(call[0] == "withdraw" for call in front(app).calls)
        tap("withdraw.a2")
        tap("withdraw.yes")
        assert ("withdraw", "a2") in front(app).calls

    def test_one_more_customer_and_the_areas_to_follow(self, start: Start) -> None:
        app = opened(start)
        tap("join")
        assert ("start", "o1") in front(app).calls
        assert press_back()
        tap("follow")
        assert ("open", ("3511", "3512", "place:Bunnik")) in front(app).calls

    def test_the_line_for_the_friend_is_copied_and_shared(self, start: Start) -> None:
        app = opened(start)
        tap("copy_line")
        tap("share_line")
        assert len(app.device.copied) == 2
        assert set(app.device.copied) == {samples.OUTAGE.share_text.nl}

    def test_a_refused_one_goes_on_as_a_ticket(self, start: Start) -> None:
        why = Notice(Say.REFUSED, {"detail": "Deze storing is voorbij."})
        failed = samples.behind("a1", None, refused="a1", send_state=SendState.FAILED, can_pass_on=True, problem=why)
        app = opened(start, yours=(failed,))
        assert seen("Deze storing is voorbij.")
        presenter = front(app)
        tap("behind.pass_on.a1")
        assert ("correct", "a1") in presenter.calls
        assert ("open_draft", "a1") in front(app).calls

    def test_one_that_was_none_lets_what_was_told_go_on_as_a_ticket(self, start: Start) -> None:
        undone = samples.behind("a1", "undone", over=True, can_pass_on=True)
        app = opened(start, outage=None, yours=(undone,), notice=Notice(Say.OUTAGE_GONE))
        assert seen("Deze storing staat er niet meer")
        assert seen("Lag niet aan een storing")
        tap("behind.pass_on.a1")
        assert ("start_from", "a1") in front(app).calls

    def test_one_that_goes_on_as_another_leads_there(self, start: Start) -> None:
        into = dataclasses.replace(samples.OVERDUE, id="o9")
        app = opened(start, outage=dataclasses.replace(samples.ENDED, merged_into="o9"), merged=into)
        assert seen("Gaat verder als één storing met")
        assert seen("Samengevoegd")
        assert not seen("Voorbij sinds")
        tap("see_merged")
        assert ("open", "o9") in front(app).calls

    def test_what_a_newer_server_calls_it_gets_a_fallback(self, start: Start) -> None:
        odd = samples.term("brewing", known=False)
        view = dataclasses.replace(samples.OUTAGE, status=odd, impact=samples.term("cosmic", known=False))
        opened(start, outage=view, yours=(samples.behind("a1", "pondering"),))
        assert seen("Bijgewerkt  ·  Hinder")

    def test_long_words_in_any_script_wrap(self, start: Start) -> None:
        text = "الإنترنت لا يعمل 你好 " + "Donaudampfschifffahrt" * 12
        view = dataclasses.replace(samples.OUTAGE, title=Localised(text, text), where=Localised(text, text))
        app = opened(start, outage=view)
        from kivy.uix.label import Label

        long = [w for w in app.root.front.walk() if isinstance(w, Label) and "Donau" in w.text]
        assert len(long) >= 2
        assert all(w.texture_size[0] <= w.width + 1 for w in long)


class TestWhilePassingOn:
    def asked(self, start: Start, **changes: Any) -> Any:
        app = start()
        tap("pass_on")
        about = {"step": Step.PERSON, "outage": samples.COVERED, "asks_outage": True}
        front(app).set(form=TicketForm(postcode="3511AB"), **about, **changes)
        settle()
        return app

    def test_it_is_asked_whether_this_is_it(self, start: Start) -> None:
        app = self.asked(start, errors={"outage": Notice(Say.IS_IT_THIS_OUTAGE)})
        assert seen("Hier is een storing bekend")
        assert seen("Bijgewerkt")  # the age of the phone's copy
        assert seen("Zeg eerst of het deze storing is.")
        tap("this_is_it.o1")
        tap("something_else")
        assert front(app).calls[-2:] == [("choose_outage", "o1"), ("decline_outage",)]

    def test_who_sends_without_an_answer_is_brought_to_the_question(self, start: Start) -> None:
        app = self.asked(start)
        app.root.front.ids.page.scroll_y = 0
        front(app).set(errors={"outage": Notice(Say.IS_IT_THIS_OUTAGE)})
        settle()
        page = app.root.front.ids.page
        for name in ("this_is_it.o1", "something_else"):
            button = find(name)
            assert page.y <= button.to_window(*button.pos)[1] - page.to_window(*page.pos)[1] + page.y
            assert button.to_window(0, button.top)[1] <= page.to_window(0, page.top)[1]

    def test_this_is_it_keeps_what_was_typed_and_asks_no_more_than_it_needs(self, start: Start) -> None:
        app = self.asked(start)
        form = TicketForm(postcode="3511AB", description="Geen beeld", outage_id="o1")
        about = {"form": form, "joining": samples.OUTAGE, "asks_outage": False, "required": frozenset()}
        front(app).set(**about, steps=steps(joins=True, has_help=False))
        settle()
        assert seen("Het hoort bij deze storing")
        assert seen("Stap 1 van 3")
        assert not seen("(verplicht)")
        tap("not_this_outage")
        assert ("decline_outage",) in front(app).calls
        front(app).set(step=Step.PROBLEM)
        settle()
        assert find("description").ids.line.text == "Geen beeld"
        for hidden in ("severity.major", "photo.pick"):
            assert not shown(hidden)
        front(app).set(step=Step.CHECK)
        settle()
        assert seen("Aansluiten bij deze storing")
        assert not shown("edit.service")
        front(app).set(step=Step.SENT, submitted="d1", sent=SentView(SendState.SENT))
        settle()
        assert seen("Je hoort elk bericht over de storing")

    def test_no_something_else_is_said_and_can_be_taken_back(self, start: Start) -> None:
        app = self.asked(start)
        front(app).set(form=TicketForm(postcode="3511AB", declined_outage_ids=("o1",)), asks_outage=False)
        settle()
        assert seen("Je zei: het is iets anders.")
        assert not shown("this_is_it.o1")
        tap("look_again")
        assert ("choose_outage", None) in front(app).calls


class TestFollowing:
    def test_what_is_followed_and_one_more(self, start: Start) -> None:
        app = start(following=samples.FOLLOWING)
        tap("place.outages")
        tap("following")
        for words in ("Thuis", "3511 Utrecht  ·  Alle diensten  ·  ook per mail", "Haren", "Er is geen gebied 9999."):
            assert seen(words), words
        tap("unfollow.f2")
        assert find("take.province:Utrecht").text == "provincie Utrecht", "not the place of that name"
        tap("take.place:Bunnik")
        tap("kind.place")
        type_into("area", "Z")
        tap("service.tv")
        tap("mail")
        tap("add")
        for call in (
            ("remove", "f2"),
            ("take", "place:Bunnik"),
            ("choose_kind", "place"),
            ("type", "name", "Z"),
            ("toggle_service", "tv"),
            ("set_mail", False),
            ("add",),
        ):
            assert call in front(app).calls, call
        front(app).set(added=1)
        settle()
        assert seen("Dit volg je nu")

    def test_nothing_yet(self, start: Start) -> None:
        app = start(following=FollowingState(loaded=True, services=samples.SERVICES))
        app.root.go("following")
        settle()
        assert seen("Je volgt nog niets")
        front(app).set(error=Notice(Say.AREA_MISSING))
        settle()
        assert seen("Vul eerst een gebied in.")


def test_a_customer_behind_an_outage_is_among_my_tickets(start: Start) -> None:
    app = start(tickets=dataclasses.replace(samples.TICKETS, open=(samples.JOINED,)), outage=OutageState())
    for words in (
        "Geen internet in Utrecht-centrum",
        "Internet  ·  Oma Bep",
        "Werkt het weer?",
        "Een kabel is geraakt",
    ):
        assert seen(words), words
    tap("ticket.a1")
    assert ("open", "o1") in front(app).calls


def test_times_are_absolute_and_carry_their_day_where_it_is_not_today(start: Start) -> None:
    yesterday: OutageView = dataclasses.replace(samples.OUTAGE, started_at=samples.NOW - dt.timedelta(days=3))
    opened(start, outage=yesterday)
    since = next(words for words in texts() if words.startswith("Sinds"))
    assert "," in since
    assert ":" in since


def test_the_friend_s_page_is_shared_copied_or_taken_back(start: Start) -> None:
    app = opened(start)
    tap("make_page")
    assert ("make_page", "outages", "o1") in front(app).calls
    page = PageView(PageOf.OUTAGE, "o1", "https://doorgeven.example.org/s/abc", samples.NOW)
    front(app).set(page=page)
    settle()
    assert seen("https://doorgeven.example.org/s/abc")
    assert seen("ziet zonder inloggen hoe het met de storing gaat")
    tap("page.copy")
    assert app.device.copied == [page.url]
    assert ("leave_page",) in front(app).calls
    front(app).set(page=None)
    front(app).set(page=page)
    settle()
    tap("page.end")
    assert ("end_page", PageOf.OUTAGE, "o1") in front(app).calls


def test_a_ticket_leads_to_the_outage_that_it_is_part_of(start: Start) -> None:
    ticket = dataclasses.replace(samples.TICKET, outage=samples.OUTAGE)
    app = start(ticket=dataclasses.replace(samples.TICKET_STATE, ticket=ticket), outage=samples.YOURS)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    tap("make_page")
    assert ("make_page", "tickets", "p2m") in front(app).calls
    tap("see_outage")
    assert ("open", "o1") in front(app).calls
