"""`./scripts/walkthrough browser`: plays it, and writes `docs/walkthrough-browser.md` with its pictures.

Exit status 0 only if every step was seen; needs Chromium (Debian: `apt-get install chromium`).
"""

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from scripts.processes import ports, scratch
from scripts.processes.backstage import Backstage
from scripts.processes.child import ROOT
from scripts.processes.waiting import TooLong
from scripts.walking.book import Book
from scripts.walking.browser import walk

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="scripts/walkthrough", description=__doc__)
    parser.add_argument("which", choices=["browser"], help="which walk")
    parser.add_argument("--out", default=str(ROOT / "docs"), help="where the document and its pictures go")
    wanted = parser.parse_args()
    chromium = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if chromium is None:
        print("There is no Chromium on this machine: on Debian, apt-get install chromium.", file=sys.stderr)
        return 1
    with scratch.folder(keep=False) as folder:
        env = {"PORT": str(ports.free_port()), "DATABASE_URL": f"sqlite:///{folder / 'doorgeven.db'}"}
        env |= {"SECRET_KEY": "of a walk, and long enough to be of use", "ATTACHMENTS_DIR": str(folder / "attachments")}
        backstage = Backstage({**env, "COUNTRY": "NL", "TIMEZONE": "Europe/Amsterdam"}, folder)
        try:
            return _play(backstage, chromium, Book(Path(wanted.out), wanted.which))
        except (TooLong, AssertionError, Error) as error:
            print(f"The walk ended early: {str(error)[:600]}", file=sys.stderr)
            return 1
        finally:
            backstage.stop()


def _play(backstage: Backstage, chromium: str, book: Book) -> int:
    backstage.found_company(())
    backstage.start_server()
    backstage.wait_for_server()
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--lang=en-GB"])
        walk(browser, backstage.address, book)
        browser.close()
    print(f"\n{book.close()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
