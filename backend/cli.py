"""The commands of `flask --app backend.app`; each wrong use is told in one sentence."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate.cli import db as migrations
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from backend import db, people, seed
from backend.accounts import services as accounts
from backend.accounts.caller import OUTAGES
from backend.areas import services as areas
from backend.errors import DomainError
from backend.health import pending_migrations
from backend.teams import services as teams
from shared.vocabulary import Role

MIGRATIONS = Path(__file__).parent / "migrations"
P = ParamSpec("P")
T = TypeVar("T")

person_group = AppGroup("person", help="Accounts.")
team_group = AppGroup("team", help="Solving teams.")


def init_app(app: Flask) -> None:
    """Adds the commands to `app`."""
    for command in migrations.commands.values():
        # Flask-Migrate's own commands show a traceback where the database is away.
        if not getattr(command, "told", False):
            command.callback, command.told = told(command.callback), True
    for command in (seed_command, api_key, import_areas, forward, person_group, team_group):
        app.cli.add_command(command)


def told(command: Callable[P, T]) -> Callable[P, T]:
    """A command in the app's context, that tells what goes wrong in one sentence on standard error, exit status 1."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except DomainError as error:
            raise click.ClickException(str(error)) from None
        except DBAPIError as error:
            raise click.ClickException(database_trouble(error)) from None

    in_context: Callable[P, T] = with_appcontext(wrapper)
    return in_context


def database_trouble(error: SQLAlchemyError) -> str:
    """What to do about a database that does not answer as it should."""
    text = str(getattr(error, "orig", error)).strip().splitlines()
    first = text[0] if text else type(error).__name__
    if "no such table" in first or ('relation "' in first and "does not exist" in first):
        return "The database is not set up: run `flask --app backend.app db upgrade`."
    return f"The database cannot be used ({first}); check DATABASE_URL."


@click.command("seed")
@told
def seed_command() -> None:
    """The demo company: people, teams, services and rules; no tickets. Repeatable."""
    db.write(seed.seed)
    click.echo("The demo company is there; sign in as employee@example.org, password doorgeven-demo.", err=True)


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


@team_group.command("add")
@click.argument("slug")
@click.option("--name", default="", help="Default: the slug.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl")
@click.option("--service", "services", multiple=True, help="A service routed to it; may be given again.")
@told
def team_add(slug: str, name: str, language: str, services: tuple[str, ...]) -> None:
    """A new team."""

    def add() -> None:
        teams.add_team(slug, name or slug, language)
        for service in services:
            teams.add_rule(slug, service=service)

    db.write(add)
    click.echo(f"Team {slug} is there.", err=True)


@click.command("api-key")
@click.option("--team", required=True, help="The team's slug.")
@click.option("--name", default="program", help="What to call the program in timelines.")
@click.option("--right", "rights", multiple=True, type=click.Choice([OUTAGES]), help="May also declare outages.")
@click.option("--revoke", help="A key of the team to end, in place of making one.")
@told
def api_key(team: str, name: str, rights: tuple[str, ...], revoke: str | None) -> None:
    """A key for a team's program; only the key is printed on standard output."""
    if revoke:
        db.write(lambda: accounts.revoke_api_key(team, revoke))
        click.echo("That key opens nothing any more.", err=True)
        return

    def make() -> str:
        teams.check_team(team)
        return accounts.make_api_key(team, name, list(rights))[1]

    click.echo(db.write(make))


@click.command("import-areas")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@told
def import_areas(file: Path) -> None:
    """Postcode areas from a CSV file; repeatable, all or nothing."""
    count = db.write(lambda: areas.import_areas(file))
    click.echo(f"{count} areas imported.", err=True)


@click.command("forward")
@told
def forward() -> None:
    """The worker: hands over what waits in the outbox, until stopped."""
    if pending_migrations():
        raise click.ClickException("The database is not set up: run `flask --app backend.app db upgrade`.")
    from backend.run_worker import run_until_stopped  # noqa: PLC0415 - above all features, and this module is below it

    run_until_stopped(current_app._get_current_object())  # type: ignore[attr-defined]
