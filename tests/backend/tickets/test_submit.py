"""Passing on: what comes in is kept, routed and answered with the ticket as its GET shows it."""

import pytest

from backend.tickets.services import submitting
from shared.schemas.queue import TicketListSchema
from shared.schemas.tickets import TicketSchema
from shared.schemas.timeline import EntryListSchema
from tests.backend.client import Client, problem


def test_what_was_passed_on_reads_back_as_it_was_answered(employee: Client) -> None:
    answer = employee.post("/tickets", problem())
    assert answer.status_code == 201
    read = employee.get(f"/tickets/{answer.json['id']}")
    assert read.json == answer.json
    assert read.headers["ETag"] == answer.headers["ETag"]
    assert answer.headers["Location"] == f"/api/v1/tickets/{answer.json['id']}"


def test_a_ticket_begins_as_received_by_the_team_of_its_service(employee: Client) -> None:
    ticket = employee.submit(service="tv")
    assert (ticket["status"], ticket["team"], ticket["team_name"]) == ("acknowledged", "tv", "TV Care")
    assert ticket["handling"]["answer"] == "received"
    assert ticket["handling"]["last_human_action_at"] is None
    assert ticket["customer"]["postcode"] == "3511AB"
    assert ticket["routed_by"]["service"] == "tv"


def test_every_answer_fits_the_contract_strictly(employee: Client) -> None:
    ticket = employee.submit()
    assert not TicketSchema().validate(ticket)
    assert not TicketListSchema().validate(employee.get("/tickets").json)
    assert not EntryListSchema().validate(employee.get(f"/tickets/{ticket['id']}/timeline").json)


def test_a_question_needs_no_service_and_goes_to_the_fallback(employee: Client) -> None:
    ticket = employee.submit(kind="question", service=None, customer=None)
    assert ticket["team"] == "general"
    assert ticket["routed_by"]["rule"] is None


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"kind": "complaint"}, "/kind"),
        ({"kind": None}, "/kind"),
        ({"service": None}, "/service"),
        ({"service": "gas"}, "/service"),
        ({"description": ""}, "/description"),
        ({"description": "   "}, "/description"),
        ({"description": 7}, "/description"),
        ({"description": "x" * 10_001}, "/description"),
        ({"description": "a\x00b"}, "/description"),
        ({"description": "a\x1bb"}, "/description"),
        ({"severity": "awful"}, "/severity"),
        ({"customer": None}, "/customer/postcode"),
        ({"customer": {}}, "/customer/postcode"),
        ({"customer": []}, "/customer"),
        ({"customer": {"postcode": "60193"}}, "/customer/postcode"),
        ({"customer": {"postcode": "SW1A 1AA"}}, "/customer/postcode"),
        ({"customer": {"postcode": "3511AB", "shoe_size": 44}}, "/customer/shoe_size"),
        ({"customer": {"postcode": "3511AB", "email": "no address"}}, "/customer/email"),
        ({"customer": {"postcode": "3511AB", "may_contact": "yes"}}, "/customer/may_contact"),
        ({"customer": {"postcode": "3511AB", "preferred_channel": "fax"}}, "/customer/preferred_channel"),
        ({"outage_id": "nonsense"}, "/outage_id"),
        ({"related_to": "nonsense"}, "/related_to"),
        ({"status": "resolved"}, "/status"),
        ({"team": "tv"}, "/team"),
        ({"reporter_id": "me"}, "/reporter_id"),
    ],
)
def test_what_is_wrong_is_told_by_a_pointer_and_nothing_is_kept(employee: Client, changes, pointer: str) -> None:
    answer = employee.post("/tickets", problem(**changes))
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert pointer in [error["pointer"] for error in answer.json["errors"]]
    assert employee.get("/tickets").json["items"] == []


def test_all_that_is_wrong_is_told_at_once(employee: Client) -> None:
    errors = employee.post("/tickets", {"kind": "problem", "x": 1}).json["errors"]
    assert {error["pointer"] for error in errors} >= {"/description", "/service", "/customer/postcode", "/x"}


@pytest.mark.parametrize("text", ["ما عندي إنترنت منذ الظهر", "网络断了", "🙃 " * 100, "x" * 10_000, "a\tb\nc"])
def test_any_script_and_length_comes_back_as_it_was(employee: Client, text: str) -> None:
    assert employee.submit(description=text)["description"] == text


@pytest.mark.parametrize("role", ["solver", "manager", "admin"])
def test_every_account_is_an_employee_and_passes_on(sign_in, role: str) -> None:
    assert sign_in(role).post("/tickets", problem()).status_code == 201


def test_a_teams_program_cannot_pass_on(api_key) -> None:
    assert api_key().post("/tickets", problem()).status_code == 403


def test_a_related_ticket_must_be_ones_own(employee: Client, colleague: Client) -> None:
    theirs, mine = colleague.submit(), employee.submit()
    assert employee.post("/tickets", problem(related_to=theirs["id"])).status_code == 422
    assert employee.submit(related_to=mine["id"])["related_to"] == mine["id"]


def test_a_reference_that_is_taken_already_is_drawn_again(employee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["DG-222-222", "DG-222-222", "DG-333-333"])
    monkeypatch.setattr(submitting, "new_reference", lambda: next(drawn))
    assert [employee.submit()["reference"] for _ in range(2)] == ["DG-222-222", "DG-333-333"]


def test_references_are_short_and_of_letters_that_are_not_misread(employee: Client) -> None:
    references = {employee.submit()["reference"] for _ in range(5)}
    assert len(references) == 5
    for reference in references:
        assert len(reference) == 10
        assert not set(reference[3:]) & set("01IO")
