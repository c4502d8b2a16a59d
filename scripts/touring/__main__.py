"""`./scripts/desk_tour [--postgres]`: a day at the desk over REST, by a program made from `/openapi.json` alone.

Exit status 0 only if every step was done, was as described, and was seen by those who had passed it on.
"""

import argparse
import sys

import requests

from scripts.processes import scratch
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.employees import PASSWORD
from scripts.processes.waiting import TooLong
from scripts.story.telling import Teller
from scripts.touring.day import Day
from scripts.touring.description import NotDescribed
from scripts.touring.program import Program, Refused


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="scripts/desk_tour", description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a new PostgreSQL server")
    wanted = parser.parse_args()
    with scratch.installation(postgres=wanted.postgres) as backstage:
        try:
            return _play(backstage)
        except (NotDescribed, Refused, AssertionError, TooLong, requests.HTTPError) as error:
            print(f"The day ended early: {error}", file=sys.stderr)
            return 1


def _play(backstage: Backstage) -> int:
    key = backstage.found_company(("internet",))["internet"]
    backstage.start_server()
    backstage.wait_for_server()
    eva, cem = (Person(backstage.address, f"{name}@example.org", PASSWORD) for name in ("employee", "colleague"))
    Day(Program(backstage.address, key), eva, cem, Teller().sees).play()
    print("A day at the desk, with an API key and the description of the API.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
