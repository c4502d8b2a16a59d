"""`python -m scripts.company --key TEAM ...`: the demo company in the database that is set, ready to serve.

Migrates, seeds, adds `--employees N` more people, and prints the API keys as JSON, `{"internet": "dgk_..."}`. A process
of its own, so that those who play the phone or the team hold nothing of the server.
"""

import argparse
import csv
import json
import sys
import tempfile
from functools import partial
from pathlib import Path

from backend import db, people, seed, seed_help
from backend.accounts import services as accounts
from backend.app import create_app
from backend.teams import services as teams
from scripts.processes import database
from scripts.processes.employees import PASSWORD, employees


def main() -> int:
    """Exit status 1, and one sentence, where the database cannot be used."""
    wanted = _arguments()
    config = database.settings()
    database.migrate(config)
    app = create_app(config)
    with app.app_context():
        db.write(seed.seed)
        db.write(seed_help.seed_help)
        if wanted.employees:
            _add_employees(wanted.employees)
        keys = {team: db.write(partial(_key, team)) for team in wanted.key}
        db.session.remove()
        db.extension.engine.dispose()
    print(json.dumps(keys))
    return 0


def _key(team: str) -> str:
    teams.check_team(team)
    return accounts.make_api_key(team, "stand-in", [])[1]


def _add_employees(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        with file.open("w", newline="", encoding="utf-8") as handle:
            rows = csv.writer(handle)
            rows.writerow(("email", "name", "password"))
            rows.writerows((email, name, PASSWORD) for email, name in employees(count))
        people.import_file(file)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="company", description=__doc__)
    parser.add_argument("--key", action="append", default=[], help="a team that needs an API key")
    parser.add_argument("--employees", type=int, default=0, help="how many more people to add")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
