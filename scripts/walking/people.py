"""Whoever walks, in a browser of their own, and the colleagues who pass things on meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

from scripts.processes.api import Person
from scripts.processes.employees import PASSWORD
from scripts.walking.book import Book

MILLISECONDS = 20_000.0


class Walker:
    """Somebody new at a browser: `page` to act on, `sees` for what must come, `picture` for the book."""

    def __init__(self, page: Page, book: Book) -> None:
        self.page, self._book = page, book

    def does(self, text: str) -> None:
        """A sentence of the book, said before it is done."""
        self._book.says(text)

    def presses(self, name: str, *, exact: bool = True) -> None:
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def follows(self, name: str, *, exact: bool = True) -> None:
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def fills(self, name: str, text: str) -> None:
        """The field of that name in the form's own words (a JSON pointer)."""
        self.page.locator(f"[name='{name}']").last.fill(text)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=MILLISECONDS)

    def picture(self, words: str, *, full: bool = False, as_well: str = "") -> None:
        """What is on the screen now; `full`: all of the page; `as_well`: its name among the README's pictures."""
        self.page.wait_for_load_state("networkidle")
        self._book.shows(self.page.screenshot(full_page=full, animations="disabled", caret="hide"), words, as_well)


@contextmanager
def somebody(browser: Browser, address: str, book: Book, **how: Any) -> Iterator[Walker]:
    """A new browser, `width` and `height` wide and high, in `theme` and `language`."""
    width, height = how.get("width", 1024), how.get("height", 720)
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        locale="nl-NL" if how.get("language") == "nl" else "en-GB",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    context.set_default_timeout(MILLISECONDS)
    chosen = {"doorgeven_language": how.get("language", "en"), "doorgeven_theme": how.get("theme", "light")}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in chosen.items()])
    try:
        yield Walker(context.new_page(), book)
    finally:
        context.close()


def colleague(address: str, name: str = "employee") -> Person:
    """Somebody with the app."""
    return Person(address, f"{name}@example.org", PASSWORD)


def pass_on(who: Person, description: str, postcode: str, house_number: str, name: str) -> Any:
    """A problem of a friend, as the app sends it."""
    phone = f"06{int(house_number) * 1_234_567 % 100_000_000:08}"
    customer = {"name": name, "phone": phone, "postcode": postcode, "house_number": house_number}
    body = {"kind": "problem", "service": "internet", "severity": "major", "description": description}
    return who.post("/tickets", {**body, "customer": customer})
