"""A session that ends in the middle of a form, somebody who was first, a double click, a server that is gone."""

import pytest
from playwright.sync_api import Page, expect

from tests.backend.board import sample as samples
from tests.e2e.browser.site import Site, axe


@pytest.fixture
def sample(site: Site) -> samples.Sample:
    return samples.add_to(site.app)


def fill(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Internet").check()


def test_a_session_that_ends_in_the_middle_is_mended_in_place(site: Site, browse, sample) -> None:
    page = browse("manager")
    page.goto("/sample")
    fill(page, "Kabelbreuk")
    site.end_sessions("manager")
    page.get_by_role("button", name="Add").click()
    dialog = page.get_by_role("dialog", name="Log opnieuw in")
    expect(dialog).to_be_visible()
    assert axe(page) == []
    assert page.get_by_label("Name").input_value() == "Kabelbreuk"
    dialog.get_by_label("E-mailadres").fill("manager@example.org")
    dialog.get_by_label("Wachtwoord").fill("wrong")
    dialog.get_by_role("button", name="Inloggen en verdergaan").click()
    expect(dialog.get_by_text("horen niet bij elkaar")).to_be_visible()
    dialog.get_by_label("Wachtwoord").fill("doorgeven-demo")
    dialog.get_by_role("button", name="Inloggen en verdergaan").click()
    expect(page.get_by_text("It is number 1.")).to_be_visible()
    assert [row["name"] for row in sample.rows] == ["Kabelbreuk"]


def test_without_scripts_it_is_mended_on_a_page_between(site: Site, browse, sample) -> None:
    page = browse("manager", scripts=False)
    page.goto("/sample")
    fill(page, "Kabelbreuk")
    site.end_sessions("manager")
    page.get_by_role("button", name="Add").click()
    assert page.get_by_role("heading", name="Log opnieuw in").is_visible()
    page.get_by_label("E-mailadres").fill("manager@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill("doorgeven-demo")
    page.get_by_role("button", name="Inloggen en verdergaan").click()
    assert page.get_by_text("It is number 1.").is_visible()
    assert sample.rows[0]["services"] == ["internet"]


def test_a_part_that_refreshes_itself_asks_to_sign_in_once(site: Site, browse, sample) -> None:
    page = browse("manager")
    page.goto("/sample")
    site.end_sessions("manager")
    dialog = page.get_by_role("dialog", name="Log opnieuw in")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Nu niet").click()
    page.get_by_label("Name").fill("I read on")
    expect(page.get_by_text("Je sessie is afgelopen, dus hier komt niets nieuws bij.")).to_be_visible()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(dialog).to_be_visible()


def test_the_second_of_two_sees_what_the_first_did(browse, sample) -> None:
    first, second = browse("manager"), browse("manager")
    for page in (first, second):
        page.goto("/sample/one")
    first.get_by_label("Name").fill("Of the first")
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_label("Name")).to_have_value("Of the first")
    second.get_by_label("Name").fill("Of the second")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_contain_text("Iemand anders heeft dit intussen veranderd")
    expect(second.get_by_text("Nu staat er: Of the first")).to_be_visible()
    expect(second.get_by_label("Name")).to_have_value("Of the second")
    assert second.evaluate("document.activeElement.getAttribute('role')") == "alert", (
        "whoever cannot see it hears of it"
    )
    assert axe(second) == []
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_have_count(0)
    assert sample.one["name"] == "Of the second"


def test_a_double_click_does_it_once(browse, sample) -> None:
    page = browse("manager")
    page.goto("/sample")
    fill(page, "Kabelbreuk")
    page.get_by_role("button", name="Add").dblclick()
    expect(page.get_by_text("It is number 1.")).to_be_visible()
    assert len(sample.rows) == 1


def test_new_rows_show_without_a_reload_and_nothing_that_is_known_is_sent_again(browse, sample) -> None:
    page = browse("manager")
    statuses = []
    page.on("response", lambda answer: statuses.append(answer.status) if "/rows" in answer.url else None)
    page.goto("/sample")
    page.get_by_label("Name").fill("I am typing")
    sample.rows.append({"name": "A new row"})
    expect(page.get_by_text("A new row")).to_be_visible()
    assert page.get_by_label("Name").input_value() == "I am typing"
    assert page.locator("[data-fresh-here]").inner_text().startswith("Actueel om ")
    page.wait_for_timeout(5500)
    assert statuses[0] == 200
    assert statuses[1:] != []
    assert set(statuses[1:]) == {304}


def test_while_the_server_is_gone_the_page_says_since_when_and_keeps_what_is_typed(site: Site, browse, sample) -> None:
    page = browse("manager")
    page.goto("/sample")
    fill(page, "Kabelbreuk")
    site.stop()
    page.get_by_role("button", name="Add").click()
    gone = page.get_by_text("Geen verbinding sinds")
    expect(gone).to_be_visible()
    assert page.get_by_label("Name").input_value() == "Kabelbreuk"
    site.start()
    expect(gone).to_be_hidden()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("It is number 1.")).to_be_visible()


def test_a_server_that_breaks_says_so_and_takes_nothing_away(site: Site, browse, sample, monkeypatch) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("broken")

    page = browse("manager", width=360)
    page.goto("/sample")
    fill(page, "Kabelbreuk")
    monkeypatch.setattr(sample, "add", broken)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Dat lukte even niet")).to_be_visible()
    assert page.get_by_label("Name").input_value() == "Kabelbreuk"


def test_keys_lead_through_the_rows_and_can_be_turned_off(browse, sample) -> None:
    sample.rows += [{"name": "One"}, {"name": "Two"}, {"name": "Three"}]
    page = browse("manager")
    page.goto("/sample")
    for key, name in (("j", "One"), ("j", "Two"), ("k", "One")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == name
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Toetsen op het toetsenbord")
    expect(keys).to_be_visible()
    assert axe(page) == []
    keys.get_by_label("Letters op het toetsenbord doen iets").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") != "One"
    page.get_by_label("Name").press("j")
    assert page.get_by_label("Name").input_value() == "j", "letters in a field are letters"


def test_the_keyboard_alone_fills_in_and_sends_a_form(browse, sample) -> None:
    page = browse("manager")
    page.goto("/sample")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.type("Kabelbreuk")
    for _ in range(20):
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is number 1.")).to_be_visible()
