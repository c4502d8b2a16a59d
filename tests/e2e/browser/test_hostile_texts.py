"""Texts that somebody might send to make a page do something are texts, on each page that there is."""

from tests.backend.board.visitor import Visitor, text_of
from tests.e2e.browser.company import fill
from tests.e2e.browser.crawl import Opens, crawl, each
from tests.e2e.browser.hostile import TEXTS
from tests.e2e.browser.site import Site, fits

_PLANTED = """() => [
  "script:not([src])", "iframe", "object", "base", "[onerror]", "[onload]", "[hx-on\\\\:load]"
].filter((one) => document.querySelector(one))"""


def squashed(text: str) -> str:
    """Without what a page may break lines at."""
    return "".join(text.split())


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
        assert page.evaluate(_PLANTED) == [], address
    there = [text for text in TEXTS if squashed(text) in squashed(shown)]
    assert len(there) > 30, "most of them were on a page that was opened"
    solver = Visitor(site.app, "solver")
    for ticket, text in zip(facts["tickets"], TEXTS, strict=True):
        assert squashed(text) in squashed(text_of(solver.get(f"/desk/tickets/{ticket['id']}").text)), text
