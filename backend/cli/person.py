"""`flask person ...`: accounts, getting people in and seeing them off."""

import csv
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from backend import db, people
from backend.accounts.services import find_person
from backend.cli.progress import progress
from backend.cli.slips import slip
from backend.cli.telling import told
from backend.config import config
from backend.errors import Invalid
from backend.people import inviting
from shared.schemas.base import rfc3339
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
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--deactivate-missing", is_flag=True, help="End the accounts of those who are not in the file.")
@click.option("--reactivate", is_flag=True, help="Let those in the file who left before in again.")
@click.option("--tickets-to", help="The colleague who gets the leavers' open tickets; else their teams alone.")
@click.option("--yes", "sure", is_flag=True, help="Even where more than a fifth of all accounts would end.")
@told
def person_import(
    file: Path, dry_run: bool, deactivate_missing: bool, reactivate: bool, tickets_to: str | None, sure: bool
) -> None:
    """Accounts from a CSV file: email, name, role, teams (by ;), language, group, password. Repeatable.

    What a row leaves empty stays as it is. Nobody gets a mail by this: see `person invite`.
    """
    report = people.import_file(
        file,
        dry_run=dry_run,
        deactivate_missing=deactivate_missing,
        reactivate=reactivate,
        tickets_to=tickets_to,
        sure=sure,
        progress=progress,
    )
    if dry_run:
        click.echo("\n".join(report.details), nl=bool(report.details))
    click.echo(_summary(report, dry_run=dry_run), err=True)


@person_group.command("invite")
@click.option("--group", "groups", multiple=True, help="Only this group; may be given again. Default: everybody.")
@click.option("--again", is_flag=True, help="Also those whose invitation is still good; the new one replaces it.")
@click.option("--dry-run", is_flag=True, help="Only say how many.")
@told
def person_invite(groups: tuple[str, ...], again: bool, dry_run: bool) -> None:
    """Mails a link, good once and for 14 days, to each active account without a password."""
    waves = inviting.stand(groups)
    wanted = waves.to_invite + (waves.invited if again else [])
    if dry_run:
        sent = len(wanted)
    else:
        with progress(len(wanted), "Invitations") as advance:
            sent = people.invite_all(wanted, advance)
    verb = "would be invited" if dry_run else "invited"
    waiting = 0 if again else len(waves.invited)
    click.echo(f"{sent} {verb}; {waiting} had an invitation, {waves.inside} have a password.", err=True)


@person_group.command("codes")
@click.option("--group", "groups", multiple=True, required=True, help="Whose; may be given again.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text")
@told
def person_codes(groups: tuple[str, ...], form: str) -> None:
    """Prints a code for each active account without a password, to hand out on paper, this once.

    Each is good once and for 14 days; older codes and invitations of these people end.
    """
    waves = inviting.stand(groups)
    wanted = waves.to_invite + waves.invited
    with progress(len(wanted), "Codes") as advance:
        printed = people.codes_for(wanted, advance)
    address = f"{config().public_url}/invite"
    if form == "csv":
        rows = csv.writer(sys.stdout)
        rows.writerow(("name", "email", "code", "expires_at", "address"))
        rows.writerows((one.name, one.email, one.code, rfc3339(one.expires_at), address) for one in printed)
    else:
        click.echo("\n".join(slip(one, address) for one in printed), nl=False)
    click.echo(f"Codes, shown this once: {len(printed)}. Have a password already: {waves.inside}.", err=True)


@person_group.command("leave")
@click.argument("email")
@click.option("--tickets-to", help="The colleague who gets the open tickets; else their teams alone.")
@told
def person_leave(email: str, tickets_to: str | None) -> None:
    """Ends an account: nothing opens it any more; open tickets go to a colleague or stay with their team."""
    person = find_person(email)
    if person is None:
        raise Invalid("There is no account {email}.", email=email)
    person_id, heir_id = person.id, people.find_heir(tickets_to).id if tickets_to else None
    db.session.rollback()
    left = db.write(lambda: people.leave(person_id, heir_id))
    where = f"now with {tickets_to}" if tickets_to else "now with their teams alone"
    told = f"Open tickets that they passed on, {where}: {left.reported}. Nobody's again: {left.released}."
    click.echo(f"{email} has left. {told}", err=True)


def _summary(report: people.Report, *, dry_run: bool) -> str:
    text = f"{report.added} added, {report.changed} changed, {report.same} as they were"
    if report.left:
        text += f", {report.left} left"
    if report.gone:
        text += f"; {report.gone} left before and stay so (--reactivate lets them in again)"
    if report.last_admins:
        text += f"; kept as the last admin: {', '.join(report.last_admins)}"
    return f"Would be: {text}. Nothing was done." if dry_run else f"{text}."
