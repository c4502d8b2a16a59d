"""The filters of a list of tickets as SQL conditions, and which of them an index is to find the tickets by."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.clock import now
from backend.errors import Invalid
from backend.teams import services as teams
from backend.tickets.models import Ticket
from backend.tickets.ties import Mention
from shared.vocabulary import Status

Query = Mapping[str, Any]
Columns = Callable[[str], ColumnElement[Any]]
"""A ticket's column by name, as a condition is to use it."""

ME, NONE = "me", "none"
_MOST_PREFIXES = 25
"""So many postcode prefixes of four signs each still leave few tickets, and are looked up one by one."""
_NARROW_FROM = 4
_BEYOND = "Z" * 8
"""Put after a prefix: no postcode that begins with it comes later."""


class hidden(FunctionElement[Any]):  # noqa: N801 - reads as the SQL that it is
    """A column that SQLite is not to look for an index by: without statistics it takes any equality for a rarity."""

    inherit_cache = True

    def __init__(self, of: Any) -> None:
        super().__init__(of)
        self.type = of.type


@compiles(hidden)
def _plain(element: Any, compiler: Any, **kw: Any) -> str:
    return str(compiler.process(element.clauses, **kw))


@compiles(hidden, "sqlite")
def _unary_plus(element: Any, compiler: Any, **kw: Any) -> str:
    return f"+{compiler.process(element.clauses, **kw)}"


def column(name: str) -> ColumnElement[Any]:
    """The ticket's column, for an index to find it by."""
    found: ColumnElement[Any] = getattr(Ticket, name)
    return found


def hide(name: str) -> ColumnElement[Any]:
    """The ticket's column, only to be compared."""
    return hidden(column(name))


def but(*names: str) -> Columns:
    """All columns hidden but those."""
    return lambda name: column(name) if name in names else hide(name)


def narrow(caller: Caller, query: Query) -> list[ColumnElement[bool]] | None:
    """The filter that leaves few tickets by itself, where there is one; raises Invalid."""
    if query.get("outage_id", NONE) != NONE:
        return [Ticket.outage_id == query["outage_id"]]
    if query.get("assignee", NONE) != NONE:
        return [Ticket.assignee_id == _person(caller, "assignee", query["assignee"])]
    if query.get("reporter"):
        return [Ticket.reporter_id == _person(caller, "reporter", query["reporter"])]
    if tied := list(_ties(caller, query, column)):
        return tied
    prefixes = _prefixes(query)
    if prefixes and len(prefixes) <= _MOST_PREFIXES and all(len(p) >= _NARROW_FROM for p in prefixes):
        return [or_(*(Ticket.customer_postcode.between(p, p + _BEYOND) for p in prefixes))]
    return None


def conditions(caller: Caller, query: Query, at: Columns) -> list[ColumnElement[bool]]:
    """All that the filters ask of a ticket but for `q`; raises Invalid, naming the parameter."""
    return [
        *_words(query, at),
        *_people(caller, query, at),
        *_things(query, at),
        *_ties(caller, query, at),
        *_times(query, at),
    ]


def check(caller: Caller, query: Query) -> None:
    """Raises Invalid where a filter asks for what cannot be."""
    conditions(caller, query, column)


def words(query: Query, name: str) -> list[str]:
    """The words of a filter that takes several by commas, each once; raises Invalid for an unknown one."""
    found = list(dict.fromkeys(word.strip() for word in (query.get(name) or "").split(",") if word.strip()))
    allowed = {"status": [str(status) for status in Status], "priority": ["1", "2", "3", "4"]}.get(name)
    if allowed and not set(found) <= set(allowed):
        pointer = f"/query/{name}"
        raise Invalid("Must be one of: {choices}.", choices=", ".join(allowed), pointer=pointer, allowed=allowed)
    return found


