"""A company on its first day: every page there is, with nothing to show on it."""

from tests.e2e.browser.crawl import Opens, crawl, each
from tests.e2e.browser.site import Site, axe, fits, shots


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
