"""`./scripts/walkthrough app|browser`: plays it, and writes `docs/walkthrough.md` or `docs/walkthrough-browser.md`.

Exit status 0 only if every step was seen. `app` needs software GL, `browser` needs Chromium.
"""

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from mobile.config import Settings
from scripts.processes import ports, scratch
from scripts.processes.backstage import Backstage
from scripts.processes.child import ROOT
from scripts.processes.waiting import TooLong
from scripts.story.relay import Relay
from scripts.story.stages import can_draw
from scripts.walking import app
from scripts.walking.book import Book
from scripts.walking.browser import walk
from scripts.walking.phone import Phone

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NO_GL = "No window can be drawn here: software GL is missing."


NAMES = {"app": "walkthrough", "browser": "walkthrough-browser"}


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="scripts/walkthrough", description=__doc__)
    parser.add_argument("which", choices=list(NAMES), help="which walk")
    parser.add_argument("--out", default=str(ROOT / "docs"), help="where the document and its pictures go")
    wanted = parser.parse_args()
    with scratch.folder(keep=False) as folder:
        missing = _missing(wanted.which, folder)
        if missing:
            print(missing, file=sys.stderr)
            return 1
        env = {"PORT": str(ports.free_port()), "DATABASE_URL": f"sqlite:///{folder / 'doorgeven.db'}"}
        env |= {"SECRET_KEY": "of a walk, and long enough to be of use", "ATTACHMENTS_DIR": str(folder / "attachments")}
        backstage = Backstage({**env, "COUNTRY": "NL", "TIMEZONE": "Europe/Amsterdam"}, folder)
        try:
            book = Book(Path(wanted.out), NAMES[wanted.which])
            if wanted.which == "app":
                _on_a_phone(backstage, folder, book)
            else:
                _in_a_browser(backstage, book)
            print(f"\n{book.close()}", flush=True)
        except (TooLong, AssertionError, LookupError, Error) as error:
            print(f"The walk ended early: {str(error)[:600]}", file=sys.stderr)
            return 1
        finally:
            backstage.stop()
    return 0


def _missing(which: str, folder: Path) -> str:
    """What this machine lacks for it, in words."""
    if which == "browser":
        return "" if _chromium() else "There is no Chromium on this machine: on Debian, apt-get install chromium."
    return "" if can_draw(folder / "probe") else NO_GL


def _in_a_browser(backstage: Backstage, book: Book) -> None:
    backstage.found_company(())
    backstage.start_server()
    backstage.wait_for_server()
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--lang=en-GB"])
        walk(browser, backstage.address, book)
        browser.close()


def _on_a_phone(backstage: Backstage, folder: Path, book: Book) -> None:
    keys = backstage.found_company(["internet"])
    backstage.start_server()
    backstage.wait_for_server()
    backstage.start_team([keys["internet"]], "--quiet", by_hand=True)
    network = Relay(int(backstage.env["PORT"]))
    phone = Phone(Settings(data=folder / "phone", language="nl"), book)
    try:
        app.walk(app.Evening(phone, backstage, network, book))
    finally:
        phone.leave()
        network.close()


def _chromium() -> str | None:
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(main())
