"""Coming in and going out, language and light, in a real browser."""

import pytest

from tests.e2e.browser.site import axe, fits, shots


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_signs_in_chooses_and_signs_out(browse, scripts: bool) -> None:
    page = browse(width=360, scripts=scripts)
    page.goto("/")
    page.get_by_label("E-mailadres").fill("employee@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill("not it")
    page.get_by_role("button", name="Inloggen").click()
    assert page.get_by_text("horen niet bij elkaar").is_visible()
    assert page.get_by_label("E-mailadres").input_value() == "employee@example.org"
    page.get_by_label("Wachtwoord", exact=True).fill("doorgeven-demo")
    page.get_by_role("button", name="Inloggen").click()
    assert page.get_by_role("heading", name="Hallo Eva de Vries").is_visible()
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", name="Hello Eva de Vries").is_visible()
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert fits(page)
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_text("You are signed out.").is_visible()
    page.goto("/")
    assert page.get_by_role("heading", name="Sign in").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_pages_break_no_rule_of_axe(browse, theme: str) -> None:
    stranger, employee = browse(theme=theme), browse("employee", theme=theme)
    stranger.goto("/sign-in")
    assert axe(stranger) == []
    shots(stranger, "sign-in")
    employee.goto("/")
    employee.locator("details.menu summary").click()
    assert axe(employee) == []
    shots(employee, "start")
    employee.goto("/no/such/page")
    assert axe(employee) == []


def test_a_page_that_the_browser_has_kept_is_shown_to_nobody_after_signing_out(browse) -> None:
    """Playwright turns the browser's own way back off: what it would tell the page is played."""
    page = browse("manager")
    page.goto("/board")
    other = page.context.new_page()
    other.goto("/board")
    back = "window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    page.evaluate(back)
    assert page.locator("main h1").is_visible(), "as long as somebody is signed in it is theirs"
    other.get_by_role("button", name="Menu").or_(other.locator("details.menu summary")).first.click()
    other.locator("form[action='/sign-out'] button").click()
    other.wait_for_url("**/sign-in")
    page.evaluate(back)
    page.wait_for_url("**/sign-in?next=%2Fboard")
