"""A solver's whole day at the desk: with a mouse, by keyboard alone, on a phone, without scripts, and two at once."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.backend.tickets.people import join
from tests.e2e.browser.site import Site, axe, fits, shots

LIGHTS = {
    "slug": "lights",
    "title": {"nl": "Welke lampjes?", "en": "Which lights?"},
    "body": {"nl": "Welke lampjes branden er, {reporter_name}?", "en": "Which lights are on, {reporter_name}?"},
}


def photo(name: str, color: str) -> dict:
    kept = io.BytesIO()
    Image.new("RGB", (640, 400), color).save(kept, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def in_work(page) -> str:
    return str(page.locator(".ticket-head .badges").inner_text())


def act(page, words: str) -> None:
    page.locator(".ticket-acts").get_by_role("link", name=words, exact=True).click()


def at(page, reference: str) -> bool:
    page.get_by_role("heading", level=1, name=reference).wait_for()
    return True


def said(page, words: str) -> bool:
    page.locator("#notices").get_by_text(words).wait_for()
    return True


def test_a_whole_day(site: Site, browse) -> None:  # noqa: PLR0915 - a day is long
    eva, solver = site.api("employee"), site.api("solver")
    site.work()
    solver.post("/teams/internet/templates", LIGHTS)
    first = eva.submit(description="Geen internet sinds vanmiddag.", severity="critical")
    page = browse("solver")
    page.goto("/")
    assert page.url.endswith("/desk")
    page.get_by_role("link", name=first["reference"]).wait_for()

    # A new one joins the queue without a reload, and what was ticked stays so.
    page.get_by_label(f"{first['reference']} aanvinken").check()
    page.get_by_role("heading", level=1).click()
    twin = eva.submit(description="Nog steeds niets!")
    page.get_by_role("link", name=twin["reference"]).wait_for()
    assert page.get_by_label(f"{first['reference']} aanvinken").is_checked()
    shots(page, "desk-queue")
    assert axe(page) == []

    # Take up, and ask by an answer of the team that is put in the field and changed.
    page.get_by_role("link", name=first["reference"]).click()
    assert at(page, first["reference"])
    page.get_by_role("button", name="Oppakken").click()
    assert said(page, "Hij is nu van jou.")
    assert "In behandeling" in in_work(page)
    act(page, "Vragen")
    page.get_by_label("Een antwoord van je team").select_option(label="Welke lampjes?")
    page.get_by_role("button", name="Zet het in het veld").click()
    field = page.get_by_label("Je vraag")
    expect(field).to_have_value(re.compile("Eva de Vries"))
    field.fill(field.input_value() + " En het snoer?")
    page.locator("#form-ask [data-send]").click()
    assert said(page, "Gevraagd.")
    assert "Wacht op de melder" in in_work(page)

    # The answer comes by itself while the solver types a note; nothing of it is lost.
    act(page, "Interne notitie")
    page.locator("#form-note textarea").fill("Even gebeld met ")
    eva.post(f"/tickets/{first['id']}/messages", {"body": "Alleen het rode lampje."})
    page.get_by_text("Alleen het rode lampje.").wait_for()
    assert "In behandeling" in in_work(page)
    assert page.locator("#form-note textarea").input_value() == "Even gebeld met "

    # The note names a colleague and has photos, which are looked at one after the other.
    page.locator("#form-note textarea").fill("@manager hoort dit bij de kabel?")
    page.locator("#f-file").set_input_files([photo("modem.jpg", "navy"), photo("kast.jpg", "maroon")])
    page.get_by_role("button", name="Bewaar de notitie").click()
    assert said(page, "Genoteerd")
    assert page.get_by_text("@Mohamed El Amrani").is_visible()
    page.get_by_role("link", name="Foto modem.jpg").click()
    page.get_by_role("heading", name="Foto 1 van 2").wait_for()
    assert page.evaluate("document.querySelector('.photo img').naturalWidth") == 640
    assert axe(page) == []
    page.keyboard.press("j")
    page.get_by_role("heading", name="Foto 2 van 2").wait_for()
    page.keyboard.press("b")
    assert at(page, first["reference"])
    notes = solver.get(f"/tickets/{first['id']}/timeline").json["items"]
    assert notes[-1]["visibility"] == "internal"
    assert [person["name"] for person in notes[-1]["mentions"]] == ["Mohamed El Amrani"]
    told = eva.get(f"/tickets/{first['id']}/timeline").json["items"]
    assert not any("kabel" in (entry["body"] or "") for entry in told)

    # An answer by template, as it is: each reads it in their own language.
    act(page, "Antwoorden")
    page.get_by_label("Een antwoord van je team").select_option(label="Welke lampjes?")
    page.locator("#form-answer [data-send]").click()
    assert said(page, "Verstuurd.")
    last = eva.get(f"/tickets/{first['id']}/timeline", Accept_Language="en").json["items"][-1]
    assert last["body"] == "Which lights are on, Eva de Vries?"

    # Wait for others until a day; a time that has passed is told where it was typed, and nothing is lost.
    act(page, "Op derden wachten")
    page.get_by_label("Op wie of wat").fill("de netbeheerder")
    page.get_by_label("Vanzelf weer opgepakt om").fill("2020-01-01T09:00")
    page.locator("#form-hold [data-send]").click()
    page.locator("#form-hold .wrong").wait_for()
    assert page.get_by_label("Op wie of wat").input_value() == "de netbeheerder"
    page.get_by_label("Vanzelf weer opgepakt om").fill("2040-01-02T09:00")
    page.locator("#form-hold [data-send]").click()
    assert said(page, "Hij wacht op derden.")
    assert page.get_by_text("Wacht op: de netbeheerder").first.is_visible()
    held = solver.get(f"/tickets/{first['id']}").json
    assert (held["status"], held["held_until"][:16]) == ("held", "2040-01-02T08:00")
    page.get_by_role("button", name="Ga verder").click()
    assert said(page, "Weer in behandeling.")

    # The likely duplicate is merged, and what it is resolved by reaches both.
    near = page.locator(".ticket-side").get_by_role("link", name=twin["reference"], exact=True)
    near.click()
    assert at(page, twin["reference"])
    page.get_by_role("link", name=f"Dubbel van {first['reference']}").click()
    page.locator("#form-merge [data-send]").click()
    assert said(page, "Samengevoegd.")
    page.get_by_role("link", name="Ga erheen").click()
    assert at(page, first["reference"])
    shots(page, "desk-ticket")
    act(page, "Oplossen")
    page.get_by_label("Waarom").select_option("workaround")
    page.get_by_label("Een woord erbij").fill("Het modem is op afstand opnieuw gestart.")
    page.locator("#form-resolve [data-send]").click()
    assert said(page, "Opgelost.")
    assert [eva.get(f"/tickets/{one['id']}").json["status"] for one in (first, twin)] == ["resolved"] * 2

    # One that is another team's goes there, and is gone from the desk; one that is nobody's is rejected.
    other, junk = eva.submit(description="Het beeld van de televisie hapert."), eva.submit(description="test test")
    page.goto(f"/desk/tickets/{other['id']}")
    act(page, "Naar een ander team")
    page.get_by_label("Team", exact=True).select_option("tv")
    page.get_by_label("Wat ze moeten weten").fill("Hoort bij jullie.")
    page.locator("#form-transfer [data-send]").click()
    assert said(page, "Overgedragen.")
    assert page.url.split("?")[0].endswith("/desk")
    page.goto(f"/desk/tickets/{junk['id']}")
    act(page, "Afwijzen")
    page.get_by_label("Waarom").select_option("other")
    page.locator("#form-reject [data-send]").click()
    assert said(page, "Afgewezen.")
    # What the API no longer allows is not there.
    assert page.locator(".ticket-acts").get_by_role("link", name="Oplossen").count() == 0
    readings = site.api("manager").get(f"/readings?ticket={first['id']}").json["items"]
    assert [row["what"] for row in readings] == ["ticket"]


_CLOSED_AND_ON = """() => {
    const keys = document.getElementById("keys");
    keys.showModal();
    keys.close();
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
}"""
"""Before the next frame, in which the browser takes the focus out of the dialog."""


def test_by_keyboard_alone(site: Site, browse) -> None:
    eva, solver = site.api("employee"), site.api("solver")
    one, two = eva.submit(description="Eerste"), eva.submit(description="Tweede")
    page = browse("solver")
    page.goto("/desk")
    page.keyboard.press("?")
    page.locator("#keys").get_by_text("Wijzig wat is aangevinkt").wait_for()
    page.keyboard.press("Escape")
    page.locator("#keys").wait_for(state="hidden")
    page.evaluate(_CLOSED_AND_ON)
    page.locator("[data-row] a:focus").wait_for()
    page.keyboard.press("Enter")
    assert at(page, one["reference"])
    page.keyboard.press("t")
    assert said(page, "Hij is nu van jou.")
    page.keyboard.press("a")
    page.locator("#form-answer textarea:focus").wait_for()
    page.keyboard.type("We kijken er naar. jkn?")
    page.keyboard.press("Tab")
    for _ in range(3):
        if page.evaluate("document.activeElement.hasAttribute('data-send')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert said(page, "Verstuurd.")
    page.keyboard.press("n")
    assert at(page, two["reference"])
    page.keyboard.press("r")
    page.locator("#form-resolve textarea:focus").wait_for()
    page.keyboard.type("Gedaan.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert said(page, "Opgelost.")
    page.keyboard.press("k")
    assert at(page, one["reference"])
    page.keyboard.press("b")
    page.get_by_role("heading", level=1, name="Werkplek").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("Eerste")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Eerste**")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("c")
    page.get_by_role("heading", level=1, name="1 meldingen wijzigen").wait_for()
    assert solver.get(f"/tickets/{two['id']}").json["status"] == "resolved"
    assert solver.get(f"/tickets/{one['id']}/timeline").json["items"][-1]["body"] == "We kijken er naar. jkn?"


def test_two_at_once_the_second_sees_what_the_first_did_and_keeps_what_was_typed(site: Site, browse) -> None:
    eva, solver = site.api("employee"), site.api("solver")
    ticket = eva.submit()
    address = f"/desk/tickets/{ticket['id']}"
    mo, sanne = browse(join(site.app, "mo@example.org", "Mo Mate", "internet")), browse("solver")
    for page in (mo, sanne):
        page.goto(f"{address}?act=resolve")
    mo.get_by_label("Een woord erbij").fill("Vanuit de centrale verholpen.")
    sanne.get_by_role("button", name="Oppakken").click()
    assert said(sanne, "Hij is nu van jou.")
    mo.locator("#form-resolve [data-send]").click()
    told = mo.locator("[data-meanwhile]")
    told.wait_for()
    assert re.search(r"Sanne Bakker.*Ontvangen → In behandeling", told.inner_text())
    assert mo.get_by_label("Een woord erbij").input_value() == "Vanuit de centrale verholpen."
    assert solver.get(f"/tickets/{ticket['id']}").json["status"] == "in_progress"
    assert axe(mo) == []
    shots(mo, "desk-race")
    mo.locator("#form-resolve [data-send]").click()
    assert said(mo, "Opgelost.")
    # What is no longer allowed is said, with what is.
    sanne.goto(address)
    act(sanne, "Weer openen")
    solver.amend(ticket, status="in_progress")
    sanne.locator("#form-reopen [data-send]").click()
    sanne.locator("[data-meanwhile]").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_many_at_once_and_a_view_on_a_phone(site: Site, browse, scripts: bool) -> None:
    eva, solver = site.api("employee"), site.api("solver")
    tickets = [eva.submit(description=f"Nummer {number}") for number in range(3)]
    page = browse("solver", width=360, scripts=scripts)
    page.goto("/desk")
    assert fits(page)
    for ticket in tickets:
        page.get_by_label(f"{ticket['reference']} aanvinken").check()
    page.get_by_role("button", name="Wijzig wat is aangevinkt").click()
    page.get_by_role("heading", level=1, name="3 meldingen wijzigen").wait_for()
    assert fits(page)
    solver.amend(tickets[2], priority=4)
    page.get_by_label("Status").select_option("in_progress")
    page.get_by_label("Prioriteit").select_option("1")
    page.get_by_label("Een woord erbij").fill("We zijn ermee bezig.")
    page.get_by_role("button", name="Verander ze allemaal").click()
    page.get_by_text("2 gewijzigd, 1 niet.").wait_for()
    now = [solver.get(f"/tickets/{ticket['id']}").json for ticket in tickets]
    assert [one["priority"] for one in now] == [1, 1, 4]
    assert [one["status"] for one in now] == ["in_progress", "in_progress", "acknowledged"]
    page.reload()
    assert len(solver.get(f"/tickets/{tickets[0]['id']}/timeline").json["items"]) == len(
        solver.get(f"/tickets/{tickets[1]['id']}/timeline").json["items"]
    )

    page.goto("/desk?status=in_progress&sort=-created_at")
    page.get_by_role("link", name="Als weergave bewaren").click()
    page.get_by_label("Naam").fill("Bezig")
    page.get_by_label("Wie het ziet").select_option("internet")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("heading", level=1, name="Bezig").wait_for()
    assert [view["query"] for view in solver.get("/views").json["items"]] == [
        {"status": "in_progress", "sort": "-created_at"}
    ]
    page.get_by_role("link", name="Deze weergave wijzigen").click()
    page.get_by_role("button", name="Deze weergave verwijderen").click()
    assert said(page, "De weergave is verwijderd.")

    # One ticket, from the beginning to its end.
    page.get_by_role("link", name=tickets[2]["reference"]).click()
    assert at(page, tickets[2]["reference"])
    assert fits(page)
    page.get_by_role("button", name="Oppakken").click()
    assert said(page, "Hij is nu van jou.")
    act(page, "Toewijzen")
    page.get_by_label("Bij wie").select_option("")
    page.locator("#form-assign [data-send]").click()
    assert said(page, "Toegewezen.")
    assert solver.get(f"/tickets/{tickets[2]['id']}").json["assignee"] is None
    act(page, "Oplossen")
    page.get_by_label("Een woord erbij").fill("Klaar.")
    page.locator("#form-resolve [data-send]").click()
    assert said(page, "Opgelost.")


def test_who_has_no_desk_is_told_kindly_and_a_strangers_ticket_is_not_there(site: Site, browse) -> None:
    ticket = site.api("employee").submit(service="tv")
    own = site.api("solver").submit(service="tv")
    employee, solver = browse("employee"), browse("solver")
    assert employee.goto("/desk").status == 403
    assert employee.goto(f"/desk/tickets/{ticket['id']}").status == 403
    assert solver.goto(f"/desk/tickets/{ticket['id']}").status == 404
    # What a solver passed on to another team is on the phone, not on the desk.
    assert solver.goto(f"/desk/tickets/{own['id']}").status == 403
    solver.goto("/desk?sort=-created_at")
    assert own["reference"] not in solver.content()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_desk_breaks_no_rule_of_axe_in_any_of_its_forms(site: Site, browse, theme: str) -> None:
    site.api("solver").post("/teams/internet/templates", LIGHTS)
    ticket = site.api("employee").submit()
    site.api("solver").amend(ticket, status="in_progress")
    page = browse("solver", theme=theme, language="en")
    for name in ("answer", "note", "ask", "hold", "resolve", "reject", "assign", "transfer", "priority", "promise"):
        page.goto(f"/desk/tickets/{ticket['id']}?act={name}")
        assert page.locator(f"#form-{name}").count() == 1
        assert axe(page) == [], name
    for name in ("merge", "link", "outage", "external"):
        page.goto(f"/desk/tickets/{ticket['id']}?act={name}")
        assert page.locator(f"#form-{name}").count() == 1
        assert axe(page) == [], name
    for address in ("/desk?status=cancelled", "/desk?area=mars", "/desk/views/new", f"/desk/bulk?ids={ticket['id']}"):
        page.goto(address)
        assert axe(page) == [], address


def test_a_session_that_ends_and_a_look_elsewhere_lose_nothing_that_was_typed(site: Site, browse) -> None:
    eva = site.api("employee")
    one, two = eva.submit(description="Eerste"), eva.submit(description="Tweede")
    page = browse("solver")
    page.goto(f"/desk/tickets/{one['id']}?act=note")
    note = page.locator("#form-note textarea")
    note.fill("Half geschreven")
    page.goto(f"/desk/tickets/{two['id']}")
    assert at(page, two["reference"])
    assert page.locator("#form-answer textarea").input_value() == ""
    page.goto(f"/desk/tickets/{one['id']}?act=note")
    expect(note).to_have_value("Half geschreven")
    note.press_sequentially(", nu heel.")
    page.locator("#f-file").set_input_files([photo("modem.jpg", "navy")])
    site.end_sessions("solver")
    page.locator("#form-note [data-send]").click()
    dialog = page.locator("#again-dialog")
    dialog.get_by_label("E-mailadres").fill("solver@example.org")
    dialog.get_by_label("Wachtwoord", exact=True).fill("doorgeven-demo")
    # The page looks again meanwhile, and is refused: what is typed here stays.
    page.wait_for_event("response", lambda answer: answer.status == 401 and "/live" in answer.url)
    page.wait_for_timeout(200)
    dialog.get_by_role("button", name="Inloggen").click()
    assert said(page, "Genoteerd")
    (entry,) = [row for row in site.api("solver").get(f"/tickets/{one['id']}/timeline").json["items"] if row["body"]]
    assert (entry["body"], len(entry["attachments"])) == ("Half geschreven, nu heel.", 1)
    page.goto(f"/desk/tickets/{one['id']}?act=note")
    expect(note).to_have_value("")
