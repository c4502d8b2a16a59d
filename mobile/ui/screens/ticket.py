"""One ticket: is it being handled, what happened, and what its reporter can do."""

from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.core.photos import MOST
from mobile.device import Ability
from mobile.presenters.ticket import EntryView, FileView, TicketDetail, TicketPresenter, TicketState, UnsentAction
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.page_sheet import show_page
from mobile.ui.screens.view import View
from mobile.ui.widgets.details_card import CustomerForm
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.photo import Viewer
from mobile.ui.widgets.rate_card import RateCard
from mobile.ui.widgets.sheet import Sheet
from mobile.ui.widgets.unsent_card import UnsentCard
from shared.vocabulary import EntryType

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class TicketScreen(View):
    """The answer first, then what can be done, then the conversation."""

    reused = True
    loaded = BooleanProperty(False)
    gone = StringProperty("")
    title = StringProperty("")
    reference = StringProperty("")
    told_much = BooleanProperty(False)
    share = StringProperty("")
    outage = StringProperty("")
    can_cancel = BooleanProperty(False)
    can_message = BooleanProperty(False)
    asks_works = BooleanProperty(False)
    problem = StringProperty("")

    def make(self, navigator: "Navigator") -> TicketPresenter:
        """A ticket's presenter."""
        self._said: int | None = None
        return navigator.screens.ticket()

    def begin(self, ticket_id: str = "", **_: Any) -> None:
        """Show this ticket."""
        self.presenter.open(ticket_id)

    def open_again(self, **opening: Any) -> None:
        """Begin at the top, with nothing typed."""
        self.ids.rate.clear_widgets()
        self.ids.writing.forget()
        self.ids.page.begin()
        super().open_again(**opening)

    @property
    def about(self) -> str:
        """This ticket, by the server's id once it has one: it may have been opened by the phone's."""
        state = self.presenter.state
        return f"ticket:{state.ticket.id if state.ticket else state.id}"

    def render(self, state: TicketState) -> None:
        """Show `state`."""
        ticket = state.ticket
        self.loaded = ticket is not None
        self.only_when_new("about", self.about, lambda _: self.navigator.mark_beside())
        self.gone = told.notice(state.notice) if state.loaded and ticket is None else ""
        self.problem = told.notice(state.notice) if ticket else ""
        self.can_cancel, self.can_message = state.can_cancel, state.can_message
        self.asks_works = state.asks_works_again
        self.only_when_new("page", state.page, lambda page: show_page(self, page))
        self.ids.writing.render(state, self.navigator.device.abilities)
        if ticket is None:
            return
        self.reference, self.told_much = ticket.reference or "", bool(state.timeline)
        self.title = self.reference or words.say("ticket.new")
        self.share = words.pick(ticket.share_text)
        self.outage = words.pick(ticket.outage.title) if ticket.outage else ""
        send_state = _send_state(state)
        self.only_when_new("answer", (ticket, send_state), lambda _: self.ids.answer.render(ticket, send_state))
        self.only_when_new("details", (ticket, state.can_correct_customer), lambda _: self._details(state, ticket))
        self._rate(state)
        self._correct(state)
        self.only_when_new("unsent", state.unsent, self._unsent)
        self.only_when_new("timeline", state.timeline, self._timeline)

    def ask_cancel(self) -> None:
        """Ask before the ticket is withdrawn."""
        sheet = Sheet(title=words.say("ticket.cancel.title"), text=words.say("ticket.cancel.text"))
        sheet.answer("cancel.yes", words.say("ticket.cancel"), "danger", self.presenter.cancel)
        sheet.answer("cancel.no", words.say("ticket.keep"), "lined")
        sheet.open()

    def ask_photo(self) -> None:
        """Where a photo is to come from; the device's only way is taken without asking."""
        device, presenter = self.navigator.device, self.presenter
        most = MOST - len(presenter.state.photos)
        ways = {
            Ability.CAMERA: lambda: device.take_photo(presenter.add_photos),
            Ability.PHOTOS: lambda: device.pick_photo(presenter.add_photos, most=most),
        }
        can = [way for way in ways if way in device.abilities]
        if len(can) == 1:
            ways[can[0]]()
            return
        sheet = Sheet(title=words.say("ticket.photo"), text=words.say("pass_on.photos.text"))
        sheet.answer("photo.take", words.say("pass_on.photo.take"), "filled", ways[Ability.CAMERA])
        sheet.answer("photo.pick", words.say("pass_on.photo.pick"), "soft", ways[Ability.PHOTOS])
        sheet.answer("photo.none", words.say("action.cancel"), "bare")
        sheet.open()

    def copy_reference(self) -> None:
        """Copy the reference, for voice and mail."""
        self.navigator.copy(self.reference, "ticket.reference.copied")

    def share_line(self) -> None:
        """Offer the line for the friend to other apps, or copy it."""
        self.navigator.share(self.share, "ticket.share.copied")

    def copy_line(self) -> None:
        """Copy the line for the friend."""
        self.navigator.copy(self.share, "ticket.share.copied")

    def see_photo(self, file: FileView) -> None:
        """Show a photo large; one that is not here is asked for again."""
        if file.whole is None:
            self.presenter.fetch_photos()
            return
        photos = [one for entry in self.presenter.state.timeline for one in entry.files if one.is_photo and one.whole]
        Viewer(photos, next((n for n, one in enumerate(photos) if one.id == file.id), 0)).open()

    def see_outage(self) -> None:
        """Go to the known outage that it is part of."""
        ticket = self.presenter.state.ticket
        if ticket and ticket.outage:
            self.navigator.go("outage", outage_id=ticket.outage.id)

    def back(self) -> bool:
        """An open form is closed first, and keeps what was typed in it."""
        if self.presenter.state.customer_form is None:
            return False
        self.presenter.put_customer_aside()
        return True

    def _rate(self, state: TicketState) -> None:
        """Made only where it is asked or was given: what is hidden takes as long to make as what is seen."""
        box = self.ids.rate
        if not box.children:
            if not RateCard.has_to_say(state):
                return
            card = RateCard(name="rate")
            card.bind(on_choose=lambda _, stars: self.presenter.choose_stars(stars))
            card.bind(on_typed=lambda _, text: self.presenter.type_word(text))
            card.bind(on_send=lambda _: self.presenter.send_rating())
            card.bind(on_leave=lambda _: self.presenter.leave_rating())
            box.add_widget(card)
        box.children[0].render(state)

    def _correct(self, state: TicketState) -> None:
        """The form is there while it is open."""
        box = self.ids.customer
        if state.customer_form is None:
            box.clear_widgets()
            return
        opens = not box.children
        if opens:
            form = CustomerForm()
            form.bind(on_typed=lambda _, name, text: self.presenter.type_customer(name, text))
            form.bind(on_may_contact=lambda _, yes: self.presenter.set_may_contact(yes))
            form.bind(on_channel=lambda _, channel: self.presenter.choose_channel(channel))
            form.bind(on_save=lambda _: self.presenter.save_customer())
            form.bind(on_leave=lambda _: self.presenter.leave_customer())
            box.add_widget(form)
        box.children[0].render(state.customer_form, state.errors)
        if opens:
            self.ids.page.show(box)

    def _details(self, state: TicketState, ticket: TicketDetail) -> None:
        self.ids.details.render(ticket, can_correct=state.can_correct_customer)

    def _unsent(self, unsent: tuple[UnsentAction, ...]) -> None:
        box = self.ids.unsent
        box.clear_widgets()
        # Messages that wait stand in the conversation; here only what needs a decision, and what is not a message.
        for action in unsent:
            if action.send_state == "failed" or action.kind not in ("message", "submit", "photo"):
                box.add_widget(UnsentCard(action, self))

    def correct(self, action_id: str) -> None:
        """Take a refused action back; a refused submission goes on in its form."""
        kinds = {a.id: a.kind for a in self.presenter.state.unsent}
        self.presenter.correct(action_id)
        if kinds.get(action_id) == "submit":
            self.navigator.replace("pass_on", draft_id=action_id)

    def _timeline(self, entries: tuple[EntryView, ...]) -> None:
        box = self.ids.timeline
        before, self._said = self._said, sum(map(_said_here, entries))
        box.show(entries, self)
        if before is not None and self._said > before and _said_here(entries[-1]):
            # What was just sent came under the fold: it is seen to be there. An answer by a tap moves nothing: the
            # next question stands where the finger is.
            self.ids.page.show(box.children[0])


def _said_here(entry: EntryView) -> bool:
    """Whether it is a message of the reporter."""
    return entry.mine and entry.type.value == EntryType.MESSAGE


def _send_state(state: TicketState) -> str | None:
    """Where the submission stands, while the ticket is only on this phone."""
    if state.ticket is None or state.ticket.status is not None:
        return None
    return next((str(a.send_state) for a in state.unsent), None)


load(__file__)
