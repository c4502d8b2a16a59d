"""`flask team ...` and `flask api-key`: solving teams and their programs."""

import click
from flask.cli import AppGroup

from backend import db
from backend.accounts import services as accounts
from backend.accounts.caller import OUTAGES
from backend.cli.telling import told
from backend.teams import services as teams

team_group = AppGroup("team", help="Solving teams.")


@team_group.command("add")
@click.argument("slug")
@click.option("--name", default="", help="Default: the slug.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl")
@click.option("--service", "services", multiple=True, help="A service routed to it; may be given again.")
@told
def team_add(slug: str, name: str, language: str, services: tuple[str, ...]) -> None:
    """A new team."""

    def add() -> None:
        teams.add_team(slug, name or slug, language)
        for service in services:
            teams.add_rule(slug, service=service)

    db.write(add)
    click.echo(f"Team {slug} is there.", err=True)


@click.command("api-key")
@click.option("--team", required=True, help="The team's slug.")
@click.option("--name", default="program", help="What to call the program in timelines.")
@click.option("--right", "rights", multiple=True, type=click.Choice([OUTAGES]), help="May also declare outages.")
@click.option("--revoke", help="A key of the team to end, in place of making one.")
@told
def api_key(team: str, name: str, rights: tuple[str, ...], revoke: str | None) -> None:
    """A key for a team's program; only the key is printed on standard output."""
    if revoke:
        db.write(lambda: accounts.revoke_api_key(team, revoke))
        click.echo("That key opens nothing any more.", err=True)
        return

    def make() -> str:
        teams.check_team(team)
        return accounts.make_api_key(team, name, list(rights))[1]

    click.echo(db.write(make))