def _words(query: Query, at: Columns) -> Iterator[ColumnElement[bool]]:
    if asked := words(query, "service"):
        # Sets too, as `fixed`; a misspelt one must not look like an empty queue.
        yield at("service").in_(teams.expand(asked, "/query/service"))
    for name, of in (("team", "team_slug"), ("status", "status")):
        if asked := words(query, name):
            yield at(of).in_(asked)
    if priorities := words(query, "priority"):
        yield at("priority").in_([int(word) for word in priorities])


def _people(caller: Caller, query: Query, at: Columns) -> Iterator[ColumnElement[bool]]:
    for name, of in (("assignee", "assignee_id"), ("reporter", "reporter_id")):
        if asked := query.get(name):
            yield at(of).is_(None) if asked == NONE and name == "assignee" else at(of) == _person(caller, name, asked)


def _person(caller: Caller, name: str, asked: str) -> str:
    if name in ("reporter", "mentioned") and asked != ME:
        raise Invalid("Must be one of: {choices}.", choices=ME, pointer=f"/query/{name}", allowed=[ME])
    if asked != ME:
        return asked
    if not caller.is_person:
        raise Invalid("A team's program is nobody: `me` is for people.", pointer=f"/query/{name}")
    return caller.id


def _ties(caller: Caller, query: Query, at: Columns) -> Iterator[ColumnElement[bool]]:
    """To a team's own system, to a parent, to who is mentioned: each leaves few tickets."""
    if query.get("external_id"):
        yield at("external_id") == query["external_id"]
    if query.get("parent"):
        yield at("parent_id") == query["parent"]
    if query.get("mentioned"):
        named = Mention.person_id == _person(caller, "mentioned", query["mentioned"])
        yield Ticket.id.in_(select(Mention.ticket_id).where(named))


def _things(query: Query, at: Columns) -> Iterator[ColumnElement[bool]]:
    if asked := query.get("outage_id"):
        yield at("outage_id").is_(None) if asked == NONE else at("outage_id") == asked
    if "merged" in query:
        yield at("merged_at").is_not(None) if query["merged"] else at("merged_at").is_(None)
    if (prefixes := _prefixes(query)) is not None:
        yield lives_in(prefixes, at("customer_postcode"))


def _prefixes(query: Query) -> list[str] | None:
    if not (query.get("area") or "").strip():
        return None
    return areas.prefixes([areas.normalise(query["area"], "/query/area")])


def lives_in(prefixes: Iterable[str], postcode: Any) -> ColumnElement[bool]:
    """Whether a kept postcode begins with one of `prefixes`; `""` is the whole country."""
    by_length: dict[int, list[str]] = {}
    for prefix in prefixes:
        by_length.setdefault(len(prefix), []).append(prefix)
    if 0 in by_length:
        there: ColumnElement[bool] = postcode.is_not(None)
        return there
    return or_(*(func.substr(postcode, 1, length).in_(found) for length, found in by_length.items()))


def _times(query: Query, at: Columns) -> Iterator[ColumnElement[bool]]:
    moment = now()
    if "older_than" in query:
        yield at("created_at") <= moment - dt.timedelta(minutes=query["older_than"])
    if "younger_than" in query:
        yield at("created_at") > moment - dt.timedelta(minutes=query["younger_than"])
    for name, of in (("created_after", "created_at"), ("updated_after", "updated_at")):
        if name in query:
            yield at(of) > query[name]
    for name, of in (("created_before", "created_at"), ("due_before", "due_at")):
        if name in query:
            yield at(of) < query[name]
    if "breached" in query:
        yield _breached(at, moment) if query["breached"] else _unbreached(at, moment)


def breached_at(moment: dt.datetime) -> ColumnElement[bool]:
    """Whether a clock of a ticket has run out by then."""
    return _breached(column, moment)


def _breached(at: Columns, moment: dt.datetime) -> ColumnElement[bool]:
    return or_(at("breached_at").is_not(None), at("due_at") <= moment)


def _unbreached(at: Columns, moment: dt.datetime) -> ColumnElement[bool]:
    return and_(at("breached_at").is_(None), or_(at("due_at").is_(None), at("due_at") > moment))
