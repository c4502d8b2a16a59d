"""One outage from before it was known to its post-mortem: what each phone shows, and the managers' figures."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from shared.schemas.changes import ChangesSchema
from tests.backend.client import Client
from tests.backend.outages.behind import link, spread
from tests.backend.outages.declared import amend, declare, moment, update
from tests.backend.outages.test_affected import join


class Phone:
    """Keeps what the feed said, as a phone does."""

    def __init__(self, client: Client) -> None:
        self.client, self.cursor = client, ""
        self.kept: dict[str, dict[str, Any]] = {name: {} for name in ("tickets", "entries", "outages", "affected")}

    def read(self) -> "Phone":
        while True:
            answer = self.client.get("/changes" + (f"?after={self.cursor}" if self.cursor else ""))
            if answer.status_code == 304:
                return self
            page = answer.json
            assert not ChangesSchema().validate(page)
            for name, rows in self.kept.items():
                rows.update({row["id"]: row for row in page[name]})
            for gone in page["removed"]:
                for rows in self.kept.values():
                    rows.pop(gone["id"], None)
            self.cursor = page["next_cursor"]
            if not page["has_more"]:
                return self

    def statuses(self, name: str) -> list[str]:
        return sorted(row["status"] for row in self.kept[name].values())

    def said(self, ticket_id: str) -> list[str]:
        rows = [row for row in self.kept["entries"].values() if row["ticket_id"] == ticket_id]
        return [row["body"] for row in sorted(rows, key=lambda row: row["at"]) if row["type"] == "outage"]


def behind(manager: Client, outage: dict[str, Any]) -> dict[str, int]:
    figures = manager.get(f"/outages/{outage['id']}").json["behind"]
    states = ("waiting", "asked", "works", "still_broken", "closed")
    assert figures["customers"] == figures["tickets"] + figures["affected"] == sum(figures[state] for state in states)
    return {state: figures[state] for state in states if figures[state]}


def test_from_three_tickets_to_the_post_mortem(
    app: Flask, manager: Client, employee: Client, colleague: Client, solver: Client
) -> None:
    # Three pass it on; nobody knows of an outage yet.
    tickets = [employee.submit(), employee.submit(customer={"postcode": "3511CD"}), colleague.submit()]
    declined = employee.submit(customer={"postcode": "3512AB"})
    phones = [Phone(employee).read(), Phone(colleague).read()]

    # It is declared, and those that match are offered and linked in one act.
    outage = declare(manager, areas=["3511"], expected_end_at=moment(hours=2), next_update_at=moment(hours=1))
    assert manager.get(f"/outages/{outage['id']}/candidates").json["total"] == 3
    assert link(manager, outage)["linked"] == 3
    for phone in phones:
        assert set(phone.read().kept["outages"]) == {outage["id"]}
    assert [phones[0].said(one["id"])[-1][:16] for one in tickets[:2]] == ["Dit hoort bij ee"] * 2
    assert phones[0].kept["tickets"][declined["id"]]["outage_id"] is None

    # Forty more say "me too".
    made = forty([employee, colleague], outage)
    assert behind(manager, outage) == {"waiting": 43}
    assert [len(phone.read().kept["affected"]) for phone in phones] == [20, 20]

    # Two updates, the second with another estimate; each once in every timeline.
    first, second = moment(hours=3), moment(hours=5)
    update(manager, outage, text={"nl": "We zoeken.", "en": "Looking."}, status="identified", expected_end_at=first)
    update(manager, outage, text={"nl": "Kabel stuk.", "en": "Cable cut."}, expected_end_at=second)
    spread(app)
    for phone in phones:
        known = phone.read().kept["outages"][outage["id"]]
        assert (known["status"], known["expected_end_at"]) == ("identified", second)
        assert known["estimates"][0]["expected_end_at"] == first
        assert known["behind"] is None
        assert all(row["unread"] for row in phone.kept["affected"].values())
    said = phones[1].said(tickets[2]["id"])
    assert [text.split("\n")[0] for text in said[1:]] == ["We zoeken.", "Kabel stuk."]

    # Resolved: each is asked. Two say that it is not: one behind a ticket, one without.
    update(manager, outage, text="Fixed.", status="resolved")
    spread(app)
    assert behind(manager, outage) == {"asked": 43}
    assert phones[0].read().statuses("affected") == ["asked"] * 20
    assert [phones[0].kept["tickets"][one["id"]]["outage_answer"] for one in tickets[:2]] == ["asked"] * 2
    assert employee.post(f"/tickets/{tickets[0]['id']}/reopen", {"body": "Still red."}).status_code == 200
    who, one = made[0]
    new = who.post(f"/affected/{one['id']}/works", {"works": False}).json["ticket_id"]
    for someone, row in made[1:5]:
        someone.post(f"/affected/{row['id']}/works", {"works": True})
    assert behind(manager, outage) == {"asked": 37, "works": 4, "still_broken": 2}
    assert phones[0].read().kept["tickets"][new]["outage_id"] == outage["id"]

    # It is not over after all, then it is; those two are asked again, those who said yes are left in peace.
    update(manager, outage, text="Down again.", status="investigating")
    spread(app)
    assert behind(manager, outage) == {"waiting": 37, "works": 4, "still_broken": 2}
    update(manager, outage, text="Fixed for good.", status="resolved")
    spread(app)
    assert behind(manager, outage) == {"asked": 39, "works": 4}
    assert phones[0].read().said(new)[-1].startswith("Fixed for good.")
    employee.post(f"/tickets/{tickets[0]['id']}/confirm")
    who.post(f"/tickets/{new}/confirm")
    assert behind(manager, outage) == {"asked": 37, "works": 6}

    close(app, manager, outage)
    for phone in phones:
        known = phone.read().kept["outages"][outage["id"]]
        assert (known["status"], known["postmortem"]["en"]) == ("closed", "A digger.")
    assert phones[1].said(tickets[2]["id"])[-1] == "Over."
    rounds = solver.get(f"/outages/{outage['id']}/rounds").json["items"]
    assert [row["kind"] for row in rounds if row["finished_at"]] == [
        "news",
        "ask",
        "reopen",
        "ask",
        "news",
        "news",
        "link",
    ]


def forty(people: list[Client], outage: dict[str, Any]) -> list[tuple[Client, dict[str, Any]]]:
    """Customers of both in turn, without a ticket."""
    customers = ({"postcode": "3511AB", "house_number": str(number)} for number in range(40))
    whose = (people[number % 2] for number in range(40))
    return [(who, join(who, outage, customer=customer)) for who, customer in zip(whose, customers, strict=True)]


def close(app: Flask, manager: Client, outage: dict[str, Any]) -> None:
    """Over for good, with what came of it."""
    update(manager, outage, text="Over.", status="closed")
    assert amend(manager, outage, postmortem={"nl": "Een graafmachine.", "en": "A digger."}).status_code == 200
    spread(app)


@pytest.mark.slow
def test_who_comes_in_the_moment_of_resolving_is_asked_too(
    app: Flask, manager: Client, employee: Client, colleague: Client
) -> None:
    outage = declare(manager)
    clients = [Client(app, who.token) for who in (employee, colleague) for _ in range(6)]

    def act(number: int) -> None:
        if number == 4:
            update(Client(app, manager.token), outage, status="resolved")
        else:
            join(clients[number], outage, customer={"house_number": str(number)})

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(act, range(12)))
    spread(app)
    assert behind(manager, outage) == {"asked": 11}
