"""`flask outage ...`: declaring and telling from the server's own shell, where the browser or the network is away."""

from typing import Any

import click
from flask.cli import AppGroup
from marshmallow import Schema

from backend import audit, db
from backend.accounts.caller import OUTAGES, Caller
from backend.areas import services as areas
from backend.cli.telling import told
from backend.errors import Invalid
from backend.outages import services
from backend.problems import faults
from shared.schemas.outages import DeclareOutageSchema, NewUpdateSchema
from shared.vocabulary import Impact, OutageKind, OutageStatus

outage_group = AppGroup("outage", help="Outages and planned work.")
_times = (
    click.option("--ends", "expected_end_at", metavar="TIME", help="As 2027-06-01T18:00:00Z."),
    click.option("--next-update", "next_update_at", metavar="TIME", help="By when people hear more."),
)


@outage_group.command("list")
@click.option("--status", default="open", help="Several by commas; open for all that have not ended.")
@told
def outage_list(status: str) -> None:
    """What is known, tab-separated: id, status, impact, since when, services, where, title in English."""
    for row in services.list_outages(_shell("shell"), {"status": status}):
        since = row.started_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        words = areas.where(row.areas, "en"), row.title.get("en") or row.title.get("nl") or ""
        click.echo("\t".join((row.id, row.status, row.impact, since, ",".join(row.services), *words)))


@outage_group.command("declare")
@click.option("--nl", help="The title in Dutch.")
@click.option("--en", help="The title in English.")
@click.option("--service", "services", multiple=True, required=True, help="Several times for several; or a set: fixed.")
@click.option("--area", "areas", multiple=True, required=True, help="3511, 35, place:..., province:..., NL; several.")
@click.option("--impact", type=click.Choice([str(word) for word in Impact]), default=str(Impact.MAJOR))
@click.option("--planned", is_flag=True, help="Planned work.")
@click.option("--starts", "started_at", metavar="TIME", help="Default: now.")
@_times[0]
@_times[1]
@click.option("--external-id", help="The same again changes the one there is.")
@click.option("--by", default=audit.COMMAND_LINE, help="In whose name.")
@told
def outage_declare(nl: str | None, en: str | None, planned: bool, by: str, **given: Any) -> None:
    """Declares an outage, or announces planned work; its id is printed."""
    kind = OutageKind.MAINTENANCE if planned else OutageKind.OUTAGE
    data = _checked(DeclareOutageSchema(), {"title": {"nl": nl, "en": en}, "kind": str(kind), **given})
    click.echo(db.write(lambda: services.declare(_shell(by), data)[0].id))


@outage_group.command("update")
@click.argument("outage_id")
@click.option("--nl", help="The text in Dutch.")
@click.option("--en", help="The text in English.")
@click.option("--template", help="In the place of a text.")
@click.option("--status", type=click.Choice([str(word) for word in OutageStatus]), help="Default: as it is.")
@_times[0]
@_times[1]
@click.option("--by", default=audit.COMMAND_LINE, help="In whose name.")
@told
def outage_update(outage_id: str, nl: str | None, en: str | None, by: str, **given: Any) -> None:
    """Tells people how an outage goes; what it is now is printed."""
    text = {"text": {"nl": nl, "en": en}} if nl or en else {}
    data = _checked(NewUpdateSchema(), {**text, **given})
    click.echo(db.write(lambda: services.post_update(_shell(by), outage_id, data).status))


def _shell(name: str) -> Caller:
    """Whoever has the machine's shell, as a program with the right: it knows of no suspicion."""
    return Caller("command-line", name, "en", None, frozenset(), frozenset({OUTAGES}))


def _checked(schema: Schema, given: dict[str, Any]) -> dict[str, Any]:
    """As a request's body is checked, without what was not given; raises Invalid with the first thing that is wrong."""
    document = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    document = {name: value for name, value in document.items() if value is not None}
    for fault in faults(schema.validate(document), ""):
        raise Invalid("{what} {where}", what=fault["detail"], where=fault["pointer"])
    loaded: dict[str, Any] = schema.load(document)
    return loaded
