"""Tests in a real browser: `site` serves, `browse("manager")` opens a page as somebody. Without Chromium they skip."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.backend import passwords, templates
from tests.backend.databases import SQLite
from tests.chromium import needed
from tests.e2e.browser.crawl import Opens
from tests.e2e.browser.site import Browsing, Site

passwords.make_cheap()
templates.compile_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(needed)


@pytest.fixture(scope="session")
def sqlite() -> Iterator[SQLite]:
    server = SQLite()
    yield server
    server.close()


@pytest.fixture
def environment() -> dict[str, str]:
    """Settings beside the address; a test overrides it to have others."""
    return {}


@pytest.fixture
def site(sqlite: SQLite, tmp_path: Path, environment: dict[str, str]) -> Iterator[Site]:
    """The demo company, served, with no tickets; `site.work()` starts its worker, `site.api("solver")` is the API."""
    with sqlite.fresh() as url:
        site = Site(url, tmp_path, **environment)
        site.start()
        yield site
        site.close()


@pytest.fixture
def browse(site: Site, chromium: Any) -> Iterator[Callable[..., Any]]:
    """`browse("manager", width=360, theme="dark", language="en", scripts=False)`: a Playwright page as that person.

    At the end nothing may have gone wrong in any of them: no dialog, no breach of the content policy, no request to
    elsewhere, no error. A test that makes one on purpose empties `browse.told`.
    """
    browsing = Browsing(site, chromium)
    yield browsing
    browsing.close()
    assert browsing.told == []


@pytest.fixture
def opens(browse: Any) -> Opens:
    """One window for each person, kept."""
    kept: dict[str, Page] = {}

    def window(who: str) -> Page:
        if who not in kept:
            kept[who] = browse(who)
        return kept[who]

    return window
