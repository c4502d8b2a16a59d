"""`./scripts/crash [--kills N] [--postgres]`: whether anything is lost, orphaned, done twice or out of order.

Exit status 0 only if nothing is. kill -9 is not power loss: that rests on `synchronous=FULL` and the disk's word.
"""

import argparse
import random
import secrets
import sys

from scripts.crashing.campaign import Campaign
from scripts.processes import ending, scratch


def main() -> int:
    """The exit status."""
    wanted = _arguments()
    seed = wanted.seed or secrets.token_hex(3)
    with ending.told(), scratch.installation(postgres=wanted.postgres, keep=wanted.keep) as backstage:
        campaign = Campaign(backstage, wanted.kills, wanted.rate, random.Random(seed), seed)  # noqa: S311
        return 0 if campaign.run() else 1
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="how often (default: 200)")
    parser.add_argument("--rate", type=float, default=3.0, help="tickets a second (default: 3)")
    parser.add_argument("--postgres", action="store_true", help="on a new PostgreSQL server, with a second worker")
    parser.add_argument("--seed", help="the moments of an earlier run, as far as chance is ours")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
