"""`python -m scripts.spreading.company COUNT`: the demo company and COUNT teams, each for postcodes of its own."""

import sys

from backend import db, seed
from backend.app import create_app
from backend.teams import services as teams
from scripts.processes import database
from scripts.spreading.load import prefix, slug


def main() -> None:
    """Exits with one sentence where the database cannot be used."""
    count = int(sys.argv[1])
    config = database.settings()
    database.migrate(config)
    app = create_app(config)
    with app.app_context():
        db.write(seed.seed)
        db.write(lambda: _found(count))
        db.session.remove()
        db.extension.engine.dispose()


def _found(count: int) -> None:
    for number in range(count):
        teams.add_team(slug(number), slug(number))
        teams.add_rule(slug(number), service="internet", area=prefix(number), position=1)


if __name__ == "__main__":
    main()
