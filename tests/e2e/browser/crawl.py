"""Every page that there is, found by following links as each role does, and one address of each."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from tests.backend.board.visitor import Visitor
from tests.e2e.browser.site import Site

ROLES = ("manager", "solver", "admin", "employee")
_LINK = re.compile(r'<a\b[^>]*\shref="([^"]+)"')
_PART = re.compile(r'hx-get="([^"]+)"')
START = "pages_start.start"
Opens = Callable[[str], Page]
"""A window of somebody, kept."""
MOST = 400
"""Addresses looked at as one role: beyond that something leads on without end."""


@dataclass
class Found:
    """Pages by role and by what answers there (the endpoint), some addresses of each; `others` are parts and files."""

    pages: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)

    def some(self, many: int = 1) -> list[tuple[str, str]]:
        """So many addresses of each page, as whoever sees it first."""
        seen: dict[str, list[tuple[str, str]]] = {}
        for who, pages in self.pages.items():
            for endpoint, addresses in pages.items():
                # The start page is another one for each.
                seen.setdefault(endpoint if endpoint != START else who, [(who, one) for one in addresses[-many:]])
        return [one for several in seen.values() for one in several]


def crawl(site: Site, *, more: tuple[str, ...] = ()) -> Found:
    """Follows every link; `more` are addresses that no page leads to."""
    found = Found()
    for who in ROLES:
        visitor = Visitor(site.app, who, origin=site.address)
        pages = found.pages.setdefault(who, {})
        waiting, known = ["/", *more], set()
        while waiting and len(known) < MOST:
            address = waiting.pop(0).partition("#")[0]
            endpoint = endpoint_of(site, address)
            if address in known or not endpoint.startswith("pages_") or len(pages.get(endpoint, ())) >= _many(endpoint):
                continue
            known.add(address)
            answer = visitor.get(address)
            if answer.status_code in (302, 303):
                found.others.add(endpoint)
                waiting.append(answer.headers["Location"])
            elif answer.status_code in (403, 404) and address in more:
                continue
            elif answer.status_code != 200:
                found.broken.append(f"{who} {address}: {answer.status_code}")
            elif answer.mimetype != "text/html" or "<html" not in answer.text:
                found.others.add(endpoint)
            else:
                pages.setdefault(endpoint, []).append(address)
                found.others |= {endpoint_of(site, html.unescape(part)) for part in _PART.findall(answer.text)}
                waiting += [html.unescape(link) for link in _LINK.findall(answer.text) if link.startswith("/")]
    return found


def endpoint_of(site: Site, address: str) -> str:
    """What answers a GET there; empty where nothing of ours does."""
    try:
        return str(site.app.url_map.bind("").match(address.partition("?")[0], method="GET")[0])
    except HTTPException:
        return ""


def all_endpoints(site: Site) -> set[str]:
    """All that answers a GET with a page, a part of one, or a file of a page's."""
    rules = site.app.url_map.iter_rules()
    return {rule.endpoint for rule in rules if rule.endpoint.startswith("pages_") and "GET" in (rule.methods or ())}


def _many(endpoint: str) -> int:
    # Outages and tickets in other states have other ways to go on.
    return 8 if endpoint != START else 1


def each(found: Found, opens: Opens, many: int = 1, **size: int) -> Iterator[tuple[str, str, Page]]:
    """Opens all pages, one after the other, at so many addresses of each."""
    for who, address in found.some(many):
        page = opens(who)
        if size:
            page.set_viewport_size({"width": size["width"], "height": 900})
        page.goto(address)
        yield who, address, page
