"""`flask team key ...`, and `flask api-key`, which is older and does the same."""

import datetime as dt

import click
from flask.cli import AppGroup

from backend import db
from backend.accounts import services as accounts
from backend.accounts.caller import OUTAGES
from backend.cli.telling import told
from backend.teams import services as teams

key_group = AppGroup("key", help="Keys of a team's programs.")


@key_group.command("add")
@click.argument("team")
@click.option("--name", default="program", help="What to call the program in timelines.")
@click.option("--right", "rights", multiple=True, type=click.Choice([OUTAGES]), help="May also declare outages.")
@told
def key_add(team: str, name: str, rights: tuple[str, ...]) -> None:
    """A key for a team's program; only the key is printed on standard output."""
    click.echo(_make(team, name, rights))


@key_group.command("list")
@click.argument("team")
@told
def key_list(team: str) -> None:
    """The team's keys, tab-separated: id, name, made, last used, ended."""
    teams.check_team(team)
    for key in teams.list_keys(None, team):
        times = [_at(moment) for moment in (key.created_at, key.last_used_at, key.revoked_at)]
        click.echo("\t".join((key.id, key.name, *times)))


@key_group.command("remove")
@click.argument("team")
@click.argument("key_id")
@told
def key_remove(team: str, key_id: str) -> None:
    """Ends a key: it opens nothing from now on."""
    db.write(lambda: teams.revoke_key(None, team, key_id).id)
    click.echo("That key opens nothing any more.", err=True)


@click.command("api-key")
@click.option("--team", required=True, help="The team's slug.")
@click.option("--name", default="program", help="What to call the program in timelines.")
@click.option("--right", "rights", multiple=True, type=click.Choice([OUTAGES]), help="May also declare outages.")
@click.option("--revoke", help="A key of the team to end, in place of making one.")
@told
def api_key(team: str, name: str, rights: tuple[str, ...], revoke: str | None) -> None:
    """A key for a team's program; only the key is printed on standard output."""
    if revoke:
        db.write(lambda: teams.revoke_key(None, team, accounts.key_of(team, revoke).id).id)
        click.echo("That key opens nothing any more.", err=True)
        return
    click.echo(_make(team, name, rights))


def _make(team: str, name: str, rights: tuple[str, ...]) -> str:
    def make() -> str:
        teams.check_team(team)
        return teams.add_key(None, team, name, list(rights))[1]

    return db.write(make)


def _at(moment: dt.datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ") if moment else "-"
