"""`flask team ...`: solving teams, and for each thing that a team keeps `add`, `list` and `remove`."""

from flask.cli import AppGroup

from backend.cli.team.endpoints import endpoint_group
from backend.cli.team.importing import team_import
from backend.cli.team.keys import api_key, key_group
from backend.cli.team.members import member_group
from backend.cli.team.rules import rule_group
from backend.cli.team.teams import team_add, team_list
from backend.cli.team.templates import template_group

__all__ = ["api_key", "team_group"]

team_group = AppGroup("team", help="Solving teams: members, rules, templates, endpoints, keys.")

for command in (
    team_add,
    team_list,
    team_import,
    member_group,
    rule_group,
    template_group,
    endpoint_group,
    key_group,
):
    team_group.add_command(command)
