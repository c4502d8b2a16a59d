"""`./scripts/run`: server, worker, a stand-in solving team and the app's window, until Ctrl-C.

`--story` plays what happens between an employee, a solving team and a manager by itself, without a window.
"""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from scripts.processes import database, ports
from scripts.processes.backstage import Backstage
from scripts.processes.child import ROOT, Child
from scripts.processes.waiting import TooLong

TEAMS = ("internet", "tv", "mobile", "telephony", "general")
QUESTION = "Which lights are on at the modem?"


def main() -> int:
    """Exit status 1, and one sentence, where it cannot start."""
    wanted = _arguments()
    if wanted.story:
        from scripts.story.play import play

        return play(Path(wanted.out), keep=wanted.keep)
    config = database.settings()
    ports.check_free("127.0.0.1", config.port)
    folder = ROOT / "instance"
    backstage = Backstage({"PORT": str(config.port)}, folder / "demo")
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    try:
        _start(backstage)
        window = _open_window(backstage.address, folder / "phone")
        _tell(backstage.address, window=window is not None)
        return _watch(backstage, window, stopped)
    except TooLong as error:
        _say(f"It did not start: {error}.")
        return 1
    finally:
        _say("Stopping ...")
        backstage.stop()


def _start(backstage: Backstage) -> None:
    _say("Setting up the demo company ...")
    keys = backstage.found_company(TEAMS)
    _say("Starting the server and its worker ...")
    backstage.start_server()
    backstage.wait_for_server()
    _say("Starting the stand-in solving team ...")
    backstage.start_team(list(keys.values()), "--auto", "--ask", QUESTION)


def _open_window(server: str, data: Path) -> Child | None:
    """The app, where there is a display to show it on."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    env = {"DOORGEVEN_SERVER": server, "DOORGEVEN_DATA": str(data)}
    return Child("window", [sys.executable, str(ROOT / "mobile" / "main.py")], env=env)


def _tell(address: str, *, window: bool) -> None:
    _say("")
    _say(f"  In the browser      {address}   (the API is described at {address}/docs)")
    _say("  There sign in as    manager@example.org (board), solver@example.org (desk), admin@example.org (settings)")
    _say("  In the app as       employee@example.org or colleague@example.org")
    _say("  Password            doorgeven-demo, of all of them")
    _say("  The team            takes each ticket up, asks a question, and resolves it once that is answered")
    _say(f"  Logs                {ROOT / 'instance' / 'demo'}")
    if not window:
        _say("  No display here:    `./scripts/run --story` plays it without one and saves the app's screens;")
        _say(f"                      elsewhere: DOORGEVEN_SERVER={address} .venv/bin/python mobile/main.py")
    _say("  Ctrl-C ends it all.")
    _say("")


def _watch(backstage: Backstage, window: Child | None, stopped: threading.Event) -> int:
    while not stopped.wait(0.5):
        if window and not window.running:
            _say("The app's window is closed; the server goes on until Ctrl-C.")
            window = None
        for child in (backstage.server, backstage.team):
            if child and not child.running:
                _say(f"The {child.name} ended by itself; its log is in {backstage.folder}.")
                return 1
    if window:
        window.stop()
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/run", description=__doc__)
    parser.add_argument("--story", action="store_true", help="play the story by itself, without a window")
    parser.add_argument("--out", default=str(ROOT / "out" / "story"), help="where the story saves the app's screens")
    parser.add_argument("--keep", action="store_true", help="keep the story's scratch folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
