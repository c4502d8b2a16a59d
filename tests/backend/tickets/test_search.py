"""Words find tickets: in Dutch, English and any script, however typed, on both databases, and only within scope."""

from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import text

from backend import db
from backend.tickets.models import Entry, Ticket
from backend.tickets.search import query, terms
from backend.tickets.search.compounds import parts
from backend.tickets.services import searching, submitting
from tests.backend.client import Client

CORPUS = {
    "dutch": "Sinds de internetstoring van gisteren doen de modems het niet, één lampje knippert rood.",
    "english": "The connection drops every evening; the router was connected by your engineer.",
    "arabic": "ما عندي إنترنت منذ الظهر",
    "chinese": "网络断了",
    "symbols": 'He said "NEAR OR NOT" -- a*b:c (100%) it\'s C:\\path {x} ^y',
}


@pytest.fixture
def found(employee: Client, solver: Client, monkeypatch: pytest.MonkeyPatch):
    # A reference is found by its parts too: drawn by chance, one has a short word of a test once in some hundred runs.
    numbers = iter(range(222, 999))
    monkeypatch.setattr(submitting, "new_reference", lambda: f"DG-{next(numbers)}-999")
    made = {name: employee.submit(description=words, customer=CUSTOMER)["id"] for name, words in CORPUS.items()}
    names = {of: name for name, of in made.items()}

    def look(q: str, caller: Client = solver, more: str = "") -> set[str]:
        answer = caller.get(f"/tickets?q={quote(q)}{more}")
        assert answer.status_code == 200, answer.text
        return {names[ticket["id"]] for ticket in answer.json["items"]}

    return look


CUSTOMER = {"postcode": "9712 HW"}
WAYS = pytest.mark.parametrize(("walk", "few"), [(1000, 2000), (1000, -1), (1, -1)], ids=["rare", "common", "neither"])
"""Words that the index is asked for, words that are looked for among the first tickets, and those not found there."""


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch, walk: int, few: int) -> None:
    monkeypatch.setattr(searching, "WALK", walk)
    monkeypatch.setattr(searching, "FEW", few)


@WAYS
@pytest.mark.usefixtures("way")
def test_words_are_found_in_all_their_forms(found) -> None:
    for q, names in {
        "modem": {"dutch"},
        "MODEMS rode": set(),
        "Lampjes": {"dutch"},
        "storingen": {"dutch"},
        "internetstoringen": {"dutch"},
        "internet storing": {"dutch"},
        "een": {"dutch"},
        "één": {"dutch"},
        "connected": {"english"},
        "connections": {"english"},
        "engineers evening": {"english"},
        "eveni": {"english"},
        "eveni router": set(),
        "الإنترنت": {"arabic"},
        "انترنت": {"arabic"},
        "网络": {"chinese"},
        "100%": {"symbols"},
        "path": {"symbols"},
        "zzz": set(),
    }.items():
        assert found(q) == names, q


@pytest.mark.parametrize(
    "q",
    [
        '"',
        "*",
        "NEAR(",
        "-",
        ":",
        '"""',
        "' OR 1=1 --",
        "a' | 'b",
        "ticket_fts : x",
        "%",
        "\\",
        "^",
        "( ) AND NOT",
        "💥",
        "x" * 200,
        "a " * 100,
        "' " * 100,
        "0 " * 100,
        "é" * 200,
        "((((((((",
    ],
)
def test_no_sign_is_an_operator_or_an_error(found, q: str) -> None:
    assert found(q) <= {"symbols"}
    assert found(q, more="&sort=priority") == found(q, more="&sort=updated_at")


def test_a_customer_is_found_by_what_one_knows_of_them(employee: Client, solver: Client, colleague: Client) -> None:
    customer = {
        "name": "Truus van Dijk",
        "phone": "+31 6 1234 5678",
        "email": "Truus@Example.org",
        "postcode": "3511ab",
    }
    ticket, other = employee.submit(customer=customer), employee.submit(customer={"postcode": "3511 CD"})
    for q in ("truus", "van dijk", "Dijk, Truus", "06-12345678", "0612345678", "+31 6 12345678", "0031612345678",
              "31612345678", "345678", "5678", "06 12 34", "truus@example.org", "truus@exa", "3511 AB", "3511ab",
              "truus 3511"):  # fmt: skip
        assert [t["id"] for t in solver.get(f"/tickets?q={quote(q)}").json["items"]] == [ticket["id"]], q
        assert colleague.get(f"/tickets?q={quote(q)}").json["items"] == []
    assert {t["id"] for t in solver.get("/tickets?q=3511").json["items"]} == {ticket["id"], other["id"]}


