"""The managers' board in a real browser: from suspected to closed, and dismissed; two at once; who it is not for."""

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend import db
from backend.clock import now
from backend.figures import services as figures
from backend.outages.services import suspect
from shared.vocabulary import Impact
from tests.backend.outages.declared import declare, moment
from tests.e2e.browser.site import Site, axe, fits, shots


def suspected(site: Site, **changes: Any) -> str:
    """A suspicion, as detection raises it from tickets."""
    facts: dict[str, Any] = {"areas": ["3511"], "services": ["internet"], "impact": Impact.MAJOR}
    facts |= {"since": now() - dt.timedelta(minutes=12), **changes}
    with site.app.app_context():
        return str(db.write(lambda: suspect(**facts)[0].id))


def told(site: Site, outage_id: str) -> dict[str, Any]:
    """The outage as the API shows it to a manager."""
    return dict(site.api("manager").get(f"/outages/{outage_id}").json)


def card(page: Page, outage_id: str) -> Any:
    return page.locator(f"#outage-{outage_id}")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_suspicion_is_confirmed_in_one_tap_and_goes_its_way_until_it_is_closed(
    site: Site, browse, scripts: bool
) -> None:
    manager = site.api("manager")
    template = {
        "slug": "cut",
        "title": {"nl": "Kabelbreuk", "en": "Cable cut"},
        "status": "identified",
        "text": {"nl": "Kabel stuk in {where}.", "en": "Cable cut in {where}."},
    }
    assert manager.post("/outage-templates", template).status_code == 201
    outage = suspected(site)
    page = browse("manager", width=360, scripts=scripts)
    page.goto("/")
    expect(page.get_by_role("heading", name="Te beslissen: 1")).to_be_visible()
    expect(card(page, outage)).to_contain_text("Niemand")
    card(page, outage).get_by_role("button", name="Bevestig de storing").click()
    expect(page.get_by_text("Bevestigd: iedereen")).to_be_visible()
    after = told(site, outage)
    assert (after["status"], after["updates"][0]["text"]["en"]) == (
        "investigating",
        "There is an outage. We are looking for the cause.",
    )
    assert after["next_update_at"] > moment(minutes=40)
    expect(card(page, outage)).to_contain_text("nieuws uiterlijk")

    card(page, outage).get_by_role("link", name="Vertel hoe het gaat").click()
    page.get_by_label("Uit een sjabloon").select_option("cut")
    page.get_by_role("button", name="Vul in").click()
    expect(page.get_by_role("heading", name="Zo lezen mensen het")).to_be_visible()
    expect(page.locator("[name='text/nl']")).to_have_value("Kabel stuk in 3511 Utrecht.")
    assert len(told(site, outage)["updates"]) == 1
    page.locator("[name='text/en']").fill("A digger cut the cable in 3511 Utrecht.")
    page.get_by_role("button", name="Voorbeeld").click()
    expect(page.locator(".preview [lang=en]")).to_contain_text("A digger cut the cable")
    page.get_by_role("button", name="Vertel het").click()
    expect(page.get_by_text("Verteld: iedereen")).to_be_visible()
    after = told(site, outage)
    assert (after["status"], after["updates"][0]["text"]["en"]) == (
        "identified",
        "A digger cut the cable in 3511 Utrecht.",
    )

    page.get_by_role("link", name="Wijzigen").click()
    page.locator("[name=areas]").fill("3511\nplace:De Bilt")
    page.get_by_role("button", name="Wijzigen").click()
    expect(page.get_by_text("Gewijzigd.", exact=True)).to_be_visible()
    assert told(site, outage)["areas"] == ["3511", "place:De Bilt"]

    page.get_by_role("link", name="Het werkt weer").click()
    page.get_by_role("button", name="Vertel het").click()
    expect(page.get_by_text("Verteld: iedereen")).to_be_visible()
    page.get_by_role("link", name="Afsluiten").click()
    page.locator("[name='postmortem/nl']").fill("Een graafmachine. Voortaan eerst vragen.")
    page.get_by_role("button", name="Vertel het").click()
    expect(page.get_by_role("heading", name="Terugblik")).to_be_visible()
    after = told(site, outage)
    assert (after["status"], after["postmortem"]["nl"]) == ("closed", "Een graafmachine. Voortaan eerst vragen.")
    assert fits(page)


