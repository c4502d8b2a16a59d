"""`/desk/tickets/{id}`: one ticket with all around it, which refreshes itself, and the form of one act beside it."""

from typing import Any

from flask import Response, request

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.board import forms
from backend.board.admin.words import in_language
from backend.board.desk import acts, queries, words
from backend.board.desk.acts import Act
from backend.board.desk.blueprint import pages
from backend.board.desk.queue import service_titles
from backend.board.forms import Form
from backend.board.shown import say
from backend.board.web import page, part, visitor
from backend.errors import Forbidden, Invalid
from backend.i18n import reader_language
from backend.outages import present as show_outage
from backend.outages import reading as outages
from backend.teams import services as teams
from backend.tickets import present, scope, services
from backend.tickets.models import Ticket
from backend.tickets.opened import opened
from backend.tickets.services.sorting import ORDERS
from shared import lifecycle
from shared.vocabulary import Role, Status

SEEN = "_seen"
"""The field in which a form says up to when its reader had seen the ticket."""


@pages.get("/desk/tickets/<id:ticket_id>")
@visitor(Role.SOLVER, Role.MANAGER)
def ticket(who: Caller, ticket_id: str) -> Response:
    """The whole page, with the form of the act that the address names, else of an answer."""
    row = worked_on(who, ticket_id)
    shown = present.ticket(row, who)
    wanted = acts.offered(shown, request.args.get("act", ""))
    form = None
    if wanted:
        form = forms.blank(
            wanted.schema(), acts.filled_in(wanted, shown, request.args), version=present.etag(row, shown)
        )
    return whole(who, row, shown, wanted, form)


@pages.get("/desk/tickets/<id:ticket_id>/live")
@visitor(Role.SOLVER, Role.MANAGER)
def live(who: Caller, ticket_id: str) -> Response:
    """All of the page but its form, for the page to refresh."""
    row = worked_on(who, ticket_id)
    answer = part("desk/ticket_live.html", **around(who, row, present.ticket(row, who)))
    if answer.status_code != 304:  # noqa: PLR2004 - HTTP's own: nothing was shown
        opened(who, [row])
    return answer


def worked_on(who: Caller, ticket_id: str) -> Ticket:
    """The ticket, for who works on it; raises NotFound, and Forbidden for who only passed it on."""
    row = services.read(who, ticket_id)
    if not scope.works_on(who, row):
        raise Forbidden("You passed this ticket on to another team: follow it in the app on your phone.")
    return row


def whole(who: Caller, row: Ticket, shown: dict[str, Any], act: Act | None, form: Form | None) -> Response:
    """The page, with `form` for `act`; with the form's status where something in it was refused."""
    status = form.status if form else 200
    seen = request.form.get(SEEN, "")
    meanwhile = [one for one in _entries(who, row) if seen and one["at"] > seen] if form and form.late else []
    answer = page(
        "desk/ticket.html",
        status=status,
        act=act,
        form=form,
        seen=shown["updated_at"],
        # Letters are keys until somebody has chosen to write.
        begins={"data-focus": ""} if request.args.get("act") and form and form.status == 200 else {},  # noqa: PLR2004
        meanwhile=meanwhile,
        **around(who, row, shown),
        **(_choices(who, row, act) if act else {}),
    )
    opened(who, [row])
    # A customer's data stands in no browser's cache: "back" shows it to nobody who comes after.
    answer.headers["Cache-Control"] = "no-store"
    return answer


def again(who: Caller, ticket_id: str, act: Act, form: Form) -> Response:
    """The page once more with a form that was refused; where somebody else was first, with what is there now."""
    db.session.rollback()
    row = worked_on(who, ticket_id)
    shown = present.ticket(row, who)
    if form.late:
        form.beside(acts.now(act, shown), present.etag(row, shown))
    return whole(who, row, shown, act, form)