def test_a_ticket_is_found_by_its_names_as_people_write_them(employee: Client, solver: Client) -> None:
    ticket, _ = employee.submit(), employee.submit()
    solver.amend(ticket, external_id="INC-4711")
    reference = ticket["reference"]
    for q in (reference, reference.lower(), reference.replace("-", ""), reference[3:], "inc-47", "INC4711", "4711"):
        assert [t["id"] for t in solver.get(f"/tickets?q={q}").json["items"]] == [ticket["id"]], q


@pytest.mark.parametrize("reference", ["DG-UPS-3M4", "DG-4K7-ADS", "DG-URS-PGR"])
def test_a_name_that_looks_like_a_word_with_an_ending_is_found(
    monkeypatch: pytest.MonkeyPatch, employee: Client, reference: str
) -> None:
    monkeypatch.setattr(submitting, "new_reference", lambda: reference)
    ticket = employee.submit()
    assert ticket["reference"] == reference
    for q in (reference, reference.lower(), reference[3:], reference.replace("-", "")):
        assert [one["id"] for one in employee.get(f"/tickets?q={q}").json["items"]] == [ticket["id"]], q


def test_what_is_said_is_found_at_once_and_what_is_corrected_no_longer(employee: Client, solver: Client) -> None:
    ticket = employee.submit()

    def finds(q: str) -> bool:
        return bool(employee.get(f"/tickets?q={quote(q)}").json["items"])

    assert finds("Truus")
    employee.post(f"/tickets/{ticket['id']}/messages", {"body": "De glasvezelkabel is gebroken."})
    assert finds("glasvezel")
    employee.patch(f"/tickets/{ticket['id']}/customer", {"name": "Bep Jansen", "phone": None})
    assert [finds(q) for q in ("jansen", "Truus", "12345678")] == [True, False, False]
    solver.amend(ticket, external_id="SN-1")
    solver.amend(ticket, external_id="SN-2", message={"body": "Monteur komt morgen."})
    assert [finds(q) for q in ("SN-2", "monteurs", "SN-1")] == [True, True, False]


@WAYS
@pytest.mark.usefixtures("way")
def test_words_of_internal_notes_find_nothing_for_the_reporter(
    employee: Client, solver: Client, manager: Client, api_key
) -> None:
    ticket = employee.submit()
    solver.post(
        f"/tickets/{ticket['id']}/messages", {"body": "Fraudegeval 555-2368, zie Zendesk.", "visibility": "internal"}
    )
    own = solver.submit(service="tv")
    api_key("tv").post(f"/tickets/{own['id']}/messages", {"body": "Zendesk too.", "visibility": "internal"})
    for q in ("zendesk", "fraudegeval", "fraud", "5552368", "noon zendesk", "noon fraude"):
        for sort in ("-created_at", "priority"):
            assert employee.get(f"/tickets?q={q}&sort={sort}").json["items"] == []
        assert employee.get(f"/tickets/counts?q={q}").json["total"] == 0
    for caller in (solver, api_key("internet")):
        assert [t["id"] for t in caller.get("/tickets?q=noon+zendesk").json["items"]] == [ticket["id"]]
    assert {t["id"] for t in manager.get("/tickets?q=zendesk").json["items"]} == {ticket["id"], own["id"]}
    assert [t["id"] for t in api_key("tv").get("/tickets?q=zendesk").json["items"]] == [own["id"]]


def test_a_transfer_takes_the_words_along(employee: Client, api_key) -> None:
    ticket, internet, tv = employee.submit(), api_key("internet"), api_key("tv")
    internet.amend(ticket, message={"body": "Decoderprobleem", "visibility": "internal"})
    internet.amend(ticket, team="tv")
    assert internet.get("/tickets?q=decoder").json["items"] == []
    assert [t["id"] for t in tv.get("/tickets?q=decoder").json["items"]] == [ticket["id"]]


