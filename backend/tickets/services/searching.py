"""Pages of tickets that hold certain words, in any order.

Words that are common fill a page from the first tickets of the order, which are looked through one by one; words that
are rare are looked up in the index. SQLite's gives what it finds in order of coming in, so the newest page is read and
no more; PostgreSQL's gives all or nothing, and what it finds is put in order.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, cast, column, func, literal, or_, select, table, union_all
from sqlalchemy.dialects.postgresql import TSQUERY as TSQUERY_TYPE

from backend import db
from backend.accounts.caller import Caller
from backend.config import config
from backend.tickets import scope
from backend.tickets.models import Ticket
from backend.tickets.search import TicketSearch, terms
from backend.tickets.search.query import FTS5, TSQUERY, Term, Word, expression, parse
from backend.tickets.services import branches, filters
from backend.tickets.services.filters import Query, hidden
from backend.tickets.services.sorting import Order, Place

WALK = 1000
"""So many tickets of an order are looked through before the index is asked."""
FEW = 2000
"""So many finds are rare words, for which nothing is looked through first."""
SHORT = 3
"""A beginning of so many letters is that of many words, of which FTS5 would put all finds in order first."""

_FTS = table("ticket_fts", column("rowid"), column("ticket_fts"))


def asked(query: Query) -> bool:
    """Whether words are asked for at all."""
    return bool((query.get("q") or "").strip())


def page(caller: Caller, query: Query, order: Order, place: Place | None, most: int) -> list[Ticket]:
    """Up to `most` tickets with the words of `query["q"]`; none where it holds no word. Raises Invalid."""
    filters.check(caller, query)
    words = _parsed(query)
    if not words:
        return []
    if _common(caller, query):
        parts = branches.ids(caller, query, order, place, WALK)
        found = _walked(caller, words, order, parts, most)
        if len(found) >= most or _are_all(parts):
            return found
    if _is_sqlite() and order.fields[0] == "created_at":
        return _as_they_came(caller, query, order, place, most, _matches(caller, words))
    return _collected(caller, query, order, place, most)


def hits(caller: Caller, query: Query) -> list[ColumnElement[bool]] | None:
    """Conditions on tickets with the words, all filters kept; None where there is no word. Raises Invalid."""
    filters.check(caller, query)
    words = _parsed(query)
    return [_is_hit(caller, words), *_rest(caller, query)] if words else None


def _as_they_came(
    caller: Caller, query: Query, order: Order, place: Place | None, most: int, matches: ColumnElement[bool]
) -> list[Ticket]:
    rows = (
        select(Ticket)
        .select_from(_FTS)
        .join(TicketSearch, TicketSearch.seq == hidden(_FTS.c.rowid))
        .join(Ticket, Ticket.id == hidden(TicketSearch.ticket_id))
        .where(matches, *_rest(caller, query))
    )
    if place:
        rows = rows.where(_after(order, place))
    by = _FTS.c.rowid.desc() if order.descending else _FTS.c.rowid
    return list(db.session.scalars(rows.order_by(by).limit(most)))


def _after(order: Order, place: Place) -> ColumnElement[bool]:
    """By the row of the ticket that ended the page; where it is gone meanwhile, by its neighbour."""
    there = select(TicketSearch.seq).where(TicketSearch.ticket_id == place[-1]).scalar_subquery()
    near = select(TicketSearch.seq).join(Ticket, Ticket.id == TicketSearch.ticket_id)
    at = literal(place[0], db.UtcDateTime())
    if order.descending:
        before = near.where(Ticket.created_at < at).order_by(Ticket.created_at.desc()).limit(1).scalar_subquery()
        return _FTS.c.rowid < func.coalesce(there, before + 1, 0)
    later = near.where(Ticket.created_at > at).order_by(Ticket.created_at).limit(1).scalar_subquery()
    return _FTS.c.rowid > func.coalesce(there, later - 1, 2**62)


def _walked(caller: Caller, words: list[Word], order: Order, parts: list[Select[Any]], most: int) -> list[Ticket]:
    if not parts:
        return []
    rows = select(Ticket).join(TicketSearch, TicketSearch.ticket_id == hidden(Ticket.id))
    rows = rows.where(Ticket.id.in_(union_all(*parts)), _holds(caller, words))
    return list(db.session.scalars(rows.order_by(*order.by()).limit(most)))


def _are_all(parts: list[Select[Any]]) -> bool:
    """Whether what was looked through was all there is."""
    looked = union_all(*parts).subquery() if parts else None
    return looked is None or (db.session.scalar(select(func.count()).select_from(looked)) or 0) < WALK


def _collected(caller: Caller, query: Query, order: Order, place: Place | None, most: int) -> list[Ticket]:
    found = select(Ticket).where(_is_hit(caller, _parsed(query)), *_rest(caller, query))
    if place:
        found = found.where(order.after(place))
    return list(db.session.scalars(found.order_by(*order.by()).limit(most)))


def _common(caller: Caller, query: Query) -> bool:
    """Whether the words are likely to fill a page at once; counting to a bound is cheap in FTS5, in GIN it is not."""
    if not _is_sqlite():
        return True
    last = terms.words(query["q"])[-1:]
    if last and len(last[0]) <= SHORT:
        return True
    some = select(_FTS.c.rowid).where(_matches(caller, _parsed(query, open_ended=False))).limit(FEW + 1).subquery()
    return (db.session.scalar(select(func.count()).select_from(some)) or 0) > FEW


def _rest(caller: Caller, query: Query) -> list[ColumnElement[bool]]:
    """The scope and the other filters, which only look at what the words found."""
    return [scope.visible(caller, filters.hide), *filters.conditions(caller, query, filters.hide)]


def _is_hit(caller: Caller, words: list[Word]) -> ColumnElement[bool]:
    rows: Select[Any] = select(TicketSearch.ticket_id)
    if _is_sqlite():
        joined = rows.select_from(_FTS).join(TicketSearch, TicketSearch.seq == hidden(_FTS.c.rowid))
        return Ticket.id.in_(joined.where(_matches(caller, words)))
    # Found first and as a whole: left to itself, PostgreSQL looks through the table in its order instead.
    found = rows.where(_has(TicketSearch.terms, caller, words)).cte("hit")
    hit = select(found.prefix_with("MATERIALIZED", dialect="postgresql").c.ticket_id)
    # It cannot guess how few they are, and would read all tickets to join them.
    some = list(db.session.scalars(hit.limit(FEW + 1)))
    return Ticket.id.in_(some if len(some) <= FEW else hit)


def _holds(caller: Caller, words: list[Word]) -> ColumnElement[bool]:
    """Whether the ticket of the row at hand has the words, without asking the index."""
    if not _is_sqlite():
        return _has(func.coalesce(TicketSearch.terms), caller, words)
    padded = literal(" ").concat(TicketSearch.terms).concat(" ")
    if caller.is_manager:
        return _stand_in(padded, words, "pi")
    parts = [filters.hide("team_slug").in_(caller.teams) & _stand_in(padded, words, "pi")] if caller.teams else []
    if caller.is_person:
        parts.append((filters.hide("reporter_id") == caller.id) & _stand_in(padded, words, "p"))
    return or_(*parts)


def _stand_in(padded: ColumnElement[str], words: list[Word], visibilities: str) -> ColumnElement[bool]:
    def stands(seen: str, term: Term) -> ColumnElement[bool]:
        return func.instr(padded, f" {seen}{term.text}{'' if term.begins else ' '}") > 0

    def way(terms_of: tuple[Term, ...]) -> ColumnElement[bool]:
        return and_(*(or_(*(stands(seen, term) for seen in visibilities)) for term in terms_of))

    return and_(*(or_(*(way(one) for one in word)) for word in words))


def _has(of: Any, caller: Caller, words: list[Word]) -> ColumnElement[bool]:
    wanted = cast(literal(expression(words, caller, TSQUERY)), TSQUERY_TYPE)
    holds: ColumnElement[bool] = of.op("@@", is_comparison=True)(wanted)
    return holds


def _matches(caller: Caller, words: list[Word]) -> ColumnElement[bool]:
    matches: ColumnElement[bool] = _FTS.c.ticket_fts.op("MATCH", is_comparison=True)(expression(words, caller, FTS5))
    return matches


def _parsed(query: Query, *, open_ended: bool = True) -> list[Word]:
    return parse(query["q"], config().country, open_ended=open_ended)


def _is_sqlite() -> bool:
    return not db.is_postgresql()
