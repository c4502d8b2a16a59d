"""`flask letters`: what waits, what was given up and why; and sending that again."""

import click

from backend import db, posting
from backend.cli.telling import told
from backend.config import config


@click.command("letters")
@click.option("--again", is_flag=True, help="Put those that were given up into the outbox again.")
@told
def letters_command(again: bool) -> None:
    """Mail to people: what waits, and what was given up (tab-separated: when, to whom, what, why)."""
    if again:
        count = 0
        while moved := db.write(posting.send_again):
            count += moved
        click.echo(f"Letters that will be sent again: {count}.", err=True)
        return
    waiting = posting.waiting()
    for letter in posting.dead_letters():
        at = letter.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        why = " ".join((letter.last_error or "").split())
        click.echo("\t".join((at, letter.address, letter.subject, why)))
    click.echo(f"Letters: {waiting['pending']} wait, {waiting['dead_letters']} were given up.", err=True)
    if config().smtp is None:
        click.echo("SMTP_URL is not set: no mail goes out.", err=True)
