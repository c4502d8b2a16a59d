"""An admin's day in a real browser; and how a solver and an employee are turned away."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.backend.client import Client
from tests.backend.forwarding.receiver import Receiver, receiving
from tests.backend.mail.mailbox import Mailbox, mailbox, text_of
from tests.e2e.browser.site import Site, axe, fits, shots


@pytest.fixture(scope="module")
def box() -> Iterator[Mailbox]:
    with mailbox() as there:
        yield there


@pytest.fixture
def environment(box: Mailbox) -> dict[str, str]:
    return {"SMTP_URL": f"smtp://127.0.0.1:{box.port}", "MAIL_FROM": "Doorgeven <no-reply@corp.example>"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as there:
        yield there


def wait_for(condition: Callable[[], Any]) -> Any:
    for _ in range(150):
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_an_admins_day(site: Site, browse, box: Mailbox, receiver: Receiver) -> None:
    site.work()
    page: Page = browse("admin")
    page.goto("/")
    expect(page.get_by_role("heading", name="Instellingen")).to_be_visible()

    adds_somebody_who_reads_the_invitation(page, browse, box)
    makes_a_team_with_a_member_and_a_rule(page)
    adds_an_endpoint_and_sees_what_comes_back(page, receiver)
    sends_again_what_was_given_up(site, page, receiver)
    says_how_long_tickets_may_take(page)
    keeps_services_templates_and_the_duty_list(page)
    reads_who_did_what(page)


def adds_somebody_who_reads_the_invitation(page: Page, browse, box: Mailbox) -> None:
    page.get_by_role("navigation", name="Onderdelen van de instellingen").get_by_role("link", name="Mensen").click()
    page.get_by_role("link", name="Iemand erbij").click()
    page.get_by_label("E-mailadres").fill("noor")
    press(page, "Account openen")
    expect(page.get_by_text("noor is geen e-mailadres").first).to_be_visible()
    page.get_by_label("E-mailadres").fill("noor@example.org")
    page.get_by_label("Naam").fill("Noor Visser")
    page.get_by_label("Rol").select_option("solver")
    press(page, "Account openen")
    expect(page.get_by_role("heading", name="Noor Visser")).to_be_visible()
    expect(page.get_by_text("uitnodiging onderweg naar noor@example.org")).to_be_visible()
    mail = wait_for(lambda: [one for one in box.mails if one["To"] == "noor@example.org"])[0]
    (link,) = set(re.findall(r"http://\S+/invite/[\w-]+", text_of(mail)))
    noor: Page = browse()
    noor.goto(link)
    noor.locator("#password").fill("fiets regen kaas")
    noor.locator("#again").fill("fiets regen kaas")
    noor.locator("form button").click()
    noor.wait_for_load_state()
    page.reload()
    expect(page.get_by_text("Logt in")).to_be_visible()


def makes_a_team_with_a_member_and_a_rule(page: Page) -> None:
    page.goto("/admin/teams")
    page.get_by_role("link", name="Nieuw team").click()
    page.get_by_label("Naam", exact=True).fill("Internet Utrecht")
    page.get_by_label("Korte naam").fill("utrecht")
    press(page, "Team maken")
    page.get_by_label("E-mailadres").fill("noor@example.org")
    press(page, "Toevoegen")
    expect(page.get_by_role("row", name="Noor Visser")).to_be_visible()
    page.get_by_label("Onderdelen van het team").get_by_role("link", name="Regels").click()
    page.wait_for_url("**/rules")
    form = page.locator("main form[method=post]").last
    form.get_by_label("Dienst").select_option("internet")
    form.get_by_label("Gebied").fill("place:Nergenshuizen")
    form.get_by_role("button", name="Toevoegen").click()
    expect(page.locator(".wrong").first).to_be_visible()
    form.get_by_label("Gebied").fill("3511")
    form.get_by_label("Plaats").fill("50")
    form.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_text("De regel is toegevoegd")).to_be_visible()
    attempt = page.locator("#try")
    attempt.get_by_label("Postcode").fill("3511 AB")
    attempt.get_by_label("Dienst").select_option("internet")
    attempt.get_by_role("button", name="Proberen").click()
    expect(page.get_by_text("Dit gaat naar Internet Utrecht.")).to_be_visible()
    page.locator("#try").get_by_label("Postcode").fill("1011 AB")
    page.locator("#try").get_by_role("button", name="Proberen").click()
    expect(page.get_by_text("Dit gaat naar Internet Care.")).to_be_visible()


def adds_an_endpoint_and_sees_what_comes_back(page: Page, receiver: Receiver) -> None:
    page.get_by_label("Onderdelen van het team").get_by_role("link", name="Koppelingen").click()
    page.get_by_label("Adres van het systeem van het team").fill(receiver.url)
    press(page, "Toevoegen")
    secret = page.locator(".secret").inner_text()
    assert secret.startswith("whsec_")
    page.get_by_role("link", name="← Koppelingen").click()
    page.get_by_role("link", name=receiver.url).click()
    assert page.locator(".secret").count() == 0
    assert secret not in page.content()
    press(page, "Testbericht sturen")
    expect(page.get_by_text("Afgeleverd").first).to_be_visible()
    expect(page.get_by_label("Wat er wordt gestuurd")).to_contain_text("endpoint.test")
    assert [got.json["type"] for got in receiver.received] == ["endpoint.test"]


def sends_again_what_was_given_up(site: Site, page: Page, receiver: Receiver) -> None:
    receiver.answers = [410]
    site.api("employee").submit()
    page.goto("/admin/deliveries?team=utrecht&status=dead")
    wait_for(lambda: page.reload() and page.get_by_role("row", name="Opgegeven").count())
    page.get_by_role("row", name="Opgegeven").get_by_role("link").click()
    expect(page.get_by_text("410").first).to_be_visible()
    # An admin sees where it went, and nothing of the ticket.
    assert "Oma Truus" not in page.content()
    receiver.answers = [200]
    page.goto("/admin/teams/utrecht/endpoints")
    page.get_by_role("link", name=receiver.url).click()
    press(page, "Weer aanzetten")
    expect(page.get_by_text("Ontvangt").first).to_be_visible()
    page.goto("/admin/deliveries")
    press(page, "Alles van Internet Utrecht opnieuw sturen")
    expect(page.get_by_text("Opnieuw gestuurd: 1.")).to_be_visible()
    wait_for(lambda: [got for got in receiver.received if got.json["type"] == "ticket.created"])


def says_how_long_tickets_may_take(page: Page) -> None:
    page.goto("/admin/teams/utrecht/clocks")
    cell = page.locator("[name='targets/response/1/minutes']")
    cell.fill("snel")
    press(page, "Bewaren")
    expect(page.locator(".wrong").first).to_be_visible()
    assert page.locator("[name='targets/response/1/minutes']").input_value() == "snel"
    page.locator("[name='targets/response/1/minutes']").fill("30m")
    page.locator("[name='targets/resolution/1/minutes']").fill("4u")
    page.locator("[name='targets/resolution/1/hours']").select_option("always")
    page.get_by_label("Maandag").fill("07:00-19:00")
    press(page, "Bewaren")
    expect(page.get_by_text("Open meldingen volgen binnen een minuut.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("binnen 30 minuten in werktijd")
    expect(page.locator("main")).to_contain_text("binnen 4 uur dag en nacht")
    expect(page.locator("main")).to_contain_text("maandag 07:00-19:00")


def keeps_services_templates_and_the_duty_list(page: Page) -> None:
    page.goto("/admin/services")
    page.get_by_role("link", name="Televisie").click()
    page.locator("[name='title/nl']").fill("Tv en radio")
    page.locator("[name='questions/0/text/nl']").fill("Welk kanaal?")
    press(page, "Bewaren")
    row = page.get_by_role("row", name="Tv en radio")
    expect(row).to_be_visible()
    row.get_by_role("button", name="Omhoog").click()
    expect(page.locator("tbody tr").first).to_contain_text("Tv en radio")
    page.get_by_role("link", name="Internet").click()
    press(page, "Weghalen")
    expect(page.locator("main")).to_contain_text("Hij is in gebruik en blijft; hij staat in: meldingen, regels.")
    page.goto("/admin/teams/utrecht/templates")
    page.get_by_role("link", name="Nieuw sjabloon").first.click()
    page.get_by_label("Korte naam").fill("lights")
    page.locator("[name='title/nl']").fill("Lampjes")
    page.locator("[name='body/nl']").fill("Welke lampjes branden er bij {klant}?")
    press(page, "Bewaren")
    expect(page.locator(".wrong").first).to_be_visible()
    page.locator("[name='body/nl']").fill("Welke lampjes branden er bij {customer_name}?")
    press(page, "Bewaren")
    expect(page.get_by_role("link", name="Lampjes")).to_be_visible()
    page.goto("/admin/duty")
    page.get_by_label("Eerst").select_option(label="Mohamed El Amrani")
    press(page, "Bewaren")
    expect(page.get_by_text("Op de lijst, in volgorde: 1.")).to_be_visible()


def reads_who_did_what(page: Page) -> None:
    page.goto("/admin/changes")
    trail = page.locator(".trail")
    for told in ("wijzigde wie er dienst heeft", "voegde een sjabloon toe", "opende een account"):
        expect(trail).to_contain_text(f"Anna Jansen {told}")
    expect(trail.locator("li", has_text="wijzigde een dienst").first).to_contain_text("Tv en radio")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_settings_break_no_rule_of_axe_and_fit_a_phone(site: Site, browse, receiver: Receiver, theme: str) -> None:
    addresses = filled(site, receiver)
    page: Page = browse("admin", width=360, theme=theme)
    for name, address in addresses.items():
        page.goto(address)
        assert axe(page) == [], address
        assert fits(page), address
        if theme == "light":
            shots(page, f"admin-{name}")


def filled(site: Site, receiver: Receiver) -> dict[str, str]:
    """Pages with something on them, by name."""
    admin, solver, manager = (site.api(who) for who in ("admin", "solver", "manager"))
    endpoint = solver.post("/teams/internet/endpoints", {"url": receiver.url}).json["id"]
    text = {"nl": "Welke lampjes branden er?", "en": "Which lights are on?"}
    titles = {"nl": "Lampjes", "en": "Lights"}
    template = solver.post("/teams/internet/templates", {"slug": "lights", "title": titles, "body": text}).json["id"]
    manager.post("/outage-templates", {"slug": "cable", "title": titles, "text": text, "status": "identified"})
    solver.post("/teams/internet/rules", {"service": "internet", "area": "province:Utrecht", "position": 50})
    solver.post("/teams/internet/keys", {"name": "ServiceDesk"})
    targets = {"response": {"1": {"minutes": 30}}, "resolution": {"1": {"minutes": 240, "hours": "always"}}}
    etag = admin.get("/clocks").headers["ETag"]
    admin.call("PUT", "/clocks", {"targets": targets}, If_Match=etag)
    people(admin)
    delivery = solver.post(f"/teams/internet/endpoints/{endpoint}/test").json["id"]
    me, team = solver.get("/me").json["id"], "/admin/teams/internet"
    return {
        "start": "/admin",
        "people": "/admin/people",
        "nobody": "/admin/people?q=nobody",
        "person-new": "/admin/people/new",
        "person": f"/admin/people/{me}",
        "teams": "/admin/teams?postcode=3511AB&service=internet&kind=problem",
        "team": team,
        "rules": f"{team}/rules",
        "template": f"{team}/templates/{template}",
        "clocks": f"{team}/clocks",
        "endpoint": f"{team}/endpoints/{endpoint}",
        "keys": f"{team}/keys",
        "deliveries": "/admin/deliveries",
        "delivery": f"/admin/deliveries/{delivery}",
        "inbox": "/admin/inbox",
        "services": "/admin/services",
        "service": "/admin/services/tv",
        "outage-templates": "/admin/outage-templates",
        "duty": "/admin/duty",
        "changes": "/admin/changes",
        "checks": "/admin/checks",
    }


def people(admin: Client) -> None:
    """Enough to look like a company."""
    for name, role, teams in (
        ("Noor Visser", "solver", ["tv", "internet"]),
        ("Pieter de Groot", "manager", []),
        ("Fatima Aït-Lahcen", "employee", []),
        ("Jan-Willem van der Heijden-Oosterhuis", "solver", ["mobile", "telephony", "tv", "general"]),
    ):
        email = f"{name.split()[0].lower()}@example.org"
        admin.post("/people", {"email": email, "name": name, "role": role, "teams": teams})


def test_a_solver_and_an_employee_are_turned_away_kindly(browse) -> None:
    solver: Page = browse("solver")
    solver.goto("/admin")
    expect(solver.get_by_role("link", name="Teams", exact=False).first).to_be_visible()
    assert solver.locator('a[href="/admin/people"]').count() == 0
    solver.goto("/admin/people")
    expect(solver.get_by_role("heading")).to_contain_text("anderen")
    solver.goto("/admin/teams/tv")
    expect(solver.get_by_role("heading").first).to_be_visible()
    assert "TV Care" not in solver.content()
    employee: Page = browse("employee")
    employee.goto("/admin")
    expect(employee.get_by_text("Je bent ingelogd als Eva de Vries.", exact=False)).to_be_visible()
    employee.get_by_role("link", name="eigen eerste pagina", exact=False).click()
    expect(employee.get_by_role("heading", name="Hallo Eva de Vries")).to_be_visible()


def test_settings_can_be_kept_without_javascript(browse) -> None:
    page: Page = browse("admin", scripts=False)
    page.goto("/admin/services/new")
    page.get_by_label("Korte naam").fill("smart-home")
    page.locator("[name='title/nl']").fill("Slim huis")
    press(page, "Bewaren")
    expect(page.get_by_text("De dienst is er")).to_be_visible()
    page.get_by_role("link", name="Slim huis").click()
    press(page, "Weghalen")
    expect(page.get_by_text("De dienst is weg.")).to_be_visible()
