"""Starts the app: `python mobile/main.py`, or `python -m mobile.main`."""

import sys
from pathlib import Path

# `python mobile/main.py` puts this folder on the path instead of the one that has `mobile` and `shared` in it.
_TOP = str(Path(__file__).resolve().parent.parent)
if _TOP not in sys.path:
    sys.path.insert(0, _TOP)

_REST_SECONDS = 3
"""After the start: the first screen is there then."""


def main() -> None:
    """Open the window; settings come from the environment."""
    from mobile.config import Settings
    from mobile.core.addresses import NotAServer, server_address
    from mobile.ui import environment

    settings = Settings.from_environment()
    try:
        if settings.server:
            server_address(settings.server)
    except NotAServer as problem:
        sys.exit(f"DOORGEVEN_SERVER: {problem}")
    environment.prepare(settings.data / "kivy")
    from kivy.clock import Clock

    from mobile.ui.app import DoorgevenApp

    app = DoorgevenApp(settings)
    Clock.schedule_once(app.at_rest, _REST_SECONDS)
    app.run()


if __name__ == "__main__":
    main()
