"""`./scripts/badlink [--actions N] [--link NAME ...]`: whether anything is lost or doubled over a bad link.

The real backend runs here, on 127.0.0.1; each link has a person of its own, and all are played at once. Exit status 0
only if nothing was lost or doubled, and the app said what is up.
"""

import argparse
import random
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor

from backend.config import Config
from scripts.faults.campaign import Campaign, Found, table
from scripts.faults.links import LINKS, BadLink
from scripts.faults.records import Records
from scripts.processes import ending, scratch
from scripts.processes.backstage import Backstage
from scripts.processes.employees import employees

_NAMES = tuple(link.name for link in LINKS)


def main() -> int:
    """The exit status."""
    wanted = _arguments()
    seed = wanted.seed or secrets.token_hex(3)
    with ending.told(), scratch.installation(postgres=wanted.postgres, keep=wanted.keep) as backstage:
        return _campaign(backstage, wanted, seed)
    return 1


def _campaign(backstage: Backstage, wanted: argparse.Namespace, seed: str) -> int:
    links = [link for link in LINKS if link.name in (wanted.link or _NAMES)]
    backstage.found_company([], len(links))
    backstage.start_server()
    backstage.wait_for_server()
    found = _play(links, backstage, wanted, seed)
    print(table(found), flush=True)
    print(f"  seed {seed}", flush=True)
    return 0 if all(one.spotless for one in found) else 1


def _play(links: list[BadLink], backstage: Backstage, wanted: argparse.Namespace, seed: str) -> list[Found]:
    people = [email for email, _ in employees(len(links))]
    records = Records(Config.from_env(backstage.env))
    campaigns = [
        Campaign(
            link,
            int(backstage.env["PORT"]),
            records,
            email,
            backstage.folder / f"phone-{link.name}",
            wanted.actions,
            wanted.patience,
            random.Random(f"{seed} {link.name}"),  # noqa: S311 - no secret
        )
        for link, email in zip(links, people, strict=True)
    ]
    try:
        with ThreadPoolExecutor(len(campaigns)) as pool:
            return list(pool.map(Campaign.run, campaigns))
    finally:
        records.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/badlink", description=__doc__)
    parser.add_argument("--actions", type=int, default=200, metavar="N", help="over each link (default: 200)")
    parser.add_argument("--link", action="append", choices=_NAMES, help="only this one; can be given again")
    parser.add_argument(
        "--patience", type=float, default=1800, help="seconds for a phone to become empty (default: 1800)"
    )
    parser.add_argument("--postgres", action="store_true", help="on a new PostgreSQL server")
    parser.add_argument("--seed", help="the choices of an earlier run, as far as chance is ours")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
