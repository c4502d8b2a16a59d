"""`/desk`: the queue, which new tickets join without a reload, and the way from one ticket to the next."""

from typing import Any

from flask import Response, request

from backend.accounts.caller import Caller
from backend.board.desk import queries, unchanged, words
from backend.board.desk.blueprint import pages
from backend.board.desk.queries import Asked
from backend.board.shown import say
from backend.board.web import go, page, part, said, visitor
from backend.cursors import write_cursor
from backend.i18n import reader_language
from backend.teams import services as teams
from backend.tickets import present, services
from backend.tickets.export import exported
from backend.tickets.models import Ticket
from backend.tickets.services.sorting import ORDERS
from backend.tickets.views import present as show_view
from backend.tickets.views import services as saved
from shared.vocabulary import Role, Separator, Status

A_PAGE = 50


@pages.get("/desk")
@visitor(Role.SOLVER, Role.MANAGER)
def queue(who: Caller) -> Response:
    """The queue that the address asks for, with the queues that all have and those that were saved."""
    asked = queries.asked(who, request.args)
    shown = {**choices(who), **_rows(who, asked), **_around(who, asked)}
    answer = page("desk/queue.html", asked=asked, filtered=_is_filtered(asked, shown), **shown)
    # What stands in tickets is kept by no browser for whoever comes after.
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/desk/rows")
@visitor(Role.SOLVER, Role.MANAGER)
def rows(who: Caller) -> Response:
    """The queue's tickets, for the page to refresh."""
    if (nothing_new := unchanged.still(who)) is not None:
        return nothing_new
    at, asked = unchanged.position(who), queries.asked(who, request.args)
    return unchanged.keep(who, part("desk/rows.html", asked=asked, **_rows(who, asked), **_around(who, asked)), at)


@pages.get("/desk/next")
@visitor(Role.SOLVER, Role.MANAGER)
def neighbour(who: Caller) -> Response:
    """Leads to the ticket after (`back`: before) one in its queue, or to the queue where there is none."""
    text = request.args.get("queue", "")
    asked, back = queries.carried(who, text), request.args.get("back") == "1"
    row = services.read(who, queries.an_id(request.args.get("after", "")))
    found = beside(who, asked, row, back=back)
    if found is None:
        said("That was the first one of this queue." if back else "That was the last one of this queue.")
        return go(asked.address())
    return go(ticket_address(found.id, asked))


@pages.get("/desk/export.csv")
@visitor(Role.SOLVER, Role.MANAGER)
def spreadsheet_of(who: Caller) -> Response:
    """The queue as a spreadsheet, as `/tickets/export.csv` gives it; with semicolons for who reads Dutch."""
    asked = queries.asked(who, request.args)
    if asked.problems or asked.nobody:
        return go(asked.address())
    separator = Separator.SEMICOLON if reader_language() == "nl" else Separator.COMMA
    query = {name: value for name, value in asked.query.items() if name != "sort"}
    return exported(who, query, str(separator))


def ticket_address(ticket_id: str, asked: Asked, act: str = "") -> str:
    """A ticket's page, opened from a queue."""
    return queries.at(f"/desk/tickets/{ticket_id}", queue=asked.text, act=act)


def beside(who: Caller, asked: Asked, row: Ticket, *, back: bool = False) -> Ticket | None:
    """The ticket that comes after (or before) `row` in the queue, whether or not `row` still belongs to it."""
    if asked.problems or asked.nobody:
        return None
    turned = asked.sort.removeprefix("-") if asked.sort.startswith("-") else f"-{asked.sort}"
    order = ORDERS[turned if back else asked.sort]
    place = tuple(getattr(row, name) for name in order.fields)
    return next(iter(services.list_tickets(who, {**asked.query, "sort": order.sort}, order, place, 1)), None)


def choices(who: Caller) -> dict[str, Any]:
    """What filters can be chosen from."""
    names = teams.names()
    mine = sorted(names if who.is_manager else who.teams)
    colleagues = {one.id: one.name for slug in who.teams for one in teams.list_members(who, slug) if one.active}
    return {
        "services": list(service_titles().items()),
        "teams": [(slug, names.get(slug, slug)) for slug in mine],
        "colleagues": sorted(colleagues.items(), key=lambda one: one[1].casefold()),
        "statuses": [str(status) for status in Status],
        "sorts": [(value, say(name)) for value, name in words.SORTS.items()],
        "ages": [(value, say(name)) for value, name in words.AGES],
    }


def _is_filtered(asked: Asked, shown: dict[str, Any]) -> bool:
    """Whether filters are on that no tab or view says."""
    named = any(here for _, _, here, _ in shown["presets"]) or shown["here"]
    return not named and bool(set(asked.typed) - {"q"})


def service_titles() -> dict[str, str]:
    """What the services are called in the page's language, by slug."""
    return teams.titles()[reader_language()]


def _rows(who: Caller, asked: Asked) -> dict[str, Any]:
    if asked.problems or asked.nobody:
        return {"rows": [], "further": ""}
    order = ORDERS[asked.sort]
    found = services.list_tickets(who, asked.query, order, asked.place, A_PAGE + 1)
    shown = found[:A_PAGE]
    further = asked.address(cursor=write_cursor(order.cursor(shown[-1]))) if len(found) > A_PAGE else ""
    titles = service_titles()
    return {"rows": [_row(row, who, titles, asked) for row in shown], "further": further}


def _row(row: Ticket, who: Caller, titles: dict[str, str], asked: Asked) -> dict[str, Any]:
    shown = present.ticket(row, who, in_list=True)
    shown["title"] = " ".join(row.description.split())[:140]
    shown["service_title"] = titles.get(row.service or "") or say("A question")
    shown["address"] = ticket_address(row.id, asked)
    return shown


def _around(who: Caller, asked: Asked) -> dict[str, Any]:
    """The queues that all have with how many are in them, and those that were saved."""
    many = _counts(who)
    presets = [
        (say(one.words), Asked(one.typed, {}).address(), queries.is_preset(one, asked.typed), many.get(one.name))
        for one in queries.PRESETS
    ]
    views = [show_view.view(row, who) for row in saved.list_views(who)]
    for view in views:
        view["address"] = Asked(view["query"], {}).address(view=view["id"])
        view["here"] = view["query"] == asked.typed and request.args.get("view") in (None, view["id"])
    here = next((view for view in views if view["here"]), None)
    several = who.is_manager or len(who.teams) > 1
    return {"presets": presets, "views": views, "here": here, "teams_shown": several}


def _counts(who: Caller) -> dict[str, int]:
    """How many are in the queues that all have."""
    asked = queries.of_teams(who, {"merged": False, "status": queries.OPEN})
    found = {} if asked.get("team") == "" else services.glance(who, asked)

    def total(name: str, *statuses: str) -> int:
        return sum(counts[name] for status, counts in found.items() if not statuses or status in statuses)

    return {
        "open": total("all"),
        "new": total("all", Status.ACKNOWLEDGED),
        "waiting": total("all", Status.PENDING, Status.HELD),
        "mine": total("mine"),
        "late": total("late"),
    }
