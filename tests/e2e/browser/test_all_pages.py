"""What holds for every page there is: a new one is found by its links, and one that nothing leads to is named."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.backend.board.visitor import Visitor, text_of
from tests.e2e.browser.company import fill
from tests.e2e.browser.crawl import ROLES, START, Found, all_endpoints, crawl
from tests.e2e.browser.hostile import TEXTS
from tests.e2e.browser.site import Site, axe, choose, fits, shots

UNLINKED = {
    "pages_signing.sign_in": "where strangers come in",
    "pages_now.hours": "what the charts are drawn from",
    **{
        f"pages_wall.{name}": "a wall's link is shown once: test_words_and_walls.py looks at what is behind it"
        for name in ("wall", "wall_now", "wall_figures", "wall_hours")
    },
}
"""Pages that no link of a signed-in person leads to, and why."""

Opens = Callable[[str], Page]


def squashed(text: str) -> str:
    """Without what a page may break lines at."""
    return "".join(text.split())


@pytest.fixture
def opens(browse: Any) -> Opens:
    """One window for each person, kept."""
    kept: dict[str, Page] = {}

    def window(who: str) -> Page:
        if who not in kept:
            kept[who] = browse(who)
        return kept[who]

    return window


def each(found: Found, opens: Opens, many: int = 1, **size: int) -> Any:
    """Opens all pages, one after the other, at so many addresses of each."""
    for who, address in found.some(many):
        page = opens(who)
        if size:
            page.set_viewport_size({"width": size["width"], "height": 900})
        page.goto(address)
        yield who, address, page


def test_everything_is_reached_by_links_and_breaks_no_rule_of_axe_in_either_theme(site: Site, opens: Opens) -> None:
    found = crawl(site, more=fill(site)["more"])
    assert found.broken == []
    reached = found.others | {endpoint for pages in found.pages.values() for endpoint in pages}
    assert all_endpoints(site) - reached - set(UNLINKED) == set()
    wrong = []
    for theme in ("light", "dark"):
        for who in ROLES:
            choose(opens(who).context, site.address, theme, "nl")
        for who, address, page in each(found, opens):
            wrong += [f"{theme} {who} {address}: {line}" for line in axe(page)]
    assert wrong == []


def test_every_page_fits_a_phone(site: Site, opens: Opens) -> None:
    wide = []
    found = crawl(site, more=fill(site)["more"])
    for who, address, page in each(found, opens, width=360):
        if not fits(page):
            wide.append(f"{who} {address}")
        shots(page, "all" + address.partition("?")[0].replace("/", "_")[:60])
    assert wide == []


def test_fifty_hostile_texts_are_shown_as_text_on_every_page(site: Site, opens: Opens) -> None:
    """No dialog, no breach of the content policy, nothing asked from elsewhere: `browse` sees to that."""
    facts = fill(site, TEXTS)
    found = crawl(site, more=facts["more"])
    assert found.broken == []
    shown = ""
    for _, address, page in each(found, opens, 4, width=360):
        page.wait_for_timeout(100)
        shown += page.locator("body").inner_text() + "\n"
        assert page.url.endswith(address), "no text led elsewhere"
        assert page.locator("#main").count() == 1
        assert fits(page), address
        for planted in ("script:not([src])", "iframe", "object", "base", "[onerror]", "[onload]", "[hx-on\\:load]"):
            assert page.locator(planted).count() == 0, (address, planted)
    there = [text for text in TEXTS if squashed(text) in squashed(shown)]
    assert len(there) > 30, "most of them were on a page that was opened"
    solver = Visitor(site.app, "solver")
    for ticket, text in zip(facts["tickets"], TEXTS, strict=True):
        assert squashed(text) in squashed(text_of(solver.get(f"/desk/tickets/{ticket['id']}").text)), text


def test_the_first_day_of_a_company_reads_well(site: Site, opens: Opens) -> None:
    """No tickets, no outages, nothing set: every page has its words, and says what is to come."""
    found = crawl(site)
    assert found.broken == []
    for _, address, page in each(found, opens, width=360):
        words = page.locator("main").inner_text()
        assert len(words) > 20, address
        for hole in ("None", "NaN", "undefined", "Infinity", "{{", "%("):
            assert hole not in words, (address, hole)
        assert page.locator("main h1").count() == 1, address
        assert fits(page), address
        assert axe(page) == [], address
        shots(page, "first-day" + address.partition("?")[0].replace("/", "_")[:60])


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(site: Site, opens: Opens) -> None:
    lost = []
    found = crawl(site, more=fill(site)["more"])
    for who, address, page in each(found, opens):
        wanted = page.evaluate(_MARK)
        page.evaluate("document.activeElement.blur()")
        seen: set[str] = set()
        rounds = 0
        # A field for a moment has six stops of its own; a page that begins in its first field needs a second round.
        for _ in range(7 * wanted):
            page.keyboard.press("Tab")
            at = page.evaluate(_AT)
            if at is None:
                rounds += 1
                if rounds == 2 or len(seen) == wanted:
                    break
                continue
            seen.add(at["mark"])
            if not at["shown"]:
                lost.append(f"{who} {address}: focus is not to be seen on {at['html']}")
        missed = [one for one in page.evaluate(_MARKED) if one["mark"] not in seen]
        lost += [f"{who} {address}: not reached: {one['html']}" for one in missed]
    assert lost == []


def test_whoever_a_page_is_not_for_is_turned_away(site: Site) -> None:
    """Each page, as everybody else: 403 or 404, never the page, and a stranger is asked to sign in."""
    found = crawl(site, more=fill(site)["more"])
    stranger = Visitor(site.app)
    for who, pages in found.pages.items():
        for endpoint, addresses in pages.items():
            if not getattr(site.app.view_functions[endpoint], "signs_in", False):
                continue
            answer = stranger.get(addresses[0])
            assert answer.status_code in (303, 404), addresses[0]
            for other in ROLES:
                if endpoint not in (*found.pages[other], START) and other != who:
                    status = Visitor(site.app, other).get(addresses[0]).status_code
                    assert status in (403, 404), (other, addresses[0], status)


_FOCUSABLE = """[...document.querySelectorAll(
  'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(
  (it) => it.checkVisibility() && !it.disabled && it.type !== 'hidden' && it.tabIndex >= 0
    && !it.closest('dialog:not([open])')
    && !(it.type === 'radio' && document.querySelectorAll(`input[type=radio][name="${it.name}"]`).length > 1))"""
_MARK = f"""() => {{
  const all = {_FOCUSABLE};
  all.forEach((it, n) => {{ it.dataset.mark = 'm' + n; }});
  return all.length;
}}"""
_MARKED = """() => [...document.querySelectorAll('[data-mark]')].map(
  (it) => ({ mark: it.dataset.mark, html: it.outerHTML.slice(0, 120) }))"""
_AT = """() => {
  const it = document.activeElement;
  if (!it || it === document.body || it === document.documentElement) return null;
  const style = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const shown = outlined && box.width > 0 && box.height > 0;
  return { mark: it.dataset.mark ?? '', html: it.outerHTML.slice(0, 120), shown };
}"""
