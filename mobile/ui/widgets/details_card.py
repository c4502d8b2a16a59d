"""What was passed on, and about whom; and the form to correct the latter."""

from collections.abc import Mapping

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.notices import Notice
from mobile.presenters.ticket import CustomerView, TicketDetail
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import Fact
from mobile.ui.widgets.surface import Card

_FIELDS = ("name", "phone", "email", "postcode", "house_number")


class DetailsCard(Card):
    """The ticket as it was passed on."""

    text = StringProperty("")
    correctable = BooleanProperty(False)

    __events__ = ("on_correct",)

    def render(self, ticket: TicketDetail, *, can_correct: bool) -> None:
        """Show what was passed on."""
        self.text, self.correctable = ticket.description, can_correct
        facts = self.ids.facts
        facts.clear_widgets()
        for icon, text in self._facts(ticket):
            if text:
                facts.add_widget(Fact(icon=icon, text=text))

    def _facts(self, ticket: TicketDetail) -> list[tuple[str, str]]:
        customer = ticket.customer
        what = [told.service(ticket.service, ticket.kind), told.term("severity", ticket.severity)]
        place = " ".join(part for part in (told.postcode(customer.postcode), customer.house_number) if part)
        may = words.say("ticket.may_contact.yes" if customer.may_contact else "ticket.may_contact.no")
        return [
            (ticket.service.icon if ticket.service else "help-circle-outline", "  ·  ".join(w for w in what if w)),
            ("account-outline", customer.name),
            ("map-marker-outline", place),
            ("phone-outline", "  ·  ".join(part for part in (customer.phone, may) if part)),
            ("email-outline", customer.email),
            ("lightning-bolt-outline", words.pick(ticket.outage.title) if ticket.outage else ""),
            ("clock-outline", words.moment(ticket.created_at)),
        ]

    def on_correct(self) -> None:
        """The user wants to correct the customer's data."""


class CustomerForm(Card):
    """The customer's data being corrected; nothing while the form is closed."""

    __events__ = ("on_typed", "on_may_contact", "on_save", "on_leave")

    def render(self, customer: CustomerView | None, errors: Mapping[str, Notice]) -> None:
        """Show the form, or nothing."""
        self.shown = customer is not None
        if customer is None:
            return
        for name in _FIELDS:
            self.ids[name].fill(getattr(customer, name))
            self.ids[name].error = told.error(errors, name)
        self.ids.may_contact.active = customer.may_contact

    def on_typed(self, name: str, text: str) -> None:
        """A field changed."""

    def on_may_contact(self, yes: bool) -> None:
        """The switch was tapped."""

    def on_save(self) -> None:
        """Put the correction on its way."""

    def on_leave(self) -> None:
        """Leave all as it was."""


load(__file__)
