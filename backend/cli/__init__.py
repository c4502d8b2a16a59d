"""The commands of `flask --app backend.app`; each wrong use is told in one sentence."""

from pathlib import Path

from flask import Flask
from flask_migrate.cli import db as migrations

from backend.cli import clocks  # noqa: F401 - its command is the team group's
from backend.cli.check import check_command
from backend.cli.detection import baseline_command, explain_command
from backend.cli.duty import duty_command
from backend.cli.figures import figures_command
from backend.cli.letters import letters_command
from backend.cli.outage import outage_group
from backend.cli.person import person_group
from backend.cli.receive import receive
from backend.cli.server import forward, import_areas, restored, seed_command
from backend.cli.team import api_key, team_group
from backend.cli.telling import told
from backend.cli.words import reindex

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def init_app(app: Flask) -> None:
    """Adds the commands to `app`."""
    for command in migrations.commands.values():
        # Flask-Migrate's own commands show a traceback where the database is away.
        if not getattr(command, "told", False):
            command.callback, command.told = told(command.callback), True
    app.cli.add_command(check_command)
    programs = (forward, receive)
    for command in (
        seed_command,
        api_key,
        baseline_command,
        explain_command,
        import_areas,
        restored,
        *programs,
        duty_command,
        figures_command,
        letters_command,
        outage_group,
        person_group,
        team_group,
    ):
        app.cli.add_command(command)
    app.cli.add_command(reindex)
