"""What a form becomes: a ticket, or one more customer behind a known outage; under the same key either way."""

from dataclasses import asdict, dataclass
from typing import Self

from mobile.core.account import Account
from mobile.core.readings import JSON
from mobile.core.submissions import Faults, join_body, join_faults, ticket_body, ticket_faults
from mobile.presenters.notices import Notice
from mobile.presenters.pass_on_state import TicketForm
from mobile.presenters.pass_on_steps import ANSWER
from mobile.presenters.problems import field_notices


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

    def errors(self) -> dict[str, Notice]:
        """What is wrong by field of the form; with an answer by `pass_on_steps.ANSWER` and its question's id."""
        return field_notices({self._field(pointer): said for pointer, said in sorted(self.faults.items())})

    def _field(self, pointer: str) -> str:
        match pointer.split("/"):
            case ["", "answers", index, _]:
                return ANSWER + str(self.body["answers"][int(index)]["question"])
            case _:
                return pointer

    def put(self, account: Account, key: str) -> str:
        """Into the outbox, a ticket with the photos beside the draft, which is gone then; raises StorageError."""
        if self.outage_id:
            return account.join(self.outage_id, self.body, key=key, typed=self.typed)
        return account.submit(self.body, key=key, typed=self.typed, photos=account.store.photos.of(key))
