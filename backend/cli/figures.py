"""`flask figures`: what is counted for managers, proven equal to a recount, and counted again."""

import sys

import click

from backend import db
from backend.cli.telling import told
from backend.figures import services

_SHOWN = 20


@click.command("figures")
@click.option("--recount", is_flag=True, help="Count everything again, and compare; ends with 1 where it differs.")
@click.option("--again", is_flag=True, help="Have the worker go through all tickets and outages again.")
@told
def figures_command(recount: bool, again: bool) -> None:
    """Counts what is left to count; says how it stands."""
    if again:
        db.write(services.again)
    if not recount:
        click.echo(f"{services.catch_up()} batches counted; nothing is left to count.")
        return
    found = services.recount()
    click.echo(f"{found.tickets} tickets ({found.gone} more are gone), {found.outages} outages, {found.cells} cells.")
    for line in found.differences[:_SHOWN]:
        click.echo(line)
    click.echo(f"{len(found.differences)} differences." if found.differences else "Equal to a recount.")
    sys.exit(1 if found.differences else 0)
