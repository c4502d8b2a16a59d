"""`flask team template ...`: answers that a team gives often."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from marshmallow import ValidationError

from backend import db
from backend.cli.telling import told
from backend.errors import Invalid
from backend.teams import services as teams
from shared.schemas.templates import NewTemplateSchema

template_group = AppGroup("template", help="Answers that a team gives often.")
_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@template_group.command("add")
@click.argument("team")
@click.argument("slug")
@click.option("--title", required=True)
@click.option("--nl", type=_file, help="A text file in UTF-8, in Dutch.")
@click.option("--en", type=_file, help="The same in English; one of both may be left out.")
@told
def template_add(team: str, slug: str, title: str, nl: Path | None, en: Path | None) -> None:
    """A new template from text files with placeholders such as {reference}."""
    body = {language: _text(path) for language, path in (("nl", nl), ("en", en)) if path}
    data = {"slug": slug, "title": title, "body": body}
    try:
        loaded = dict(NewTemplateSchema().load(data))
    except ValidationError as error:
        raise click.ClickException(" ".join(_faults(dict(error.messages_dict)))) from None

    def add() -> None:
        teams.check_team(team)
        teams.add_template(None, team, loaded)

    db.write(add)
    click.echo(f"Template {slug} is there.", err=True)


@template_group.command("list")
@click.argument("team")
@told
def template_list(team: str) -> None:
    """The team's templates, tab-separated: slug, title, languages."""
    teams.check_team(team)
    for row in teams.list_templates(None, team):
        languages = ",".join(code for code, text in row.body.items() if text)
        click.echo("\t".join((row.slug, row.title.get("nl") or row.title.get("en") or "", languages)))


@template_group.command("remove")
@click.argument("team")
@click.argument("slug")
@told
def template_remove(team: str, slug: str) -> None:
    """Removes a template; what was sent with it stays."""

    def remove() -> None:
        teams.check_team(team)
        teams.remove_template(None, team, teams.template_called(team, slug, "").id)

    db.write(remove)
    click.echo(f"Template {slug} is gone.", err=True)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise Invalid("{name} is not text in UTF-8.", name=path.name) from None


def _faults(told_of: dict[str, Any]) -> Iterator[str]:
    for name, faults in told_of.items():
        yield from (f"{name}: {fault}" for fault in faults)