def test_a_suspicion_is_dismissed_in_one_tap_and_nobody_hears_of_it(site: Site, browse) -> None:
    outage = suspected(site)
    page = browse("manager")
    page.goto("/board")
    card(page, outage).get_by_role("button", name="Verwerp").click()
    expect(page.get_by_text("Verworpen: niemand had ervan gehoord.")).to_be_visible()
    expect(page.get_by_role("heading", name="Alles is rustig")).to_be_visible()
    assert told(site, outage)["status"] == "dismissed"
    assert site.api("employee").get(f"/outages/{outage}").status_code == 404


def test_who_says_to_have_it_has_it_and_who_is_late_to_dismiss_sees_what_was_decided(site: Site, browse) -> None:
    manager = site.api("manager")
    me = manager.get("/me").json
    etag = manager.get("/duty").headers["ETag"]
    assert manager.call("PUT", "/duty", {"people": [me["id"]]}, If_Match=etag).status_code == 200
    outage = suspected(site)
    page, late = browse("manager"), browse("manager")
    page.goto("/board")
    late.goto("/board")
    expect(card(page, outage)).to_contain_text("geen antwoord")
    card(page, outage).get_by_role("button", name="Ik pak het op").click()
    expect(page.get_by_text("Jij pakt het op")).to_be_visible()
    expect(card(page, outage).locator(".five")).to_contain_text(me["name"])
    assert manager.get("/alerts").json["items"][0]["status"] == "acknowledged"
    dismiss = late.locator(f"form[action='/board/outages/{outage}/dismiss'] button")
    late.evaluate("document.querySelector('[data-live]').removeAttribute('hx-get')")
    card(page, outage).get_by_role("button", name="Bevestig de storing").click()
    expect(page.get_by_text("Bevestigd: iedereen")).to_be_visible()
    dismiss.click()
    expect(late.get_by_text("Iemand heeft hier al over beslist.")).to_be_visible()
    assert told(site, outage)["status"] == "investigating"


def test_what_comes_in_shows_within_seconds_and_the_second_of_two_sees_what_the_first_did(site: Site, browse) -> None:
    first, second = browse("manager"), browse("manager")
    first.goto("/board")
    outage = suspected(site)
    expect(card(first, outage)).to_be_visible(timeout=8000)
    second.goto(f"/board/outages/{outage}/confirm")
    second.locator("[name='title/nl']").fill("Mijn eigen titel")
    manager = site.api("manager")
    etag = manager.get(f"/outages/{outage}").headers["ETag"]
    assert manager.patch(f"/outages/{outage}", {"title": {"nl": "Van een ander"}}, etag).status_code == 200
    second.get_by_role("button", name="Bevestig de storing").first.click()
    expect(second.locator("q", has_text="Van een ander")).to_be_visible()
    expect(second.locator("[name='title/nl']")).to_have_value("Mijn eigen titel")
    assert told(site, outage)["status"] == "suspected"
    second.get_by_role("button", name="Bevestig de storing").first.click()
    expect(second.get_by_text("Bevestigd: iedereen")).to_be_visible()
    assert told(site, outage)["title"]["nl"] == "Mijn eigen titel"


