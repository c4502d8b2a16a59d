"""The form that corrects a ticket's customer: what is typed in it is kept until it is sent or thrown away."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from mobile.core.account import Account
from mobile.core.drafts import DraftKind
from mobile.core.readings import JSON
from mobile.core.submissions import customer_body, customer_faults
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.kept_form import KeptForm
from mobile.presenters.problems import field_notices
from mobile.presenters.ticket_parts import customer_view
from mobile.presenters.ticket_state import CustomerView, TicketState

_TEXTS = frozenset({"name", "phone", "email", "postcode", "house_number"})


class WithCustomer(Presenter[TicketState]):
    """For the presenter of a ticket, which tells with `_before` what the server and the phone know of the customer."""

    def __init__(self, tools: Tools, state: TicketState) -> None:
        super().__init__(tools, state)
        self._before: JSON = {}
        # As the open form showed it, of what was typed before as it was then: what others changed since stays theirs.
        self._shown: JSON = {}
        self._country = "NL"
        self._kept_form = KeptForm(self.core, self._writing, DraftKind.CUSTOMER)

    def edit_customer(self) -> None:
        """Open the form with the customer's data, and with what was typed in it before and not sent."""
        state = self._state
        if state.ticket and state.can_correct_customer:
            shown, self._shown = state.ticket.customer, self._before
            self._set(customer_form=shown)
            self._kept_form.read(state.id, lambda typed: self._go_on(typed, over=shown))

    def type_customer(self, name: str, value: str) -> None:
        """A field of the customer's form changed: `name`, `phone`, `email`, `postcode`, `house_number`."""
        if name in _TEXTS:
            self._change_customer(**{name: value})

    def set_may_contact(self, yes: bool) -> None:
        """Whether the team may phone the customer, in the open form."""
        channel = self._state.customer_form.preferred_channel if self._state.customer_form and yes else None
        self._change_customer(may_contact=yes, preferred_channel=channel)

    def choose_channel(self, channel: str | None) -> None:
        """How they are best reached, in the open form."""
        self._change_customer(preferred_channel=channel)

    def put_customer_aside(self) -> None:
        """Close the form; what was typed is there again when it is opened."""
        self._set(customer_form=None, errors={})

    def leave_customer(self) -> None:
        """Close the form, and forget what was typed in it."""
        self._kept_form.forget(self._state.id, self._failed)
        self.put_customer_aside()

    def save_customer(self) -> None:
        """Check, and put the correction in the outbox; closes the form."""
        form, before, country = self._state.customer_form, self._shown, self._country
        if form is None:
            return
        changes = {n: v for n, v in customer_body(asdict(form), country).items() if v != before.get(n)}
        kind = self._state.ticket.kind.value if self._state.ticket else ""
        errors = field_notices(customer_faults(changes, country, kind))
        self._set(errors=errors)
        if errors:
            return
        if not changes:
            self.leave_customer()
            return
        ticket_id, key = self._state.id, self._kept_form.key
        self._act(lambda account: account.correct_customer(ticket_id, changes, before, key=key), closes_form=True)

    def _go_on(self, typed: JSON, *, over: CustomerView) -> bool:
        """Lay what was typed before over the form, unless it was typed in meanwhile."""
        untouched = self._state.customer_form == over
        if untouched:
            self._lay_over(typed)
        return untouched

    def _change_customer(self, **typed: Any) -> None:
        form = self._state.customer_form
        if form:
            errors = {name: said for name, said in self._state.errors.items() if name not in typed}
            form = replace(form, **typed)
            self._set(customer_form=form, errors=errors)
            self._kept_form.keep(self._state.id, self._typed_in(form), self._failed)

    def _typed_in(self, form: CustomerView) -> JSON:
        """What is another in the form than it showed at first, and `before`: how that was."""
        shown = customer_view(self._shown)
        changed = {name: value for name, value in asdict(form).items() if value != getattr(shown, name)}
        return {**changed, "before": {name: self._shown.get(name) for name in changed}}

    def _lay_over(self, typed: JSON) -> None:
        """Open the form with what was typed before, or with a correction that was refused.

        Whoever sends a refused one again has seen what others made of it.
        """
        self._shown = {**self._before, **typed.get("before", {})}
        self._set(customer_form=customer_view({**self._before, **typed}))

    def _act(self, act: Callable[[Account], object], *, closes_form: bool = False) -> None:
        raise NotImplementedError
