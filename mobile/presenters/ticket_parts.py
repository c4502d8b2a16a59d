"""Reads from the phone's memory what the screen of one ticket shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.projections import ProjectedTicket
from mobile.core.readings import JSON
from mobile.core.store import Store
from mobile.presenters import allowed
from mobile.presenters.outage_views import outage_view
from mobile.presenters.problems import row_notice
from mobile.presenters.rating import may_rate, rating_view
from mobile.presenters.row_text import row_text
from mobile.presenters.ticket_state import CustomerView, EntryView, FileView, TicketDetail, UnsentAction
from mobile.presenters.values import Localised, OutageView, Term
from mobile.presenters.views import Services, handling_view, moment, service_view, services_view
from shared.lifecycle import Action
from shared.vocabulary import ActorKind, EntryType, Kind, Severity, Status, StatusReason


@dataclass(frozen=True)
class TicketParts:
    """`shown` are fields of TicketState; `customer` is the server's word, which a correction starts from."""

    shown: dict[str, Any]
    customer: JSON
    country: str
    news: str = ""
    """The moment of what its reporter has not seen yet, as far as the server knows."""


def ticket_parts(store: Store, person: JSON, ticket_id: str, now: dt.datetime) -> TicketParts:
    """One ticket by its id on the server or on this phone; `shown["ticket"]` is None where it is gone."""
    country = store.mirror.country()
    ticket = store.projections.ticket(ticket_id)
    if ticket is None:
        return TicketParts({"ticket": None, "timeline": (), "unsent": (), "can_rate": False, **_can(None)}, {}, country)
    mine = ticket.said is None or ticket.said["reporter"]["id"] == person["id"]
    shown = {
        "ticket": _detail(store, ticket, services_view(store.mirror.services())),
        "timeline": _timeline(store, ticket, person, mine=mine),
        "unsent": tuple(_unsent(row) for row in ticket.unsent),
        "rating": rating_view(ticket),
        "can_rate": mine and may_rate(ticket, now),
        **_can(ticket if mine else None),
    }
    said = ticket.said or {}
    news = said["updated_at"] if mine and said.get("unread") else ""
    return TicketParts(shown, said.get("customer") or {}, country, news)


def customer_view(customer: JSON) -> CustomerView:
    """The customer's fields, missing ones empty."""
    texts = {name: customer.get(name) or "" for name in ("name", "phone", "email", "postcode", "house_number")}
    return CustomerView(
        **texts, may_contact=bool(customer.get("may_contact")), preferred_channel=customer.get("preferred_channel")
    )


def _can(ticket: ProjectedTicket | None) -> dict[str, bool]:
    return {
        "can_message": ticket is not None and allowed.may_message(ticket),
        "can_confirm": ticket is not None and allowed.may(ticket, Action.CONFIRM),
        "can_reopen": ticket is not None and allowed.may(ticket, Action.REOPEN),
        "can_cancel": ticket is not None and allowed.may_cancel(ticket),
        "can_correct_customer": ticket is not None and allowed.may_correct_customer(ticket),
        "asks_answer": ticket is not None and allowed.asks_answer(ticket),
        "asks_works_again": ticket is not None and allowed.asks_works_again(ticket),
    }


def _detail(store: Store, ticket: ProjectedTicket, services: Services) -> TicketDetail:
    said = ticket.said
    told = said or (ticket.submission.body if ticket.submission else {})
    begun = moment(said["created_at"]) if said else ticket.unsent[0].created_at
    return TicketDetail(
        id=ticket.id,
        reference=said["reference"] if said else None,
        kind=Term.of(Kind, told["kind"]),
        service=service_view(told.get("service"), services),
        description=told["description"],
        severity=Term.of(Severity, told["severity"]) if told.get("severity") else None,
        status=Term.of(Status, said["status"]) if said else None,
        status_reason=Term.of(StatusReason, said["status_reason"]) if said and said["status_reason"] else None,
        handling=handling_view(said) if said else None,
        customer=customer_view(ticket.customer),
        outage=_outage(store, told.get("outage_id"), services),
        share_text=Localised.of(said["share_text"]) if said else None,
        created_at=begun,
        updated_at=moment(said["updated_at"]) if said else begun,
        answers=tuple(
            (Localised.of(one["text"]), Localised.of(one["answer"])) for one in (said or {}).get("answers") or ()
        ),
        tried=tuple(Localised(**one["title"]) for one in (said or {}).get("tried") or ()),
    )


def _outage(store: Store, outage_id: str | None, services: Services) -> OutageView | None:
    outage = store.mirror.outage(outage_id) if outage_id else None
    return outage_view(outage, services) if outage else None


def _timeline(store: Store, ticket: ProjectedTicket, person: JSON, *, mine: bool) -> tuple[EntryView, ...]:
    said = [_entry(entry, store, mine=mine) for entry in store.mirror.entries_of(ticket.id)]
    waits = (OutboxKind.MESSAGE, OutboxKind.PHOTO)
    unsent = [_unsent_message(row, person, store) for row in ticket.unsent if row.kind in waits]
    return (*said, *unsent)


def _entry(entry: JSON, store: Store, *, mine: bool) -> EntryView:
    actor = entry["actor"]
    return EntryView(
        id=entry["id"],
        type=Term.of(EntryType, entry["type"]),
        at=moment(entry["at"]),
        actor=Term.of(ActorKind, actor["kind"]),
        actor_name=actor["name"],
        # A ticket has one reporter.
        mine=mine and actor["kind"] == ActorKind.REPORTER,
        body=entry.get("body"),
        texts=Localised.of(entry.get("texts")),
        changes=tuple(_change(name, change) for name, change in (entry.get("changes") or {}).items()),
        files=tuple(_file(file, entry["ticket_id"], store) for file in entry.get("attachments") or ()),
    )


def _file(file: JSON, ticket_id: str, store: Store) -> FileView:
    is_photo = str(file["type"]).startswith("image/")
    pictures = store.pictures
    return FileView(
        id=file["id"],
        name=str(file["name"]),
        is_photo=is_photo,
        width=file["width"] or 0,
        height=file["height"] or 0,
        small=pictures.small(ticket_id, file["id"]) if is_photo else None,
        whole=pictures.here(ticket_id, file["id"]) if is_photo else None,
        failed=is_photo and pictures.failed(file["id"]),
    )


def _change(name: str, change: Any) -> tuple[str, str | None, str | None]:
    before, after = (change.get("from"), change.get("to")) if isinstance(change, dict) else (None, change)
    return name, None if before is None else str(before), None if after is None else str(after)


def _unsent_message(row: OutboxRow, person: JSON, store: Store) -> EntryView:
    return EntryView(
        id=row.id,
        type=Term.of(EntryType, EntryType.MESSAGE),
        at=row.created_at,
        actor=Term.of(ActorKind, ActorKind.REPORTER),
        actor_name=person["name"],
        mine=True,
        body=row_text(row),
        changes=(),
        files=(_own_photo(row, store),) if row.kind is OutboxKind.PHOTO else (),
        send_state=row.state,
        problem=row_notice(row),
    )


def _own_photo(row: OutboxRow, store: Store) -> FileView:
    """A photo that waits to be sent, as it lies on this phone."""
    photo = store.photos.find(row.id)
    path = photo.path if photo else None
    return FileView(row.id, str(row.body["name"]), is_photo=True, small=path, whole=path, failed=path is None)


def _unsent(row: OutboxRow) -> UnsentAction:
    return UnsentAction(row.id, row.kind.value, row.state, row_text(row), row_notice(row))
