"""The answer to "is it being handled?", in words and absolute times."""

from kivy.properties import ColorProperty, StringProperty

from mobile.presenters.ticket import TicketDetail
from mobile.presenters.values import HandlingView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.facts import show_facts
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card, Row


class HandlingFact(Row):
    """An icon and a line in the card's own ink."""

    icon = StringProperty("")
    text = StringProperty("")
    ink = ColorProperty()


class HandlingCard(Card):
    """The first thing on a ticket."""

    icon = StringProperty("dots-horizontal")
    tone = StringProperty("plain")
    answer = StringProperty("")
    status = StringProperty("")
    ink = ColorProperty()

    def render(self, ticket: TicketDetail, send_state: str | None) -> None:
        """Show where the ticket stands."""
        look, self.answer = told.handling(ticket.handling, send_state)
        self.icon, self.tone = look.icon, look.tone
        self.status = told.status(ticket.status, send_state)[1]
        if ticket.status_reason:
            self.status += f"  ·  {told.term('reason', ticket.status_reason)}"
        facts = self.ids.facts
        facts.shown = ticket.handling is not None
        show_facts(facts, _facts(ticket.handling), HandlingFact, ink=self.ink)


def _facts(handling: HandlingView | None) -> list[tuple[str, str]]:
    if handling is None:
        return []
    who = (
        words.say("ticket.by", name=handling.by, team=handling.team)
        if handling.by
        else words.say("ticket.team", team=handling.team)
    )
    facts = [("account-group-outline", who), ("clock-outline", words.say("ticket.since", at=handling.since))]
    if handling.waits_for:
        facts.append(("account-hard-hat-outline", words.say("ticket.waits_for", whom=handling.waits_for)))
    if handling.waits_until:
        facts.append(("calendar-clock-outline", words.say("ticket.waits_until", at=handling.waits_until)))
    if handling.last_human_action_at and handling.last_human_action_at != handling.since:
        facts.append(("account-eye-outline", words.say("ticket.last_human", at=handling.last_human_action_at)))
    if handling.next_update_by and handling.answer.value != "done":
        facts.append(("message-badge-outline", words.say("ticket.next_update", at=handling.next_update_by)))
    return facts


load(__file__)
