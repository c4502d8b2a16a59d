"""What became of something that was passed on, as the last step of the form tells it."""

from mobile.core.store import Store
from mobile.presenters.pass_on_state import SentView
from mobile.presenters.unsent import send_state
from mobile.presenters.values import Localised
from shared.vocabulary import SendState


def sent_view(store: Store, submitted: str, *, joined: bool) -> SentView | None:
    """Of a ticket by its id on this phone, or of a customer who `joined` an outage; None where it is gone."""
    if joined:
        return _joined(store, store.projections.server_id(submitted))
    ticket = store.projections.ticket(submitted)
    if ticket is None:
        return None
    if ticket.said is None:
        return SentView(send_state(ticket.unsent))
    return SentView(SendState.SENT, ticket.said["reference"], Localised.of(ticket.said["share_text"]))


def _joined(store: Store, affected_id: str) -> SentView | None:
    found = next((one for one in store.projections.affected() if one.id == affected_id), None)
    if found is None:
        return None
    if found.said is None:
        return SentView(send_state(found.unsent))
    return SentView(SendState.SENT, None, Localised.of(found.said.get("share_text")))
