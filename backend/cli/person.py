"""`flask person ...`: accounts."""

from pathlib import Path

import click
from flask.cli import AppGroup

from backend import db, people
from backend.cli.telling import told
from shared.vocabulary import Role

person_group = AppGroup("person", help="Accounts.")


@person_group.command("add")
@click.argument("email")
@click.option("--name", default="", help="Default: the e-mail address.")
@click.option("--role", type=click.Choice([str(role) for role in Role]), default=str(Role.EMPLOYEE))
@click.option("--team", "team_slugs", multiple=True, help="A team to be a member of; may be given again.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl")
@click.password_option(help="Asked for where it is not given.")
@told
def person_add(email: str, name: str, role: str, team_slugs: tuple[str, ...], language: str, password: str) -> None:
    """A new account."""
    row = people.Row(email, name, role, tuple(team_slugs), language, password)
    db.write(lambda: people.add(row))
    click.echo(f"{email} can sign in.", err=True)


@person_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@told
def person_import(file: Path) -> None:
    """Accounts from a CSV file: email, name, role, teams (by ;), language, password."""
    report = people.import_file(file)
    for email, password in report.passwords:
        click.echo(f"{email},{password}")
    click.echo(f"{report.added} added, {report.changed} changed, {report.same} as they were.", err=True)
    if report.passwords:
        click.echo("First passwords are on standard output, this once: email,password.", err=True)
