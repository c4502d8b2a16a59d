"""Sets the evening up, has it played, and clears away."""

import os
import sys
from pathlib import Path

from mobile.config import Settings
from scripts.processes import ports, scratch
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.waiting import TooLong
from scripts.story.phone import PASSWORD, Phone
from scripts.story.relay import Relay
from scripts.story.scenes import Evening
from scripts.story.stages import WithoutWindow, stage
from scripts.story.telling import NotPlayed, Teller


def play(pictures: Path, *, keep: bool) -> int:
    """0 where every step was seen on the phones; else 1, naming the step."""
    port = int(os.environ.get("PORT") or ports.free_port())
    ports.check_free("127.0.0.1", port)
    teller = Teller()
    with scratch.folder(keep=keep) as folder:
        env = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{folder / 'doorgeven.db'}", "SECRET_KEY": "of a story"}
        backstage = Backstage({**env, "COUNTRY": "NL", "TIMEZONE": "Europe/Amsterdam"}, folder)
        try:
            return _play(backstage, teller, folder, pictures, port)
        except NotPlayed as error:
            print(f"The story stopped at: {error}", file=sys.stderr)
        except TooLong as error:
            print(f"The story did not begin: {error}", file=sys.stderr)
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
        finally:
            backstage.stop()
    return 1


def _play(backstage: Backstage, teller: Teller, folder: Path, pictures: Path, port: int) -> int:
    teller.does("backstage", "sets up the demo company, the server, its worker and the solving team")
    keys = backstage.found_company(["internet"])
    backstage.start_server()
    backstage.wait_for_server()
    backstage.start_team([keys["internet"]], "--quiet", by_hand=True)
    teller.does("backstage", "is ready")
    network = Relay(port)
    eva = stage(Settings(f"http://127.0.0.1:{network.port}", folder / "eva", "nl"), pictures)
    cem = WithoutWindow(Settings(backstage.address, folder / "cem", "nl"))
    try:
        evening = Evening(
            Phone("Eva", eva, teller),
            Phone("Cem", cem, teller),
            lambda: Person(backstage.address, "manager@example.org", PASSWORD),
            backstage,
            network,
            teller,
        )
        evening.play()
    finally:
        eva.leave()
        cem.leave()
        network.close()
    drawn = f"; the app's screens are in {pictures}" if any(pictures.glob("*.png")) else ""
    print(f"Every step was seen on the phones{drawn}.", flush=True)
    return 0
