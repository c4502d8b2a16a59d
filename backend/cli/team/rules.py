"""`flask team rule ...`: which tickets go to which team."""

import click
from flask.cli import AppGroup

from backend import db
from backend.cli.telling import told
from backend.teams import services as teams
from backend.teams.models import RoutingRule
from shared.vocabulary import Kind

rule_group = AppGroup("rule", help="Which tickets go to which team.")
_conditions = (
    click.option("--service", help="Default: any."),
    click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Default: both."),
)


@rule_group.command("add")
@click.argument("team")
@_conditions[0]
@_conditions[1]
@click.option("--area", help="3511, 35, place:..., municipality:..., province:..., NL; default: anywhere.")
@click.option("--position", type=click.IntRange(0, 100_000), default=100, help="The lowest is looked at first.")
@told
def rule_add(team: str, service: str | None, kind: str | None, area: str | None, position: int) -> None:
    """A rule that leads to a team; its id is printed."""
    data = {"service": service, "kind": kind, "area": area, "position": position}

    def add() -> str:
        teams.check_team(team)
        return teams.keep_rule(None, team, data).id

    click.echo(db.write(add))


@rule_group.command("list")
@click.argument("team", required=False)
@told
def rule_list(team: str | None) -> None:
    """The rules in the order in which they are looked at, tab-separated: id, position, team, service, kind, area."""
    if team:
        teams.check_team(team)
    for rule in teams.rules_of(team):
        parts = (rule.id, str(rule.position), rule.team_slug, rule.service, rule.kind, rule.area)
        click.echo("\t".join(part or "*" for part in parts))


@rule_group.command("remove")
@click.argument("rule_id")
@told
def rule_remove(rule_id: str) -> None:
    """Removes a rule; tickets that it routed stay where they are."""

    def remove() -> None:
        rule = db.session.get(RoutingRule, rule_id)
        teams.remove_rule(None, rule.team_slug if rule else "", rule_id)

    db.write(remove)
    click.echo("That rule is gone.", err=True)


@rule_group.command("try")
@_conditions[0]
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), default=str(Kind.PROBLEM))
@click.option("--postcode")
@told
def rule_try(service: str | None, kind: str, postcode: str | None) -> None:
    """To which team such a ticket would go; why the rules before did not fit is told on standard error."""
    route, before = teams.try_route(None, service, kind, postcode)
    for one in before:
        click.echo(f"{one.leads.rule} to {one.leads.team}: {one.why}", err=True)
    click.echo("No rule fits." if route.rule is None else f"{route.rule} fits.", err=True)
    click.echo(route.team)
