"""`flask team add` and `list`."""

import click

from backend import db
from backend.cli.telling import told
from backend.teams import services as teams


@click.command("add")
@click.argument("slug")
@click.option("--name", default="", help="Default: the slug.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl")
@click.option("--service", "services", multiple=True, help="A service routed to it; may be given again.")
@told
def team_add(slug: str, name: str, language: str, services: tuple[str, ...]) -> None:
    """A new team."""

    def add() -> None:
        teams.make_team(None, {"slug": slug, "name": name or slug, "language": language})
        for service in services:
            teams.keep_rule(None, slug, {"service": service})

    db.write(add)
    click.echo(f"Team {slug} is there.", err=True)


@click.command("list")
@told
def team_list() -> None:
    """The teams, tab-separated: slug, name, language, members, places where it receives, rules."""
    for team in teams.all_teams():
        members = [person for person in teams.list_members(None, team.slug) if person.active]
        receives = [one for one in teams.receiving(team.slug) if not one.paused]
        rules = teams.rules_of(team.slug)
        counts = (str(len(things)) for things in (members, receives, rules))
        click.echo("\t".join((team.slug, team.name, team.language, *counts)))