def test_an_outage_is_declared_merged_and_work_is_planned_and_moved(site: Site, browse) -> None:
    manager = site.api("manager")
    other = declare(manager, title={"nl": "Grote storing"}, areas=["3512"])
    page = browse("manager", language="en")
    page.goto("/board/outages/new")
    page.get_by_role("button", name="Declare it").click()
    expect(page.get_by_text("Look at this first")).to_be_visible()
    page.locator("[name='title/en']").fill("No internet in Utrecht")
    page.get_by_label("Internet").check()
    page.locator("[name=areas]").fill("3599")
    page.get_by_role("button", name="Declare it").click()
    expect(page.get_by_text("There is no area 3599").first).to_be_visible()
    expect(page.locator("[name='title/en']")).to_have_value("No internet in Utrecht")
    page.locator("[name=areas]").fill("3511")
    page.get_by_role("button", name="Declare it").click()
    expect(page.get_by_role("heading", name="No internet in Utrecht")).to_be_visible()
    page.get_by_role("link", name="Part of another").click()
    page.get_by_label("Goes on as").select_option(other["id"])
    page.get_by_role("button", name="Merge it").click()
    expect(page.get_by_role("heading", name="Grote storing")).to_be_visible()
    assert set(told(site, other["id"])["areas"]) == {"3511", "3512"}

    page.goto("/board/outages/new?kind=maintenance")
    page.locator("[name='title/en']").fill("New exchange")
    page.get_by_label("Internet").check()
    page.locator("[name=areas]").fill("8011")
    start = now() + dt.timedelta(days=3)
    page.locator("[name=started_at]").fill(f"{start:%Y-%m-%dT01:00}")
    page.locator("[name=expected_end_at]").fill(f"{start:%Y-%m-%dT05:00}")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", name="New exchange")).to_be_visible()
    page.get_by_role("link", name="Change it").click()
    page.locator("[name=started_at]").fill(f"{start:%Y-%m-%dT02:00}")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("The planned work has been moved")).to_be_visible()
    page.get_by_role("link", name="Call it off").click()
    page.get_by_role("button", name="Tell it").click()
    expect(page.get_by_text("Called off").first).to_be_visible()


def test_figures_follow_what_comes_in_and_a_blind_spot_leads_to_a_form_filled_in(site: Site, browse) -> None:
    site.work()
    page = browse("manager", width=360)
    page.goto("/board")
    employee = site.api("employee")
    for number in range(8):
        employee.submit(service="tv", customer={"name": f"Friend {number}", "postcode": "8011AB"})
    spot = page.locator(".spots li", has_text="Zwolle")
    expect(spot).to_contain_text("8 meldingen over Televisie, en geen storing", timeout=15000)
    expect(page.locator("tr", has=page.get_by_role("rowheader", name="Overijssel"))).to_contain_text("8")
    expect(page.locator(".plots figure")).to_have_count(6)
    expect(page.locator(".plots canvas").first).to_be_visible()
    page.get_by_role("button", name="7 dagen").click()
    expect(page.locator(".plots canvas")).to_have_count(6)
    assert fits(page)
    spot.get_by_role("link").click()
    expect(page.get_by_label("Televisie")).to_be_checked()
    expect(page.locator("[name=areas]")).to_have_value("place:Zwolle")


@pytest.mark.parametrize("role", ["employee", "solver", "admin"])
def test_who_it_is_not_for_is_told_so_kindly(site: Site, browse, role: str) -> None:
    outage = suspected(site)
    page = browse(role)
    for path in ("/board", "/board/outages", f"/board/outages/{outage}", f"/board/outages/{outage}/confirm"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 403
        assert "3511" not in page.content()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_outages_break_no_rule_of_axe(site: Site, browse, theme: str) -> None:
    manager, employee = site.api("manager"), site.api("employee")
    for service in ("internet", "internet", "tv"):
        employee.submit(service=service)
    with site.app.app_context():
        figures.catch_up()
    unsure = suspected(site)
    row = declare(manager, impact="critical", areas=["1011"], next_update_at=moment(hours=1))
    declare(manager, kind="maintenance", started_at=moment(hours=5), expected_end_at=moment(hours=6))
    manager.post(f"/outages/{row['id']}/updates", {"text": {"nl": "Kabel stuk"}, "status": "identified"})
    page = browse("manager", theme=theme)
    paths = {
        "board": "/board",
        "outages": "/board/outages",
        "outage": f"/board/outages/{row['id']}",
        "confirm": f"/board/outages/{unsure}/confirm",
        "update": f"/board/outages/{row['id']}/update",
        "change": f"/board/outages/{row['id']}/change",
        "merge": f"/board/outages/{row['id']}/merge",
        "declare": "/board/outages/new",
    }
    for name, path in paths.items():
        page.goto(path)
        assert axe(page) == [], path
        if theme == "light":
            page.set_viewport_size({"width": 360, "height": 800})
            assert fits(page), path
            page.set_viewport_size({"width": 1280, "height": 900})
            shots(page, name)
