"""`flask team import FILE.csv`."""

from pathlib import Path

import click

from backend import team_file
from backend.cli.telling import told


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@told
def team_import(file: Path, dry_run: bool) -> None:
    """Teams with members and rules from a CSV file; repeatable, all or nothing.

    Columns: team, name, language, members (e-mail addresses), service, area, kind, position. A row with conditions is
    a rule; several members, services or areas stand apart by semicolons.
    """
    report = team_file.import_file(file, dry_run=dry_run)
    done = "would be " if dry_run else ""
    click.echo(
        f"Teams: {report.teams_added} {done}added, {report.teams_changed} {done}changed. "
        f"Members: {report.members_added} {done}added. "
        f"Rules: {report.rules_added} {done}added, {report.rules_changed} {done}changed, "
        f"{report.rules_same} as they were.",
        err=True,
    )
    if report.rules_beside:
        click.echo(f"Rules of these teams that are not in the file, and stay: {report.rules_beside}.", err=True)
    for service, areas in report.falls_back.items():
        click.echo(f"{service}\t{', '.join(areas)}")
    told_of = "What falls to general: service and areas, on standard output." if report.falls_back else ""
    click.echo(told_of or "Every service has a team at every postcode.", err=True)
