"""Reporters' words, and the board on a wall, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.backend.outages.declared import declare, moment, update
from tests.e2e.browser.site import Site, axe, fits, shots


def test_words_are_read_as_they_are_but_for_what_leads_to_somebody(site: Site, browse) -> None:
    employee = site.api("employee")
    for number in range(52):
        employee.submit(description=f"Internet weg, nummer {number}")
    employee.submit(
        service="tv", description="<b>Beeld</b> weg. Bel oma: 06-12 34 56 78", customer={"postcode": "4381AB"}
    )
    page = browse("manager")
    page.goto("/board/words")
    first = page.locator(".words li").first
    expect(first).to_contain_text("<b>Beeld</b> weg. Bel oma: [telefoonnummer]")
    assert "06-12" not in page.content()
    page.get_by_role("link", name="Verder").click()
    expect(page.locator(".words li").last).to_contain_text("nummer 0")
    page.get_by_label("Waar").fill("province:Zeeland")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator(".words li")).to_have_count(1)
    page.get_by_label("Waar").fill("province:Zeewolde")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_text("Er is geen gebied Zeewolde").first).to_be_visible()
    assert len(site.api("manager").get("/readings?limit=100").json["items"]) == 53
    for role in ("employee", "solver", "admin"):
        answer = browse(role).goto("/board/words")
        assert answer is not None
        assert answer.status == 403


def test_a_wall_shows_figures_until_it_is_ended(site: Site, browse) -> None:
    manager = site.api("manager")
    site.api("employee").submit(description="Woorden die niemand op een muur leest")
    row = declare(
        manager,
        title={"nl": "<img src=x onerror=alert(1)>Kabel stuk", "en": "Cable cut"},
        impact="critical",
        next_update_at=moment(hours=1),
    )
    page, screen = browse("manager"), browse(width=1920, height=1080)
    page.goto("/board/walls")
    page.get_by_label("Waar het hangt").fill("Hal")
    page.get_by_role("button", name="Maak een link").click()
    link = page.get_by_label("De link").input_value()
    screen.goto(link)
    expect(screen.get_by_role("heading", name="Kabel stuk")).to_be_visible()
    assert screen.locator("button, main a, form, input:not([data-keys-on])").count() == 0
    assert "Woorden die niemand" not in screen.content()
    expect(screen.locator(".plots canvas").first).to_be_visible()
    assert axe(screen) == []
    assert fits(screen)
    shots(screen, "wall")
    update(manager, row, status="resolved", text={"nl": "Hersteld"})
    expect(screen.get_by_role("heading", name="Alles is rustig")).to_be_visible(timeout=8000)
    page.goto("/board/walls")
    assert link not in page.content()
    page.get_by_role("button", name="Beëindig").click()
    expect(page.get_by_text("Dat scherm toont niets meer.")).to_be_visible()
    expect(screen.get_by_text("Dit scherm toont niets meer.")).to_be_visible(timeout=8000)
    nobody = browse().goto("/wall/not-a-link-of-ours")
    assert nobody is not None
    assert nobody.status == 404


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_these_pages_break_no_rule_of_axe(site: Site, browse, theme: str) -> None:
    page = browse("manager", theme=theme)
    for name in ("words", "walls"):
        page.goto(f"/board/{name}")
        assert axe(page) == [], name
    site.api("employee").submit(description="Sinds vanmiddag geen internet. Bel 06-12345678.")
    for name in ("words", "walls"):
        page.goto(f"/board/{name}")
        assert axe(page) == [], name
        page.set_viewport_size({"width": 360, "height": 800})
        assert fits(page), name
        if theme == "light":
            shots(page, name)
