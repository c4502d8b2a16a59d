"""An outage as its friends live it: they follow it on their pages, answer there, and the managers' figures add up."""

from flask import Flask

from tests.backend.client import Client
from tests.backend.following.test_status_pages import look, page_of, press
from tests.backend.outages.behind import spread
from tests.backend.outages.declared import declare, moment, update


def test_friends_follow_an_outage_to_its_end_and_their_answers_count(
    app: Flask, employee: Client, colleague: Client, manager: Client
) -> None:
    tickets = [employee.submit() for _ in range(3)]
    pages = [page_of(employee, ticket) for ticket in tickets]
    outage = declare(manager, title="Kabel stuk", expected_end_at=moment(hours=1), next_update_at=moment(hours=1))
    assert manager.post(f"/outages/{outage['id']}/tickets", {"all": True}).status_code in (200, 201, 202)
    spread(app)
    customers = [{"name": f"Oma Truus {n}", "postcode": "3511AB"} for n in range(4)]
    behind = [
        colleague.post(f"/outages/{outage['id']}/affected", {"customer": who, "description": f"Nummer {n}"}).json
        for n, who in enumerate(customers)
    ]
    friend = page_of(colleague, behind[0], "affected")
    for path in (*pages, friend):
        assert "Kabel stuk" in look(app, path).text
    update(manager, outage, status="identified", text="Graafmachine", expected_end_at=moment(hours=3))
    spread(app)
    for path in (*pages, friend):
        page = look(app, path).text
        assert "Graafmachine" in page
        assert "Eerder verwacht" in page
    update(manager, outage, status="resolved", text="Gelast")
    spread(app)
    for path in (*pages, friend):
        page = look(app, path).text
        assert 'value="works"' in page
        assert 'value="not"' in page
    press(app, pages[0], "works")
    press(app, pages[1], "not")
    press(app, friend, "not")
    states = [employee.get(f"/tickets/{ticket['id']}").json["status"] for ticket in tickets]
    assert states == ["closed", "in_progress", "resolved"]
    made = colleague.get("/tickets").json["items"]
    assert [ticket["description"] for ticket in made] == ["Nummer 0"]
    assert made[0]["reference"] in look(app, friend).text
    counts = manager.get(f"/outages/{outage['id']}").json["behind"]
    assert (counts["works"], counts["still_broken"]) == (1, 2)
