"""Passing a problem or a question on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.pass_on import PassOnPresenter, PassOnState
from mobile.presenters.values import OutageView, ServiceView
from mobile.ui import strings, told
from mobile.ui.language import words
from mobile.ui.screens.view import View
from mobile.ui.widgets.choice import Tile
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.outage_card import OutageCard
from mobile.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from mobile.ui.navigation import Navigator

_FIELDS = ("postcode", "house_number", "description", "name", "phone")
_KIND_ICONS = {"problem": "alert-circle-outline", "question": "help-circle-outline"}


class PassOnScreen(View):
    """One form: service, place with the outage check right under it, what is wrong, who."""

    question = BooleanProperty(False)
    saved = StringProperty("")
    problem = StringProperty("")
    joining = BooleanProperty(False)
    declined = BooleanProperty(False)
    outage_error = StringProperty("")
    service_error = StringProperty("")
    asked = StringProperty("")
    severity_error = StringProperty("")

    def make(self, navigator: "Navigator") -> PassOnPresenter:
        """A form's presenter."""
        return navigator.screens.pass_on()

    def begin(
        self, draft_id: str | None = None, outage_id: str | None = None, affected_id: str | None = None, **_: Any
    ) -> None:
        """Go on with a draft, or start a new one: for an outage, or with what was told of a customer behind one."""
        if draft_id:
            self.presenter.open_draft(draft_id)
        elif affected_id:
            self.presenter.start_from(affected_id)
        elif outage_id:
            self.presenter.start(outage_id=outage_id)
        else:
            self.presenter.start()

    def render(self, state: PassOnState) -> None:
        """Show `state`; a form that was sent or thrown away is left."""
        if state.submitted or state.discarded:
            self.navigator.left_form(sent=_sent(state))
            return
        self.question = state.form.kind == "question"
        self.saved = words.say("pass_on.saved" if state.saved else "pass_on.saving") if _typed(state) else ""
        self.problem = told.notice(state.notice)
        self._choices(state)
        self._outage(state)
        self._fields(state)
        self.ids.may_contact.active = state.form.may_contact
        self.ids.send.disabled = state.busy

    def discard(self) -> None:
        """Ask, then throw the draft away; an untouched form is simply left."""
        if not _typed(self.presenter.state):
            self.navigator.back()
            return
        sheet = Sheet(title=words.say("pass_on.discard.title"), text=words.say("pass_on.discard.text"))
        sheet.answer("discard.yes", words.say("action.discard"), "danger", self.presenter.discard)
        sheet.answer("discard.no", words.say("action.cancel"), "lined")
        sheet.open()

    def _outage(self, state: PassOnState) -> None:
        self.joining = state.joining is not None
        self.declined = not state.asks_outage and bool(state.form.declined_outage_ids and state.outage.outages)
        self.outage_error = told.error(state.errors, "outage")
        if state.joining:
            self.ids.outage.shown = False
        else:
            self.ids.outage.offer(state.outage, declined=self.declined)
        self.only_when_new("joining", state.joining, self._joining)

    def _joining(self, view: OutageView | None) -> None:
        box = self.ids.joining
        box.clear_widgets()
        if view is not None:
            box.add_widget(OutageCard(view))
            self.ids.page.scroll_y = 1

    def _choices(self, state: PassOnState) -> None:
        kinds = [(k, words.say(f"kind.{k}"), _KIND_ICONS.get(k, "")) for k in state.kinds]
        self.only_when_new("kinds", kinds, lambda _: setattr(self.ids.kind, "options", kinds))
        self.ids.kind.chosen = state.form.kind
        severities = [(s, told.term("severity", s), "") for s in state.severities]
        self.only_when_new("severities", severities, lambda _: setattr(self.ids.severity, "options", severities))
        self.ids.severity.chosen = state.form.severity
        self.severity_error = told.error(state.errors, "severity")
        self.only_when_new("services", state.services, self._tiles)
        for tile in self.ids.services.children:
            tile.chosen = tile.slug == state.form.service
        self.service_error = told.error(state.errors, "service")
        self.asked = "" if state.joining or self.question else _asked(state)

    def _tiles(self, services: tuple[ServiceView, ...]) -> None:
        grid = self.ids.services
        grid.clear_widgets()
        for service in services:
            tile = Tile(text=words.pick(service.title), icon=service.icon, name=f"service.{service.slug}")
            tile.slug = service.slug
            tile.bind(on_release=lambda t: self.presenter.choose_service(None if t.chosen else t.slug))
            grid.add_widget(tile)

    def _fields(self, state: PassOnState) -> None:
        for name in _FIELDS:
            field = self.ids[name]
            field.fill(getattr(state.form, name))
            field.error = told.error(state.errors, name)
        self._labels(state.required)
        self.only_when_new("errors", state.errors, self._show_first_error)
        example = f"pass_on.postcode.example.{state.country}"
        self.ids.postcode.hint = words.say(example) if example in strings.CATALOGUE else ""

    def _labels(self, required: frozenset[str]) -> None:
        what = "pass_on.what.join" if self.joining else "pass_on.what.question" if self.question else "pass_on.what"
        for name in _FIELDS:
            label = words.say(what if name == "description" else f"pass_on.{name}")
            self.ids[name].label = words.say("field.required", label=label) if name in required else label

    def _show_first_error(self, errors: Mapping[str, object]) -> None:
        order = ("service", "postcode", "outage", "house_number", "description", "severity", "name", "phone")
        first = next((name for name in order if name in errors), None)
        if first == "outage":
            self.ids.page.show(self.ids.outage_error if self.joining else self.ids.outage.question)
        elif first:
            self.ids.page.show(self.ids["services" if first == "service" else first])


def _asked(state: PassOnState) -> str:
    """What the chosen service's team wants to know, a line each."""
    questions = next((s.questions for s in state.services if s.slug == state.form.service), ())
    return "\n".join(f"·  {words.pick(question)}" for question in questions)


def _sent(state: PassOnState) -> str:
    if not state.submitted:
        return ""
    return words.say("pass_on.joined" if state.form.outage_id else "notice.queued")


def _typed(state: PassOnState) -> bool:
    form = state.form
    return bool(form.service or form.severity or any(getattr(form, name).strip() for name in _FIELDS))


load(__file__)
