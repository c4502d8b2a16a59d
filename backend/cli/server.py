"""Commands for whoever runs the server: the demo company, areas, the worker."""

from pathlib import Path

import click
from flask import current_app

from backend import db, seed, seed_help
from backend.areas import services as areas
from backend.cli.telling import told
from backend.forwarding import feed
from backend.health import pending_migrations


@click.command("seed")
@told
def seed_command() -> None:
    """The demo company: people, teams, services and rules; no tickets. Repeatable."""
    db.write(seed.seed)
    db.write(seed_help.seed_help)
    click.echo("The demo company is there; sign in as employee@example.org, password doorgeven-demo.", err=True)


@click.command("import-areas")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@told
def import_areas(file: Path) -> None:
    """Postcode areas from a CSV file; repeatable, all or nothing."""
    count = db.write(lambda: areas.import_areas(file))
    click.echo(f"{count} areas imported.", err=True)


@click.command("restored")
@told
def restored() -> None:
    """After the database was put back from a backup: phones and programs read everything anew."""
    db.write(feed.put_back)
    click.echo("Phones and programs read everything anew when they next ask.", err=True)


@click.command("forward")
@told
def forward() -> None:
    """The worker: hands over what waits in the outbox, until stopped."""
    if pending_migrations():
        raise click.ClickException("The database is not set up: run `flask --app backend.app db upgrade`.")
    from backend.run_worker import run_until_stopped  # noqa: PLC0415 - above all features, and this module is below it

    run_until_stopped(current_app._get_current_object())  # type: ignore[attr-defined]
