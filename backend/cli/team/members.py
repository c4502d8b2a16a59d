"""`flask team member ...`."""

import click
from flask.cli import AppGroup

from backend import db
from backend.accounts import services as accounts
from backend.cli.telling import told
from backend.errors import Invalid
from backend.teams import services as teams
from backend.tickets import services as tickets

member_group = AppGroup("member", help="Who works in a team.")


@member_group.command("add")
@click.argument("team")
@click.argument("email")
@told
def member_add(team: str, email: str) -> None:
    """Takes somebody in; twice changes nothing."""

    def add() -> str:
        teams.check_team(team)
        return teams.add_member(None, team, email).name

    click.echo(f"{db.write(add)} works in {team}.", err=True)


@member_group.command("list")
@click.argument("team")
@told
def member_list(team: str) -> None:
    """The members, tab-separated: e-mail address, name, role."""
    teams.check_team(team)
    for person in teams.list_members(None, team):
        click.echo("\t".join((person.email, person.name, person.role if person.active else "closed")))


@member_group.command("remove")
@click.argument("team")
@click.argument("email")
@told
def member_remove(team: str, email: str) -> None:
    """Takes somebody out: the access ends at once, what they had in hand is nobody's again."""

    def remove() -> int:
        teams.check_team(team)
        person = accounts.find_person(email)
        if person is None or team not in {one.slug for one in person.teams}:
            raise Invalid("{email} is no member of {team}.", email=email, team=team)
        return tickets.release_all(None, team, teams.remove_member(None, team, person.id))

    click.echo(f"{email} no longer works in {team}; tickets released: {db.write(remove)}.", err=True)
