"""Looking back in a real browser: any period, its figures, its outages and its files."""

import pytest
from playwright.sync_api import expect

from backend.figures import services as figures
from tests.backend.outages.declared import declare, moment, rewind, update
from tests.e2e.browser.site import Site, axe, fits, shots


def filled(site: Site) -> None:
    manager, employee = site.api("manager"), site.api("employee")
    for service in ("internet", "tv", "tv"):
        employee.submit(service=service)
    row = declare(manager, title={"nl": "Kabel stuk"}, next_update_at=moment(hours=1))
    rewind(site.app, row, hours=2)
    update(manager, row, status="resolved", text={"nl": "Hersteld"})
    with site.app.app_context():
        figures.catch_up()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_period_is_looked_back_on_and_saved(site: Site, browse, scripts: bool) -> None:
    filled(site)
    page = browse("manager", scripts=scripts)
    page.goto("/board/past")
    row = page.get_by_role("row", name="Kabel stuk")
    expect(row).to_contain_text("2 u")
    expect(row).to_contain_text("0 / 1")
    tv = page.locator("table", has=page.get_by_text("Per dienst")).first.locator("tr", has_text="Televisie")
    expect(tv.locator("td").first).to_have_text("2")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Meldingen per team en dienst").click()
    text = saved.value.path().read_text("utf-8-sig")
    assert "tv" in text.lower()
    assert saved.value.suggested_filename.endswith(".csv")
    page.locator("[name=from]").fill("2026-01-01")
    page.locator("[name=to]").fill("2025-12-31")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_text("Het einde ligt voor het begin").first).to_be_visible()
    page.get_by_role("link", name="7 dagen").click()
    expect(page.get_by_role("row", name="Kabel stuk")).to_be_visible()
    page.goto("/board/past?from=2020-01-01&to=2020-02-01")
    expect(page.get_by_text("Er was in die tijd geen storing.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_breaks_no_rule_of_axe_and_fits_a_phone(site: Site, browse, theme: str) -> None:
    filled(site)
    page = browse("manager", theme=theme)
    page.goto("/board/past")
    assert axe(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    if theme == "light":
        shots(page, "past")


def test_others_neither_look_back_nor_save(site: Site, browse) -> None:
    for role in ("employee", "solver", "admin"):
        page = browse(role)
        for path in ("/board/past", "/board/past.csv", "/board/hours", "/board/figures"):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 403, path