@WAYS
@pytest.mark.usefixtures("way")
def test_words_go_with_filters_orders_pages_and_counts(employee: Client, solver: Client, api_key) -> None:
    made = [
        employee.submit(severity=word, description=f"modem {n}") for n, word in enumerate(["critical", "minor"] * 3)
    ]
    employee.submit()
    solver.amend(made[0], status="in_progress")
    key = api_key()
    for sort in (
        "created_at",
        "-created_at",
        "updated_at",
        "-updated_at",
        "due_at",
        "-due_at",
        "priority",
        "-priority",
    ):
        seen, path = [], f"/tickets?q=modem&limit=2&sort={sort}"
        while path:
            answer = key.get(path)
            seen += [ticket["id"] for ticket in answer.json["items"]]
            path = answer.headers.get("Link", "").partition("/api/v1")[2].partition(">")[0]
        assert sorted(seen) == sorted(ticket["id"] for ticket in made), sort
        if sort.endswith("created_at"):
            assert seen == [ticket["id"] for ticket in (made if sort == "created_at" else made[::-1])]
    assert {t["id"] for t in key.get("/tickets?q=modem&priority=1").json["items"]} == {t["id"] for t in made[::2]}
    assert key.get("/tickets/counts?q=modem&by=priority").json["items"][0]["count"] == 3
    assert key.get("/tickets?q=modem&status=in_progress").json["items"][0]["id"] == made[0]["id"]
    assert key.get("/tickets/counts?q=***").json["total"] == 0


def test_an_index_that_was_lost_is_made_anew(app: Flask, employee: Client, solver: Client) -> None:
    ticket = employee.submit()
    solver.post(f"/tickets/{ticket['id']}/messages", {"body": "Glasvezel"})
    with app.app_context():
        db.write(lambda: db.session.execute(text("DELETE FROM ticket_search")))
    assert solver.get("/tickets?q=glasvezel").json["items"] == []
    assert app.test_cli_runner().invoke(args=["reindex"]).exit_code == 0
    assert [t["id"] for t in solver.get("/tickets?q=glasvezel").json["items"]] == [ticket["id"]]
    assert app.test_cli_runner().invoke(args=["reindex"]).exit_code == 0
    assert len(solver.get("/tickets?q=glasvezel").json["items"]) == 1


def test_a_ticket_that_is_erased_leaves_no_word(app: Flask, employee: Client, manager: Client) -> None:
    employee.submit(description="Canariteit")
    with app.app_context():
        engine = db.extension.engine
        db.write(lambda: db.session.execute(text("DELETE FROM event")) and None)
        db.write(lambda: db.session.query(Entry).delete())
        db.write(lambda: db.session.query(Ticket).delete())
        assert db.session.query(Ticket).count() == 0
        assert db.session.execute(text("SELECT count(*) FROM ticket_search")).scalar() == 0
        if engine.dialect.name == "sqlite":
            blocks = db.session.execute(text("SELECT block FROM ticket_fts_data")).scalars()
            assert not any(b"canariteit" in bytes(block) for block in blocks)
    assert manager.get("/tickets?q=canariteit").json["items"] == []


def test_a_very_long_word_and_very_many_are_kept_within_bounds(employee: Client, solver: Client) -> None:
    ticket = employee.submit(description="x" * 10_000)
    assert [t["id"] for t in solver.get(f"/tickets?q={'x' * 200}").json["items"]] == [ticket["id"]]
    many = " ".join(f"woord{n:05}é" for n in range(800))
    for _ in range(3):
        assert employee.post(f"/tickets/{ticket['id']}/messages", {"body": many}).status_code == 201
    assert solver.get("/tickets?q=woord00799").json["items"]


@pytest.mark.parametrize(
    ("word", "halves"),
    [
        ("internetstoring", ("internet", "storing")),
        ("telefoonlijnen", ("telefoon", "lijn")),
        ("wifisignaal", ("wifi", "signaal")),
        ("glasvezelkabels", ("glasvezel", "kabel")),
        ("storing", ()),
        ("stationsstraat", ()),
        ("tv", ()),
    ],
)
def test_compounds_of_the_trade_are_taken_apart(word: str, halves: tuple[str, ...]) -> None:
    assert parts(word) == halves


@pytest.mark.parametrize(
    "typed", ["06-12345678", "06 1234 5678", "+31612345678", "0031 6 12345678", "+31 (0)6 12345678"]
)
def test_a_phone_number_is_one_however_written(typed: str) -> None:
    assert terms.bare(typed, "NL") == "612345678"


def test_nothing_but_signs_is_no_word() -> None:
    assert query.parse('" * - : ( ) ^ ~ NEAR'.replace("NEAR", ""), "NL") == []
