"""`flask duty`: who is told of what cannot wait, shown and set."""

import click

from backend import db
from backend.accounts.services import find_person
from backend.cli.telling import told
from backend.duty import services
from backend.errors import Invalid


@click.command("duty")
@click.argument("emails", nargs=-1, metavar="[EMAIL]...")
@click.option("--nobody", is_flag=True, help="Empties the list: all managers are told at once.")
@told
def duty_command(emails: tuple[str, ...], nobody: bool) -> None:
    """Sets who is on duty, the first one first; without any only shows them, an e-mail address a line."""
    if emails or nobody:
        db.write(lambda: bool(services.change(None, [_id(email) for email in emails], None)))
    for person in services.on_duty():
        click.echo(person.email)


def _id(email: str) -> str:
    person = find_person(email)
    if person is None or not person.active:
        raise Invalid("There is no active account {email}.", email=email)
    return person.id
