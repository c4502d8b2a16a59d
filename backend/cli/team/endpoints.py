"""`flask team endpoint ...`: where a team receives."""

import click
from flask.cli import AppGroup

from backend import db
from backend.cli.telling import told
from backend.forwarding import services as forwarding
from backend.outgoing import check_url
from backend.teams import present
from backend.teams import services as teams

endpoint_group = AppGroup("endpoint", help="Where a team receives.")


@endpoint_group.command("add")
@click.argument("team")
@click.argument("address")
@told
def endpoint_add(team: str, address: str) -> None:
    """A webhook (only its signing secret is printed on standard output), or an e-mail address: a mailbox."""
    mailbox = "@" in address and "://" not in address

    def add() -> tuple[str, str]:
        teams.check_team(team)
        if mailbox:
            return teams.add_mailbox(None, team, address).id, ""
        check_url(address)
        endpoint = teams.add_endpoint(None, team, address)
        return endpoint.id, endpoint.secret

    endpoint_id, secret = db.write(add)
    click.echo(f"Endpoint {endpoint_id} is there.", err=True)
    if not mailbox:
        click.echo(secret)


@endpoint_group.command("list")
@click.argument("team")
@told
def endpoint_list(team: str) -> None:
    """Where the team receives, tab-separated: id, address, and active or why not."""
    teams.check_team(team)
    for row in teams.list_endpoints(None, team):
        shown = present.endpoint(row)
        address = str(shown["url"] or shown.get("email"))
        click.echo("\t".join((row.id, address, row.disabled_reason or "active")))


@endpoint_group.command("enable")
@click.argument("team")
@click.argument("endpoint_id")
@told
def endpoint_enable(team: str, endpoint_id: str) -> None:
    """Turns one on again that had answered 410."""
    db.write(lambda: teams.enable_endpoint(None, team, endpoint_id).id)
    click.echo("That endpoint is on.", err=True)


@endpoint_group.command("remove")
@click.argument("team")
@click.argument("endpoint_id")
@told
def endpoint_remove(team: str, endpoint_id: str) -> None:
    """Stops sending there at once."""
    db.write(lambda: forwarding.remove_endpoint(None, team, endpoint_id))
    click.echo("Nothing is sent there any more.", err=True)
