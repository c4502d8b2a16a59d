"""What a form becomes: a ticket, or one more customer behind a known outage; under the same key either way."""

from dataclasses import asdict, dataclass
from typing import Self

from mobile.core.account import Account
from mobile.core.readings import JSON
from mobile.core.submissions import Faults, join_body, join_faults, ticket_body, ticket_faults
from mobile.presenters.pass_on_state import TicketForm


@dataclass(frozen=True)
class Submission:
    """`faults` are empty where it can go; `typed` is all of the form, so that a refusal loses no word of it."""

    outage_id: str | None
    body: JSON
    faults: Faults
    typed: JSON

    @classmethod
    def of(cls, form: TicketForm, country: str) -> Self:
        """From what is typed."""
        typed = asdict(form)
        if form.outage_id:
            body = join_body(typed, country)
            return cls(form.outage_id, body, join_faults(body, country), typed)
        body = ticket_body(typed, country)
        return cls(None, body, ticket_faults(body, country), typed)

    def put(self, account: Account, key: str) -> str:
        """Into the outbox, the draft gone; raises StorageError."""
        if self.outage_id:
            return account.join(self.outage_id, self.body, key=key, typed=self.typed)
        return account.submit(self.body, key=key, typed=self.typed)
