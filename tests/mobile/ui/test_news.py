"""What is told outside the window: in few words, none of them about the friend, and never what one looks at."""

from collections.abc import Callable
from typing import Any

import pytest

from mobile.core.news import Happened, News
from mobile.gallery import samples
from mobile.presenters.news import NewsView, news_views
from mobile.ui.language import words
from mobile.ui.news import in_words
from tests.mobile.resources import a_ticket, an_outage

Start = Callable[..., Any]


class Nobody:
    account = None


def view(happened: Happened, thing: dict[str, Any]) -> NewsView:
    return news_views(Nobody(), [News(happened, thing)])[0]


@pytest.mark.parametrize(
    ("happened", "thing", "title", "text"),
    [
        ("status", {"status": "in_progress"}, "In behandeling: internet", "DG-4, bij Internet Care"),
        ("status", {"status": "pending"}, "Vraag voor jou: internet", "DG-4, bij Internet Care"),
        ("status", {"status": "resolved"}, "Opgelost: internet. Werkt het weer?", "DG-4, bij Internet Care"),
        ("status", {"status": "teleported"}, "Bijgewerkt: internet", "DG-4, bij Internet Care"),
        ("message", {}, "Nieuw bericht van Internet Care", "Over internet, DG-4"),
    ],
)
def test_a_tickets_news_in_words(happened: str, thing: dict[str, Any], title: str, text: str) -> None:
    words.code = "nl"
    told = in_words(view(Happened(happened), a_ticket(reference="DG-4", **thing)))
    assert told == (title, text)
    assert "Jansen" not in "".join(told)
    assert "3511" not in "".join(told)


@pytest.mark.parametrize(
    ("happened", "thing", "title", "text"),
    [
        ("outage_declared", {}, "Storing: Storing internet", "internet  ·  3511 Utrecht"),
        ("outage_declared", {"kind": "maintenance"}, "Gepland: Storing internet", "internet  ·  3511 Utrecht"),
        ("outage_status", {"status": "resolved"}, "Opgelost: Storing internet", "internet  ·  3511 Utrecht"),
        ("outage_update", {}, "Nieuws: Storing internet", "Kabel stuk"),
        ("outage_estimate", {}, "Nieuwe verwachting: Storing internet", "niet meer bekend"),
        ("outage_estimate", {"expected_end_at": "2026-11-23T21:00:00Z"}, "Nieuwe verwachting", "verwachting"),
    ],
)
def test_an_outages_news_in_words(happened: str, thing: dict[str, Any], title: str, text: str) -> None:
    words.code = "nl"
    head, line = in_words(view(Happened(happened), an_outage(**thing)))
    assert title in head
    assert text in line


def test_news_is_told_but_not_of_what_one_looks_at(start: Start) -> None:
    app = start(ticket=samples.TICKET_STATE)
    told = app.device.told
    app.teller.tell((view(Happened.STATUS, a_ticket(id="t1")),))
    assert [about for *_, about in told] == ["ticket:t1"]
    app.root.go("ticket", ticket_id=samples.TICKET_STATE.id)
    app.teller.tell((view(Happened.STATUS, a_ticket(id=samples.TICKET_STATE.id)),))
    assert len(told) == 1
    app.teller.tell(tuple(view(Happened.MESSAGE, a_ticket(id=f"t{n}")) for n in range(5)))
    assert told[1:] == [("5 dingen zijn veranderd", "Kijk bij je meldingen en storingen", "")]
    app.choose_notifications(wanted=False)
    app.teller.tell((view(Happened.STATUS, a_ticket()),))
    assert len(told) == 2


def test_where_the_device_cannot_tell_the_window_does(start: Start) -> None:
    from mobile.ui.capture import seen, settle

    app = start()
    app.device.reaches = False
    app.teller.tell((view(Happened.STATUS, a_ticket(status="in_progress")),))
    settle(lambda: seen("In behandeling: internet"))


def test_a_tap_on_what_was_told_leads_there(start: Start) -> None:
    app = start(ticket=samples.TICKET_STATE)
    app.device.about = "ticket:p2m"
    app.on_pause()
    app.on_resume()
    assert ("open", "p2m") in app.root.front.presenter.calls
    app.device.about = "nonsense"
    app.on_resume()
    assert len(app.root.stack) == 2


def test_no_question_about_another_ticket_stays_over_it(start: Start) -> None:
    from mobile.ui.capture import settle, shown, tap

    app = start(ticket=samples.TICKET_STATE)
    app.root.go("ticket", ticket_id="p2m")
    settle()
    tap("cancel")
    assert shown("cancel.yes")
    app.device.about = "ticket:other"
    app.on_resume()
    settle()
    assert ("open", "other") in app.root.front.presenter.calls
    assert not shown("cancel.yes")


def test_the_device_is_asked_once_when_something_was_passed_on(start: Start) -> None:
    app = start()
    asked: list[object] = []
    app.device.ask_to_notify = asked.append
    app.passed_on()
    app.passed_on()
    assert len(asked) == 1
