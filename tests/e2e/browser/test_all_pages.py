"""What holds for every page there is: a new one is found by its links, and one that nothing leads to is named."""

from collections.abc import Iterator

import pytest

from tests.backend.board.visitor import Visitor
from tests.backend.databases import SQLite
from tests.e2e.browser.company import fill
from tests.e2e.browser.crawl import ROLES, START, Found, Opens, all_endpoints, crawl, each
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


@pytest.fixture(scope="module")
def site(sqlite: SQLite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One for all of these, which only look."""
    with sqlite.fresh() as url:
        site = Site(url, tmp_path_factory.mktemp("pages"))
        site.start()
        yield site
        site.close()


@pytest.fixture(scope="module")
def found(site: Site) -> Found:
    """A company at work, and its pages."""
    return crawl(site, more=fill(site)["more"])


def test_everything_is_reached_by_links_and_breaks_no_rule_of_axe_in_either_theme(
    site: Site, found: Found, opens: Opens
) -> None:
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


def test_every_page_fits_a_phone(found: Found, opens: Opens) -> None:
    wide = []
    for who, address, page in each(found, opens, width=360):
        if not fits(page):
            wide.append(f"{who} {address}")
        shots(page, "all" + address.partition("?")[0].replace("/", "_")[:60])
    assert wide == []


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(found: Found, opens: Opens) -> None:
    lost = []
    for who, address, page in each(found, opens):
        wanted = page.evaluate(_MARK)
        page.evaluate("document.activeElement.blur()")
        seen: set[str] = set()
        # A field for a moment has six stops of its own; a page that begins in its first field needs a second round.
        for _ in range(7):
            for _ in range(wanted):
                page.keyboard.press("Tab")
            stops = page.evaluate("stops.splice(0)")
            seen |= {stop["mark"] for stop in stops}
            hidden = {stop["html"] for stop in stops if not stop["shown"]}
            lost += [f"{who} {address}: focus is not to be seen on {html}" for html in hidden]
            if len(seen - {""}) == wanted:
                break
        missed = [one for one in page.evaluate(_MARKED) if one["mark"] not in seen]
        lost += [f"{who} {address}: not reached: {one['html']}" for one in missed]
    assert lost == []


def test_whoever_a_page_is_not_for_is_turned_away(site: Site, found: Found) -> None:
    """Each page, as everybody else: 403 or 404, never the page, and a stranger is asked to sign in."""
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
  window.stops = [];
  document.addEventListener('focusin', ({{ target: it }}) => {{
    const style = getComputedStyle(it);
    const box = it.getBoundingClientRect();
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const shown = outlined && box.width > 0 && box.height > 0;
    window.stops.push({{ mark: it.dataset.mark ?? '', html: it.outerHTML.slice(0, 120), shown }});
  }});
  return all.length;
}}"""
_MARKED = """() => [...document.querySelectorAll('[data-mark]')].map(
  (it) => ({ mark: it.dataset.mark, html: it.outerHTML.slice(0, 120) }))"""
