"""A very bad night: 300 open outages, and the board still says what is worst, in one look."""

from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from backend import db
from backend.accounts import services as accounts
from backend.accounts.caller import Caller
from backend.clock import now
from backend.outages import services as outages
from shared.vocabulary import Role
from tests.e2e.browser.site import Site, fits, shots

MANY = 300
AREAS = ("3511", "1011", "9711", "6211", "province:Utrecht", "province:Limburg", "NL")


def declare_many(site: Site) -> None:
    """All of them minor but one, which is the last."""
    with site.app.app_context():
        person = accounts.find_person("manager@example.org")
        assert person is not None
        who = Caller(person.id, person.name, "nl", Role.MANAGER, frozenset())

        def declared(number: int) -> None:
            data: dict[str, Any] = {"title": {"nl": f"Storing {number}", "en": None}, "services": ["internet"]}
            data |= {
                "areas": [AREAS[number % len(AREAS)]],
                "kind": "outage",
                "started_at": now() - timedelta(minutes=number),
            }
            outages.declare(who, {**data, "impact": "critical" if number == MANY - 1 else "minor"})

        db.session.rollback()
        db.write(lambda: [declared(number) for number in range(MANY)] and None)


def test_the_worst_stands_first_and_the_page_holds(site: Site, browse) -> None:
    declare_many(site)
    page = browse("manager", width=360)
    answer = page.goto("/board")
    assert len(answer.body()) < 2_000_000
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(MANY))
    expect(page.locator("[id^=outage-]").first).to_contain_text(f"Storing {MANY - 1}")
    assert fits(page)
    shots(page, "many-outages")
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert fits(page)
    assert page.goto("/board/outages").status == 200
    assert fits(page)
