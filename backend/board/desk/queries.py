"""What a queue is asked for: the API's filters as they stand in the page's address, and the queues that all have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from re import fullmatch
from typing import Any
from urllib.parse import parse_qsl, urlencode

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from backend.accounts.caller import Caller
from backend.cursors import read_cursor
from backend.errors import Invalid, NotFound
from backend.http import IdConverter
from backend.i18n import say
from backend.problems import faults
from backend.tickets.services import filters
from backend.tickets.services.sorting import ORDERS, Place
from shared import lifecycle
from shared.messages import Message
from shared.schemas.queue import TicketFilterSchema
from shared.schemas.views import filters_of
from shared.vocabulary import Status, TicketSort

FILTERS = (*TicketFilterSchema().fields, "sort")
OPEN = ",".join(status for status in Status if status not in lifecycle.DONE)
USUAL_SORT = str(TicketSort.MOST_URGENT)
LONGEST = 2000
"""Of a queue's address, as a ticket's page carries it along."""
_NO_DUPLICATES = {"merged": "false"}

Typed = dict[str, str]


@dataclass(frozen=True)
class Preset:
    """A queue that everybody has."""

    name: str
    words: Message
    typed: Typed


PRESETS = (
    Preset("open", Message("All open"), {"status": OPEN, **_NO_DUPLICATES}),
    Preset("new", Message("To take up"), {"status": "acknowledged", **_NO_DUPLICATES}),
    Preset("mine", Message("Mine"), {"assignee": "me", "status": OPEN, **_NO_DUPLICATES}),
    Preset("waiting", Message("Waiting"), {"status": "pending,held", **_NO_DUPLICATES}),
    Preset("late", Message("Too late"), {"breached": "true", "status": OPEN, **_NO_DUPLICATES}),
    Preset("mentioned", Message("Mentions me"), {"mentioned": "me", "sort": "-updated_at"}),
    Preset("done", Message("Resolved"), {"status": "resolved", "sort": "-updated_at", **_NO_DUPLICATES}),
)


@dataclass(frozen=True)
class Asked:
    """A queue: `typed` as in the address, `query` as the services take it; with `problems` there is nothing to show."""

    typed: Typed
    query: dict[str, Any]
    cursor: str | None = None
    place: Place | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its address without the path, without a page in it."""
        return urlencode(self.typed)

    @property
    def sort(self) -> str:
        """The order."""
        return str(self.query.get("sort", USUAL_SORT))

    @property
    def nobody(self) -> bool:
        """Whether no ticket of the caller's can be in it: it names other people's teams only."""
        return self.query.get("team") == ""

    def address(self, **changes: str) -> str:
        """The queue's page, with some filters otherwise."""
        typed = {name: value for name, value in {**self.typed, **changes}.items() if value}
        return f"/desk?{urlencode(typed)}" if typed else "/desk"


def asked(who: Caller, args: MultiDict[str, str]) -> Asked:
    """The queue that an address names; without any filter all that is open."""
    typed = {name: ",".join(one for one in args.getlist(name) if one.strip()) for name in FILTERS if name in args}
    typed = {name: value for name, value in typed.items() if value} or dict(PRESETS[0].typed)
    cursor = args.get("cursor") or None
    try:
        query = of_teams(who, {**filters_of({"sort": USUAL_SORT, **typed})})
        filters.check(who, query)
        order = ORDERS[query["sort"]]
        return Asked(typed, query, cursor, order.place(read_cursor(cursor, order.kinds())))
    except ValidationError as error:
        return Asked(typed, {}, problems=[fault["detail"] for fault in faults(error.messages, "")])
    except Invalid as error:
        return Asked(typed, {}, problems=[say(error.message)])


def carried(who: Caller, text: str) -> Asked:
    """The queue that a ticket's page was opened from (its `queue` parameter)."""
    return asked(who, MultiDict(parse_qsl(text[:LONGEST])))


def of_teams(who: Caller, query: dict[str, Any]) -> dict[str, Any]:
    """Of solvers only their teams' tickets: what they passed on themselves is on their phone, not on their desk."""
    if who.is_manager:
        return query
    wanted = set(filters.words(query, "team")) or who.teams
    return {**query, "team": ",".join(sorted(who.teams & wanted))}


def is_preset(preset: Preset, typed: Mapping[str, str]) -> bool:
    """Whether the address asks for just that."""
    return preset.typed == dict(typed)


def at(path: str, **parameters: str) -> str:
    """An address with those of its parameters that are not empty."""
    given = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def an_id(text: str) -> str:
    """An id that came in a query or a form, as those in a path must be; raises NotFound for what can be none."""
    if not fullmatch(IdConverter.regex, text):
        raise NotFound
    return text
