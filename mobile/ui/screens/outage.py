"""One outage: where it stands, what one has behind it, what helps, and all that was told."""

from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.behind import BehindView
from mobile.presenters.outage import OutagePresenter, OutageState
from mobile.presenters.values import OutageView, UpdateView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.screens.page_sheet import show_page
from mobile.ui.screens.view import View
from mobile.ui.widgets.behind_card import BehindCard
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.sheet import Sheet
from mobile.ui.widgets.update import Update

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator


class OutageScreen(View):
    """What is asked comes first, right under where the outage stands."""

    loaded = BooleanProperty(False)
    title = StringProperty("")
    problem = StringProperty("")
    merged = StringProperty("")
    mine = BooleanProperty(False)
    evidence = StringProperty("")
    advice = StringProperty("")
    advice_foreign = StringProperty("")
    can_join = BooleanProperty(False)
    share = StringProperty("")
    postmortem = StringProperty("")
    postmortem_foreign = StringProperty("")
    no_updates = BooleanProperty(False)
    as_of = StringProperty("")

    def make(self, navigator: "Navigator") -> OutagePresenter:
        """An outage's presenter."""
        return navigator.screens.outage()

    def begin(self, outage_id: str = "", **_: Any) -> None:
        """Show this outage."""
        self.presenter.open(outage_id)

    @property
    def about(self) -> str:
        """This outage."""
        return f"outage:{self.presenter.state.id}"

    def render(self, state: OutageState) -> None:
        """Show `state`."""
        view = state.outage
        self.loaded = view is not None
        self.problem = told.notice(state.notice)
        self.can_join = state.can_join
        self.mine = bool(state.yours)
        self.share = words.pick(state.share_text)
        self.as_of = words.say("outages.as_of", at=state.as_of) if state.as_of else ""
        self.merged = words.pick(state.merged.title) if state.merged else ""
        planned = view is not None and view.kind.value == "maintenance"
        self.title = words.say("outage.title.maintenance" if planned else "outage.title")
        self.only_when_new("yours", state.yours, self._yours)
        self.only_when_new("page", state.page, lambda page: show_page(self, page))
        if view is None:
            return
        self.evidence = words.pick(view.evidence)
        self.advice = "" if view.ended else words.pick(view.advice)
        self.advice_foreign = told.foreign(view.advice)
        self.postmortem, self.postmortem_foreign = words.pick(view.postmortem), told.foreign(view.postmortem)
        self.only_when_new("head", view, self._head)
        self.no_updates = not view.updates
        self.only_when_new("updates", view.updates, self._updates)

    def ask_withdraw(self, view: BehindView) -> None:
        """Ask before one is taken away."""
        name = view.customer_name or told.postcode(view.postcode) or words.say("behind.someone")
        text = words.say("behind.withdraw.text", name=name)
        sheet = Sheet(title=words.say("behind.withdraw.title"), text=text)
        sheet.answer(
            "withdraw.yes", words.say("behind.withdraw.yes"), "danger", lambda: self.presenter.withdraw(view.id)
        )
        sheet.answer("withdraw.no", words.say("ticket.keep"), "lined")
        sheet.open()

    def pass_on(self, view: BehindView) -> None:
        """What was told of it goes on in the form."""
        if view.refused:
            self.presenter.correct(view.refused)
            self.navigator.go("pass_on", draft_id=view.refused)
        else:
            self.navigator.go("pass_on", affected_id=view.id)

    def open_ticket(self, ticket_id: str) -> None:
        """Go to a ticket."""
        self.navigator.go("ticket", ticket_id=ticket_id)

    def join(self) -> None:
        """One more customer, in the form."""
        self.navigator.go("pass_on", outage_id=self.presenter.state.id)

    def follow(self) -> None:
        """Choose what to follow, with this outage's areas at hand."""
        view = self.presenter.state.outage
        self.navigator.go("following", areas=view.areas if view else ())

    def see_merged(self) -> None:
        """Go to the outage that it goes on as."""
        merged = self.presenter.state.merged
        if merged:
            self.navigator.replace("outage", outage_id=merged.id)

    def share_line(self) -> None:
        """Offer the line for the friend to other apps, or copy it."""
        self.navigator.share(self.share, "ticket.share.copied")

    def copy_line(self) -> None:
        """Copy the line for the friend."""
        self.navigator.copy(self.share, "ticket.share.copied")

    def make_page(self) -> None:
        """A page for the friend: theirs, where one customer without a ticket is behind it, else the outage's."""
        state = self.presenter.state
        alone = [one for one in state.yours if one.status is not None and not one.is_ticket and not one.over]
        if len(alone) == 1:
            self.presenter.make_page("affected", alone[0].id)
        else:
            self.presenter.make_page("outages", state.id)

    def _head(self, view: OutageView) -> None:
        self.ids.head.render(view)

    def _yours(self, yours: tuple[BehindView, ...]) -> None:
        box = self.ids.yours
        box.clear_widgets()
        for view in yours:
            box.add_widget(BehindCard(view, self))

    def _updates(self, updates: tuple[UpdateView, ...]) -> None:
        box = self.ids.updates
        box.clear_widgets()
        for update in updates:
            box.add_widget(Update.of(update))


load(__file__)
