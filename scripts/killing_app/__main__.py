"""`./scripts/kill_app [--kills N]`: kill -9 of the app at random moments, over a link that loses 30 % of all calls.

Core and presenters of the app run without its window; the real backend runs here, on 127.0.0.1. Exit status 0 only if
drafts and queue were whole after each kill, and the server has everything once. kill -9 is no power loss: that rests on
`synchronous=FULL` and the disk's word.
"""

import argparse
import os
import random
import secrets
import sys
import time
from pathlib import Path

from backend.config import Config
from scripts.faults.links import lossy
from scripts.faults.proxy import Proxy
from scripts.faults.records import Records
from scripts.killing_app.campaign import Campaign
from scripts.processes import ending, ports, scratch
from scripts.processes.backstage import Backstage
from scripts.processes.employees import employees


def main() -> int:
    """The exit status."""
    wanted = _arguments()
    seed = wanted.seed or secrets.token_hex(3)
    port = int(os.environ.get("PORT") or ports.free_port())
    ports.check_free("127.0.0.1", port)
    with ending.told(), scratch.folder(keep=wanted.keep) as folder:
        return _campaign(folder, port, wanted.kills, seed)
    return 1


def _campaign(folder: Path, port: int, kills: int, seed: str) -> int:
    env = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{folder / 'doorgeven.db'}", "SECRET_KEY": "of a campaign"}
    env["ATTACHMENTS_DIR"] = str(folder / "attachments")
    backstage, proxy = Backstage(env, folder), Proxy(port)
    chance = random.Random(seed)  # noqa: S311 - no secret
    begun = time.monotonic()
    try:
        backstage.found_company([], 1)
        backstage.start_server()
        backstage.wait_for_server()
        ((email, _),) = employees(1)
        records = Records(Config.from_env(env))
        campaign = Campaign(proxy.start(), records, email, folder / "phone", kills, chance)
        campaign.sign_in()
        proxy.link = lossy(chance)
        campaign.run()
        records.close()
    finally:
        proxy.stop()
        backstage.stop()
    _print(campaign, time.monotonic() - begun, seed)
    return 1 if campaign.wrong else 0


def _print(campaign: Campaign, seconds: float, seed: str) -> None:
    kept = campaign.kept
    rows = {
        "kills -9": campaign.kills,
        "drafts that were kept and never sent": len(kept.drafts),
        "tickets passed on": len(kept.queued),
        "messages": len(kept.messages),
        "photos": len(kept.photos),
        "wrong": len(campaign.wrong),
        "whole campaign, s": f"{seconds:.0f}",
        "seed": seed,
    }
    print("\n".join(["", *(f"  {name:<40} {value}" for name, value in rows.items()), ""]), flush=True)
    for sentence in campaign.wrong[:20]:
        print(f"  {sentence}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/kill_app", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, metavar="N", help="how often (default: 100)")
    parser.add_argument("--seed", help="the moments of an earlier run, as far as chance is ours")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
