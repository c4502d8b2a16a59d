"""The command that makes full text anew."""

from functools import partial

import click

from backend import db
from backend.cli.telling import told
from backend.tickets import search


@click.command("reindex")
@told
def reindex() -> None:
    """Full text made anew, as after a restore or where new words are to be found; the server may run meanwhile."""
    after: str | None = ""
    while after is not None:
        after = db.write(partial(search.reindex, after))
    click.echo("All tickets are found by their words again.", err=True)
