"""A real server and a real worker over a database of this test's own, and browsers that look at it."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from backend import db
from backend.accounts import browser as sessions
from backend.accounts import services as accounts
from backend.accounts import tokens
from backend.app import create_app
from backend.board import files
from backend.worker import Worker
from scripts.processes.ports import free_port
from tests.backend.client import Client
from tests.backend.settings import DEMO, settings
from tests.chromium import SECONDS

WIDTHS, THEMES, LANGUAGES = (360, 1024, 1920), ("light", "dark"), ("nl", "en")
_OF_THE_SERVER = ("Failed to load resource", "net::ERR", "Failed to fetch")


class Quiet(WSGIRequestHandler):
    """No line for each request."""

    def log(self, *_: Any) -> None:
        pass


class Site:
    """The product, served at `address`; `stop` and `start` play a server that is gone for a while."""

    def __init__(self, database_url: str, folder: Path, **env: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        env = {"PUBLIC_URL": self.address, "ATTACHMENTS_DIR": str(folder / "attachments"), **env}
        self.app: Flask = create_app(settings(database_url, **env))
        self._server: Any = None
        self._worker: Worker | None = None
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        self._server = make_server("127.0.0.1", self.port, self.app, threaded=True, request_handler=Quiet)
        self._run(self._server.serve_forever)

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def work(self) -> None:
        """Starts the worker: what it does comes within a second or two, as in life."""
        self._worker = Worker(self.app)
        self._run(self._worker.run)

    def close(self) -> None:
        self.stop()
        if self._worker:
            self._worker.stop()
        for thread in self._threads:
            thread.join(10)
        with self.app.app_context():
            db.session.remove()
            db.extension.engine.dispose()

    def api(self, who: str) -> Client:
        """The API as `who` (a role of the demo's people, or an e-mail address), to prepare what a page shows."""
        with self.app.app_context():
            person = accounts.find_person(DEMO.get(who, who))
            assert person is not None
            pair = db.write(lambda: tokens.begin_family(person))
        return Client(self.app, pair.access_token)

    def cookie(self, who: str) -> dict[str, Any]:
        """A session's cookie, without the cost of a password."""
        with self.app.app_context():
            person = accounts.find_person(DEMO.get(who, who))
            assert person is not None
            identity = person.id
            db.session.rollback()
            token = db.write(lambda: sessions.sign_in(identity))
        return {"name": "doorgeven", "value": token, "url": self.address}

    def end_sessions(self, who: str) -> None:
        """As if they had been away for long."""
        from backend.accounts import codes

        with self.app.app_context():
            person = accounts.find_person(DEMO.get(who, who))
            assert person is not None
            identity = person.id
            db.session.rollback()
            db.write(lambda: codes.end_sessions([identity]))

    @property
    def csp_reports(self) -> list[dict[str, str]]:
        return list(self.app.extensions.get("doorgeven.csp_reports", ()))

    def _run(self, target: Callable[[], Any]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        thread.start()
        self._threads.append(thread)


class Browsing:
    """Opens pages as somebody; whatever goes wrong in them is kept in `told`."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self._site, self._browser = site, browser
        self._contexts: list[BrowserContext] = []
        self.told: list[str] = []
        """Dialogs, errors of scripts, breaches of the content policy, requests to elsewhere: none is wanted."""

    def __call__(
        self,
        who: str = "",
        *,
        width: int = 1280,
        height: int = 900,
        theme: str = "light",
        language: str = "nl",
        scripts: bool = True,
    ) -> Page:
        context = self._browser.new_context(
            base_url=self._site.address,
            viewport={"width": width, "height": height},
            locale="nl-NL" if language == "nl" else "en-GB",
            timezone_id="Europe/Amsterdam",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        context.set_default_timeout(SECONDS)
        choose(context, self._site.address, theme, language)
        if who:
            context.add_cookies([self._site.cookie(who)])
        page = context.new_page()
        self._listen(page)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        self.told += [f"csp: {report}" for report in self._site.csp_reports]

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.told.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.told.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda line: self._hear(line.type, line.text))
        page.on("request", lambda asked: self._see(asked.url))

    def _hear(self, kind: str, text: str) -> None:
        # What a server refuses or cannot be reached for is a test's own matter; all else is ours.
        if kind == "error" and not any(known in text for known in _OF_THE_SERVER):
            self.told.append(f"console: {text}")

    def _see(self, url: str) -> None:
        if not url.startswith((self._site.address, "data:", "blob:", "about:")):
            self.told.append(f"asked from elsewhere: {url}")


def choose(context: BrowserContext, address: str, theme: str, language: str) -> None:
    """Theme and language, as the switches keep them."""
    chosen = {"doorgeven_theme": theme, "doorgeven_language": language}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in chosen.items()])


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it is (WCAG 2.2 A and AA, and good practice), a line each."""
    source = (files.PACKAGES / "axe-core" / "axe.min.js").read_text("utf-8")
    # By the debugger, which the page's content policy does not stop.
    page.evaluate(f"() => {{ {source}\n }}")
    # Only what is wrong comes over: what is right would take as long to send as to look at.
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for one in found
        for node in one["nodes"]
    ]


def fits(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def shots(page: Page, name: str) -> None:
    """Pictures of this page (its address) at all widths, themes and languages, if DOORGEVEN_SHOTS names a folder."""
    folder = os.environ.get("DOORGEVEN_SHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    size, address = page.viewport_size, page.url
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] in ("doorgeven_theme", "doorgeven_language")]
    for width in WIDTHS:
        for theme in THEMES:
            for language in LANGUAGES:
                page.set_viewport_size({"width": width, "height": 800 if width < 1000 else 1000})
                choose(page.context, address, theme, language)
                page.goto(address)
                page.screenshot(path=Path(folder) / f"{name}-{width}-{theme}-{language}.png", full_page=True)
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    if size:
        page.set_viewport_size(size)
    page.goto(address)
