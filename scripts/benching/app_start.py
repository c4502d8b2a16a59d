"""One start of the app in a process of its own: `python -m scripts.benching.app_start FOLDER SERVER`.

Prints, as JSON, seconds since the process began: until the first frame, and until the first one with tickets in it.
"""

import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Start, draw, tell."""
    from mobile.config import Settings
    from mobile.ui import environment

    folder, server = Path(sys.argv[1]), sys.argv[2]
    environment.prepare(folder / "kivy", offscreen=True)
    from kivy.base import EventLoop, runTouchApp

    from mobile.ui.app import DoorgevenApp

    app = DoorgevenApp(Settings(server=server, data=folder, language="nl"))
    app._run_prepare()
    runTouchApp(embedded=True)
    EventLoop.idle()
    first = _since_birth()
    while not (app.root.front and app.root.front.place == "tickets" and app.root.front.ids.list.strip.children):
        EventLoop.idle()
    EventLoop.idle()
    print(json.dumps({"first": first, "tickets": _since_birth(), "cpu": time.process_time()}), flush=True)
    # Not a tidy end: only the start is measured.
    os._exit(0)


def _since_birth() -> float:
    """Seconds since this process was made, by the system's word (Linux)."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    begun = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - begun


if __name__ == "__main__":
    main()
