"""`/admin/teams`: the teams, where a ticket would go, and of each team its name and who works in it."""

from typing import Any

from flask import Response

from backend.accounts.caller import Caller
from backend.board.admin.frame import ADMINS, KEEPERS, admin_page
from backend.board.admin.trying import tried
from backend.board.forms import Form, blank, sent
from backend.board.web import Pages, go, said, visitor
from backend.etags import etag_of
from backend.forwarding import services as forwarding
from backend.teams import present
from backend.teams import services as teams
from backend.teams.models import Team
from backend.tickets import services as tickets
from shared.schemas.base import EmptySchema
from shared.schemas.members import NewMemberSchema
from shared.schemas.teams import NewTeamSchema, PatchTeamSchema

pages = Pages("admin_teams", __name__)


@pages.get("/admin/teams")
@visitor(*KEEPERS)
def all_of_them(who: Caller) -> Response:
    """Those that whoever asks looks after, and a try of where a ticket would go."""
    backlogs, rows = forwarding.backlogs(), teams.list_teams(who)
    own = [row for row in rows if teams.oversees(who) or row.slug in who.teams]
    counts = teams.member_counts()
    shown = [{"team": row, "members": counts.get(row.slug, 0), **backlogs[row.slug]} for row in own]
    return admin_page(who, "teams.html", shown=shown, **tried(who))


@pages.get("/admin/teams/new")
@visitor(*ADMINS)
def begin(who: Caller) -> Response:
    """The form for a new team."""
    return admin_page(who, "team_new.html", form=blank(NewTeamSchema, {"language": "nl"}))


@pages.post("/admin/teams")
@visitor(*ADMINS)
def add(who: Caller) -> Response:
    """Makes a team."""
    form = sent(NewTeamSchema)
    if not form.act(lambda data: {"slug": teams.make_team(who, data).slug}):
        return admin_page(who, "team_new.html", status=form.status, form=form)
    said("The team is there. Now its members, and what is routed to it.")
    return go(f"/admin/teams/{form.result['slug']}")


@pages.get("/admin/teams/<id:slug>")
@visitor(*KEEPERS)
def see(who: Caller, slug: str) -> Response:
    """Who works in it."""
    return _one(who, slug)


@pages.post("/admin/teams/<id:slug>")
@visitor(*KEEPERS)
def amend(who: Caller, slug: str) -> Response:
    """Changes its name or language."""
    form = sent(PatchTeamSchema)
    if form.change(lambda data, version: teams.amend_team(who, slug, data, version).slug):
        said("It is saved, and holds from now on.")
        return go(f"/admin/teams/{slug}")
    if form.late:
        now = present.team(teams.find_team(who, slug))
        form.beside({"name": now["name"], "language": now["language"]}, etag_of(now))
    return _one(who, slug, form=form)


@pages.post("/admin/teams/<id:slug>/members")
@visitor(*KEEPERS)
def take_in(who: Caller, slug: str) -> Response:
    """Takes somebody in, by e-mail address."""
    form = sent(NewMemberSchema)
    if not form.act(lambda data: {"id": teams.add_member(who, slug, data["email"]).id}):
        return _one(who, slug, member=form)
    said("They are in the team, and see its tickets from now on.")
    return go(f"/admin/teams/{slug}")


@pages.post("/admin/teams/<id:slug>/members/<id:person_id>/remove")
@visitor(*KEEPERS)
def let_go(who: Caller, slug: str, person_id: str) -> Response:
    """Takes somebody out; what they had in hand is nobody's again."""

    def remove(_: dict[str, Any]) -> int:
        person = teams.remove_member(who, slug, person_id)
        return tickets.release_all(who, slug, person)

    form = sent(EmptySchema)
    if not form.act(remove):
        return _one(who, slug, member=form)
    said("They are out of the team. Tickets that are nobody's again: {number}.", number=form.result)
    return go(f"/admin/teams/{slug}" if teams.oversees(who) or who.id != person_id else "/admin/teams")


def team_page(who: Caller, slug: str, template: str, *, status: int = 200, **shown: Any) -> Response:
    """A page about one team; raises NotFound."""
    team: Team = teams.find_team(who, slug)
    return admin_page(who, template, status=status, team=team, **shown)


def _one(who: Caller, slug: str, form: Form | None = None, member: Form | None = None) -> Response:
    team = present.team(teams.find_team(who, slug))
    form = form or blank(PatchTeamSchema, {"name": team["name"], "language": team["language"]}, version=etag_of(team))
    member = member or blank(NewMemberSchema)
    status, members = max(form.status, member.status), teams.list_members(who, slug)
    return team_page(who, slug, "team.html", status=status, tab="members", form=form, member=member, members=members)
