"""Debian's Chromium, where there is one: one of it for all tests of a process, as Playwright runs only once in each."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECONDS = 30_000.0
"""Milliseconds that a page is waited for: the machine may be busy."""
needed = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A Playwright browser without a window."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SECONDS)
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
