"""Statuses in sentences for people: by their names on screen in Dutch, by the API's words in the code's English."""

import re
from enum import StrEnum

import pytest

from backend.i18n import catalogue, say
from backend.statuses import Named
from mobile.ui.strings import say as app_says
from shared.messages import Message
from shared.vocabulary import AffectedStatus, OutageStatus, Status
from tests.backend.client import Client
from tests.backend.outages.declared import declare

EACH = [*Status, *OutageStatus, *AffectedStatus]


@pytest.mark.parametrize("status", EACH, ids=[f"{type(status).__name__}.{status.name}" for status in EACH])
def test_each_status_has_a_dutch_name_and_keeps_the_apis_word(status: StrEnum) -> None:
    named = Named(status)
    assert str(named) == str(status)
    assert say(named, "en") == str(status)
    assert say(named, "nl") == catalogue("nl")[named.template] != str(status)


def test_a_refused_move_names_statuses_as_screens_do_and_allowed_as_programs_do(
    employee: Client, solver: Client
) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress")
    etag = solver.get(f"/tickets/{ticket['id']}").headers["ETag"]
    body = {"status": "acknowledged"}
    dutch = solver.patch(f"/tickets/{ticket['id']}", body, etag, Accept_Language="nl").json
    assert dutch["detail"] == (
        "Een melding met de status “In behandeling” kan niet naar “Ontvangen”; "
        "wel naar: Wacht op de melder, Wacht op derden, Opgelost, Afgewezen."
    )
    assert dutch["errors"][0]["detail"] == dutch["detail"]
    english = solver.patch(f"/tickets/{ticket['id']}", body, etag, Accept_Language="en").json
    assert "in_progress cannot become acknowledged" in english["detail"]
    assert dutch["allowed"] == english["allowed"] == ["pending", "held", "resolved", "rejected"]
    assert english["detail"].endswith("allowed: " + ", ".join(english["allowed"]) + ".")


def test_who_was_too_late_reads_where_it_stands_in_dutch(employee: Client, solver: Client, manager: Client) -> None:
    ticket = employee.submit()
    etag = solver.get(f"/tickets/{ticket['id']}").headers["ETag"]
    manager.amend(ticket, status="in_progress")
    late = solver.patch(f"/tickets/{ticket['id']}", {"priority": 1}, etag, Accept_Language="nl")
    assert late.status_code == 412
    assert "de status is “In behandeling” sinds" in late.json["detail"]
    assert late.json["current"]["status"] == "in_progress"


def test_reporters_read_no_word_of_the_apis(employee: Client) -> None:
    ticket = employee.submit()
    refused = employee.post(f"/tickets/{ticket['id']}/confirm", Accept_Language="nl").json
    assert refused["detail"] == "Dat kan niet zolang de status van de melding “Ontvangen” is."
    assert refused["allowed"] == ["cancel"]


def test_an_outages_statuses_are_said_so_too(manager: Client) -> None:
    made = declare(manager)
    update = {"status": "scheduled", "text": {"nl": "Later.", "en": "Later."}}
    refused = manager.post(f"/outages/{made['id']}/updates", update, Accept_Language="nl")
    assert refused.status_code == 409, refused.text
    assert "“wordt onderzocht” kan dit niet naar “gepland”" in refused.json["detail"]
    assert "monitoring" in refused.json["allowed"]


def test_braces_of_a_sentences_own_stay() -> None:
    sentence = Message('Not a text in two languages; write it as {"nl": "...", "en": "..."}.')
    assert say(sentence, "nl") == 'Geen tekst in twee talen; schrijf die als {"nl": "...", "en": "..."}.'
    assert say(sentence, "en") == str(sentence)


def test_a_ticket_has_one_name_in_dutch_the_apps() -> None:
    """In the app it is a "melding": so it is in every sentence of the server."""
    assert say("Ticket", "nl") == app_says("ticket.title", "nl") == "Melding"
    words = [re.sub(r"\{\w+\}", "", dutch) for dutch in catalogue("nl").values()]
    others = [dutch for dutch in words if re.search(r"ticket(?!_ids)", dutch, re.IGNORECASE)]
    assert others == []
