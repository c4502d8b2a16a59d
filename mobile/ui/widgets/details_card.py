"""What was passed on, and about whom; and the form to correct the latter."""

from collections.abc import Mapping

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.notices import Notice
from mobile.presenters.ticket import CustomerView, TicketDetail
from mobile.presenters.values import Localised
from mobile.ui import strings, told
from mobile.ui.language import words
from mobile.ui.widgets.facts import show_facts
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import Fact
from mobile.ui.widgets.surface import Card
from shared.vocabulary import Channel

_CHANNELS = {Channel.PHONE: "phone-outline", Channel.SMS: "message-text-outline", Channel.EMAIL: "email-outline"}
_FIELDS = ("name", "phone", "email", "postcode", "house_number")


class DetailsCard(Card):
    """The ticket as it was passed on."""

    text = StringProperty("")
    phone = StringProperty("")
    correctable = BooleanProperty(False)

    __events__ = ("on_correct", "on_copy_phone")

    def render(self, ticket: TicketDetail, *, can_correct: bool) -> None:
        """Show what was passed on."""
        self.text, self.correctable = ticket.description, can_correct
        self.phone = ticket.customer.phone
        show_facts(self.ids.facts, [(icon, text) for icon, text in self._facts(ticket) if text], Fact)

    def _facts(self, ticket: TicketDetail) -> list[tuple[str, str]]:
        customer = ticket.customer
        what = [told.service(ticket.service, ticket.kind), told.term("severity", ticket.severity)]
        place = " ".join(part for part in (told.postcode(customer.postcode), customer.house_number) if part)
        may = words.say("ticket.may_contact.yes" if customer.may_contact else "ticket.may_contact.no")
        if customer.may_contact and customer.preferred_channel:
            key = strings.known(f"ticket.channel.{customer.preferred_channel}", "ticket.may_contact.yes")
            may = words.say(key)
        return [
            (ticket.service.icon if ticket.service else "help-circle-outline", "  ·  ".join(w for w in what if w)),
            ("account-outline", customer.name),
            ("map-marker-outline", place),
            ("phone-outline", "  ·  ".join(part for part in (customer.phone, may) if part)),
            ("email-outline", customer.email),
            ("lightning-bolt-outline", words.pick(ticket.outage.title) if ticket.outage else ""),
            ("clock-outline", words.moment(ticket.created_at)),
            *(("help-circle-outline", _answered(question, answer)) for question, answer in ticket.answers),
            *(("lightbulb-off-outline", words.say("ticket.tried", title=words.pick(one))) for one in ticket.tried),
        ]

    def on_correct(self) -> None:
        """The user wants to correct the customer's data."""

    def on_copy_phone(self) -> None:
        """The user wants the customer's number elsewhere."""


def _answered(question: Localised | None, answer: Localised | None) -> str:
    return f"{words.pick(question)}  {words.pick(answer)}".strip()


class CustomerForm(Card):
    """The customer's data being corrected; nothing while the form is closed."""

    __events__ = ("on_typed", "on_may_contact", "on_channel", "on_save", "on_leave")

    def render(self, customer: CustomerView | None, errors: Mapping[str, Notice]) -> None:
        """Show the form, or nothing."""
        self.shown = customer is not None
        if customer is None:
            return
        for name in _FIELDS:
            self.ids[name].fill(getattr(customer, name))
            self.ids[name].error = told.error(errors, name)
        self.ids.may_contact.active = customer.may_contact
        if not self.ids.channel.options:
            self.ids.channel.options = [(str(one), words.say(f"channel.{one}"), _CHANNELS[one]) for one in _CHANNELS]
        self.ids.channel.chosen = customer.preferred_channel

    def on_typed(self, name: str, text: str) -> None:
        """A field changed."""

    def on_may_contact(self, yes: bool) -> None:
        """The switch was tapped."""

    def on_channel(self, channel: str | None) -> None:
        """How they are best reached was tapped."""

    def on_save(self) -> None:
        """Put the correction on its way."""

    def on_leave(self) -> None:
        """Leave all as it was."""


load(__file__)