def around(who: Caller, row: Ticket, shown: dict[str, Any]) -> dict[str, Any]:
    """All that the page shows beside its form."""
    queue = request.args.get("queue", "")[: queries.LONGEST]
    names = teams.names()
    return {
        "who": who,
        "ticket": shown,
        "version": present.etag(row, shown),
        "can_merge": acts.can(shown, "merge"),
        "can_link": acts.can(shown, "outage"),
        "entries": [{**one, "told": words.told(one["changes"], names)} for one in _entries(who, row)],
        "queue": queue,
        "back": f"/desk?{queue}" if queue else "/desk",
        "service_title": service_titles().get(row.service or "") or say("A question"),
        "first_acts": [one for one in acts.ACTS if one.name in acts.FIRST and acts.is_offered(one, shown)],
        "further_acts": [one for one in acts.ACTS if one.name not in acts.FIRST and acts.is_offered(one, shown)],
        "reasons": {reason: say(name) for reason, name in words.REASONS.items()},
        "likeness": {reason: say(name) for reason, name in words.LIKENESS.items()},
        "clock_names": {name: say(words_) for name, words_ in words.CLOCKS.items()},
        "in_language": in_language,
        "channels": {name: say(words_) for name, words_ in words.CHANNELS.items()},
        "parent": _parent(who, row),
        "children": _children(who, row, shown),
        **_outages(who, row),
    }


def _entries(who: Caller, row: Ticket) -> list[dict[str, Any]]:
    return [present.entry(one, reader_language(), who) for one in services.timeline_of(who, row)]


def _parent(who: Caller, row: Ticket) -> dict[str, Any] | None:
    found = services.by_ids(who, [row.parent_id]) if row.parent_id else []
    return {"id": found[0].id, "reference": found[0].reference} if found else None


def _children(who: Caller, row: Ticket, shown: dict[str, Any]) -> list[dict[str, Any]]:
    if not shown.get("children", {}).get("total"):
        return []
    rows = services.list_tickets(who, {"parent": row.id, "sort": "created_at"}, ORDERS["created_at"], None, 20)
    return [{"id": one.id, "reference": one.reference, "status": one.status, "merged": one.merged_at} for one in rows]


def _outages(who: Caller, row: Ticket) -> dict[str, Any]:
    """The outage that it is behind, and those that it may belong to."""
    behind = outages.by_ids(who, [row.outage_id]) if row.outage_id else []
    maybe: list[Any] = []
    if not behind and row.customer_postcode and row.service and Status(row.status) not in lifecycle.DONE:
        asked = {"postcode": row.customer_postcode, "service": row.service, "status": "open"}
        try:
            maybe = outages.list_outages(who, asked)[:5]
        except Invalid:  # a postcode of before, or a service that is gone
            maybe = []
    shown, language = show_outage.many([*behind, *maybe], who), reader_language()
    for one in shown:
        one["title_in"], one["where_in"] = one["title"][language], one["where"][language]
    return {"outage": shown[0] if behind else None, "maybe_outages": shown[len(behind) :]}


def _choices(who: Caller, row: Ticket, act: Act) -> dict[str, Any]:
    """What the fields of a form can be chosen from."""
    found: dict[str, Any] = {}
    if "template" in act.asks:
        language = reader_language()
        templates = teams.list_templates(who, row.team_slug)
        found["templates"] = [(one.slug, one.title.get(language) or one.slug) for one in templates]
    if "colleagues" in act.asks:
        members = [one for one in teams.list_members(who, row.team_slug) if one.active]
        found["colleagues"] = [
            (one.id, say("{name} (you)", name=one.name) if one.id == who.id else one.name) for one in members
        ]
        found["mentionable"] = [one.name for one in members if one.id != who.id]
    if "teams" in act.asks:
        found["teams"] = [(slug, name) for slug, name in teams.names().items() if slug != row.team_slug]
    if act.name == "outage":
        near = _outages(who, row)
        known = [near["outage"]] if near["outage"] else near["maybe_outages"]
        found["outage_choices"] = [(one["id"], f"{one['title_in']} ({one['where_in']})") for one in known]
    if "reasons" in act.asks:
        found["reason_choices"] = [(reason, say(words.REASONS[reason])) for reason in act.reasons]
    return found


def reporters_language(row: Ticket) -> str:
    """In which language the one who passed it on reads."""
    person = db.session.get_one(Person, row.reporter_id)
    return person.language
