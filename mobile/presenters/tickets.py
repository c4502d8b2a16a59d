"""My tickets: drafts, what waits to be sent, and what the server has, newest first; also what stands behind outages."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mobile.core.account import Account
from mobile.core.drafts import Draft, DraftKind
from mobile.core.projections import ProjectedTicket
from mobile.presenters.allowed import asks_answer, asks_works_again
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.behind import BehindView, affected_view
from mobile.presenters.notices import Notice
from mobile.presenters.outage_views import outage_view
from mobile.presenters.problems import action_notice
from mobile.presenters.unsent import first_problem, send_state
from mobile.presenters.values import HandlingView, OutageView, ServiceView, Term
from mobile.presenters.views import Services, handling_view, moment, service_view, services_view
from shared.lifecycle import ENDED
from shared.vocabulary import Kind, SendState, Status


@dataclass(frozen=True)
class DraftRow:
    """Something that was begun; open it with `PassOnPresenter.open_draft(id)`."""

    id: str
    kind: Term
    service: ServiceView | None
    text: str
    customer_name: str
    postcode: str
    saved_at: dt.datetime


@dataclass(frozen=True)
class TicketRow:
    """One ticket; before the server has it, `status`, `handling` and `reference` are None and `send_state` tells."""

    id: str
    reference: str | None
    kind: Term
    service: ServiceView | None
    text: str
    customer_name: str
    postcode: str
    status: Term | None
    handling: HandlingView | None
    send_state: SendState | None
    """Where its submission, or the oldest action on it, stands on this phone; None when nothing is unsent."""
    problem: Notice | None
    """Why `send_state` is failed."""
    asks_me: bool
    """It waits for this reporter: a question to answer, or "does it work again?"."""
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True)
class BehindRow:
    """A customer behind a known outage, without a ticket; `outage` is None where it is no longer told of."""

    behind: BehindView
    outage: OutageView | None
    service: ServiceView | None

    @property
    def id(self) -> str:
        """The entry's; a tap opens the outage, `behind.outage_id`."""
        return self.behind.id

    @property
    def asks_me(self) -> bool:
        """It waits for this reporter's "it works again"."""
        return self.behind.asks_works

    @property
    def updated_at(self) -> dt.datetime:
        """Its own last change, or the outage's last update."""
        updates = self.outage.updates if self.outage else ()
        return max((self.behind.updated_at, *(update.at for update in updates[:1])))


@dataclass(frozen=True)
class TicketsState:
    """`loaded` is False until the phone's own copy was read for the first time."""

    loaded: bool = False
    drafts: tuple[DraftRow, ...] = ()
    open: tuple[TicketRow | BehindRow, ...] = ()
    """Not ended yet, those that ask something of the reporter first, then by last change."""
    ended: tuple[TicketRow | BehindRow, ...] = ()
    notice: Notice | None = None


class TicketsPresenter(Presenter[TicketsState]):
    """The first screen."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, TicketsState())
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        account = self.core.account
        if account is None:
            self._set(loaded=True, drafts=(), open=(), ended=())
            return
        self._read(lambda: _lists(account), lambda lists: self._set(loaded=True, **lists))

    def pull(self) -> None:
        """The user pulled the list: send and read at once."""
        self.core.wake(eager=True)

    def discard_draft(self, draft_id: str) -> None:
        """Throw a draft away."""
        account = self.core.account
        if account:
            self._do(
                lambda: account.store.drafts.remove(draft_id),
                lambda _: self.refresh(),
                lambda error: self._set(notice=action_notice(error)),
            )


def _lists(account: Account) -> dict[str, Any]:
    store = account.store
    services = services_view(store.mirror.services())
    tickets = store.projections.tickets_of(account.person["id"])
    rows: list[TicketRow | BehindRow] = [_row(ticket, services) for ticket in tickets]
    rows += _behind_rows(account, services)
    rows.sort(key=lambda row: (row.updated_at, row.id), reverse=True)
    return {
        "drafts": tuple(_draft_row(draft, services) for draft in store.drafts.all(DraftKind.TICKET)),
        "open": tuple(sorted((row for row in rows if not _over(row)), key=lambda row: not row.asks_me)),
        "ended": tuple(row for row in rows if _over(row)),
    }


def _over(row: TicketRow | BehindRow) -> bool:
    if isinstance(row, BehindRow):
        return row.behind.over and not row.behind.refused
    return row.status is not None and row.status.value in ENDED


def _behind_rows(account: Account, services: Services) -> list[BehindRow]:
    """Those without a ticket: one that a ticket was made of is in the list as that."""
    mirror, as_of = account.store.mirror, account.sync.status.last_synced_at
    outages = {outage["id"]: outage for outage in mirror.outages()}
    found = []
    for one in account.store.projections.affected():
        view, outage = affected_view(one), outages.get(one.outage_id)
        if view.ticket_id and mirror.ticket(view.ticket_id):
            continue
        shown = outage_view(outage, services, as_of or mirror.last_synced_at()) if outage else None
        slug = (one.said or (one.joining.body if one.joining else {})).get("service")
        service = service_view(slug, services) or (shown.services[0] if shown and shown.services else None)
        found.append(BehindRow(view, shown, service))
    return found


def _row(ticket: ProjectedTicket, services: Services) -> TicketRow:
    said, submission = ticket.said, ticket.submission
    told = said or (submission.body if submission else {})
    created_at = moment(said["created_at"]) if said else ticket.unsent[0].created_at
    return TicketRow(
        id=ticket.id,
        reference=said["reference"] if said else None,
        kind=Term.of(Kind, told["kind"]),
        service=service_view(told.get("service"), services),
        text=told["description"],
        customer_name=ticket.customer.get("name") or "",
        postcode=ticket.customer.get("postcode") or "",
        status=Term.of(Status, said["status"]) if said else None,
        handling=handling_view(said) if said else None,
        send_state=send_state(ticket.unsent),
        problem=first_problem(ticket.unsent),
        asks_me=asks_answer(ticket) or asks_works_again(ticket),
        created_at=created_at,
        updated_at=moment(said["updated_at"]) if said else created_at,
    )


def _draft_row(draft: Draft, services: Services) -> DraftRow:
    typed = draft.typed
    return DraftRow(
        id=draft.id,
        kind=Term.of(Kind, str(typed.get("kind") or Kind.PROBLEM)),
        service=service_view(typed.get("service"), services),
        text=str(typed.get("description") or ""),
        customer_name=str(typed.get("name") or ""),
        postcode=str(typed.get("postcode") or ""),
        saved_at=draft.saved_at,
    )
