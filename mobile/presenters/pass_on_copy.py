"""What a form looks things up in, read from the phone's memory away from the screen."""

from dataclasses import dataclass, field, replace

from mobile.core.account import Account
from mobile.core.help_search import HelpIndex
from mobile.core.recent import RecentPerson, recent_people
from mobile.presenters.outage_copy import OutageCopy, known_outages
from mobile.presenters.pass_on_state import TicketForm
from mobile.presenters.values import HelpView, QuestionView
from mobile.presenters.views import help_view
from shared.schemas.answers import MOST_TRIED
from shared.vocabulary import Kind, Severity

_MOST_FOUND = 20
_EMERGENCY = {"US": "911", "CA": "911", "AU": "000", "NZ": "111", "GB": "999"}
"""Where it is another number than the one of the EU, which all mobile networks know."""
_ORDER = [str(severity) for severity in Severity]


@dataclass(frozen=True)
class FormCopy:
    """The outages and services, those of before, and the help, as they were when it was read."""

    outages: OutageCopy = field(default_factory=OutageCopy)
    recents: tuple[RecentPerson, ...] = ()
    index: HelpIndex = field(default_factory=HelpIndex)
    help_mark: str = ""
    """Which help it was made of."""

    @property
    def emergency_number(self) -> str:
        """Whom to phone when somebody is in danger."""
        return _EMERGENCY.get(self.outages.country, "112")

    def questions(self, form: TicketForm) -> tuple[QuestionView, ...]:
        """Those of the chosen service; only a problem has any."""
        service = self.outages.services.get(form.service or "")
        return service.questions if service and form.kind == Kind.PROBLEM and not form.outage_id else ()

    def raised(self, form: TicketForm) -> str | None:
        """The gravest severity that an answer makes of it; None where that is no more than was chosen."""
        chosen = [
            option.severity
            for question in self.questions(form)
            for option in question.options
            if option.severity in _ORDER and form.answers.get(question.id, {}).get("option") == option.id
        ]
        gravest = max(chosen, key=_ORDER.index, default=None)
        usual = form.severity or Severity.MAJOR.value
        return gravest if gravest and _ORDER.index(gravest) > _ORDER.index(usual) else None

    def sent(self, form: TicketForm) -> TicketForm:
        """The form as it goes out: with the answers that the chosen service asks for."""
        asked = {question.id for question in self.questions(form)}
        answers = {name: said for name, said in form.answers.items() if name in asked}
        return replace(form, answers=answers, tried=form.tried[:MOST_TRIED])

    def help(self, form: TicketForm, query: str) -> tuple[HelpView, ...]:
        """What fits the story, or what `query` finds."""
        if form.outage_id:
            return ()
        if query.strip():
            articles = self.index.found(query)[:_MOST_FOUND]
        else:
            articles = self.index.fitting(form.service, self._story(form), form.tried)
        return tuple(help_view(one, form.tried) for one in articles)

    def _story(self, form: TicketForm) -> str:
        """What was typed, and the words of the answers that were tapped."""
        said = [form.description]
        for question in self.questions(form):
            answer = form.answers.get(question.id, {})
            said.append(answer.get("text", ""))
            for option in question.options:
                if answer.get("option") == option.id:
                    said += [option.text.nl or "", option.text.en or ""]
        return " ".join(said)


def form_copy(account: Account, before: FormCopy) -> FormCopy:
    """As it is on this phone now; the words of the help are looked through again only where it is other help."""
    store = account.store
    mark = store.mirror.noted("help_etag") or ""
    index = before.index if mark and mark == before.help_mark else HelpIndex(store.mirror.help())
    people = tuple(recent_people(store, account.person["id"]))
    return FormCopy(known_outages(account), people, index, mark)
