"""Passing something on, step by step."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mobile.core.recent import RecentPerson
from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.gallery.scenes.tickets import modem_photo
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnState, TicketForm
from mobile.presenters.pass_on_state import SentView
from mobile.presenters.pass_on_steps import Step, steps
from mobile.presenters.photos import PhotoView
from mobile.presenters.values import HelpView, Localised, OptionView, QuestionView
from shared.vocabulary import SendState

FORM = TicketForm(
    service="internet",
    description="Geen internet sinds vanmiddag, modem knippert rood",
    severity="major",
    name="Oma Bep",
    phone="06 1234 5678",
    postcode="3511AB",
    house_number="12",
    may_contact=True,
    preferred_channel="phone",
    informed=True,
    answers={"lights": {"option": "red"}, "care": {"option": "no"}},
    tried=("h1",),
)
RECENTS = (
    RecentPerson("Oma Bep", "06 1234 5678", "", "3511AB", "12", may_contact=True),
    RecentPerson("Joris", postcode="3512CD"),
    RecentPerson("Fatima El Idrissi", postcode="9711AA"),
)
QUESTIONS = (
    QuestionView(
        "lights",
        Localised("Welke lampjes branden er op de modem?", "Which lights are on on the modem?"),
        (
            OptionView("all", Localised("Allemaal groen", "All green")),
            OptionView("red", Localised("Een rood lampje", "A red one")),
            OptionView("none", Localised("Geen enkel", "None at all")),
        ),
    ),
    QuestionView(
        "care",
        Localised("Is er een alarm of zorgknop van afhankelijk?", "Does an alarm or care button depend on it?"),
        (OptionView("yes", Localised("Ja", "Yes"), "critical"), OptionView("no", Localised("Nee", "No"))),
    ),
    QuestionView("since", Localised("Sinds wanneer?", "Since when?")),
)
HELP = (
    HelpView(
        "h1",
        Localised("De modem knippert rood", "The modem blinks red"),
        Localised("Geen internet, en een rood lampje", "No internet, and a red light"),
        (
            Localised("Haal de stekker van de modem er tien tellen uit.", "Unplug the modem for ten seconds."),
            Localised(
                "Steek hem er weer in en wacht drie minuten, tot het lampje groen is.",
                "Plug it in again and wait three minutes, until the light is green.",
            ),
            Localised("Kijk of het internet het weer doet.", "See whether the internet is back."),
        ),
        "https://example.org/modem",
    ),
    HelpView("h2", Localised("Wifi valt weg", "Wi-Fi drops"), Localised("Boven of in de tuin", "Upstairs"), (), None),
    HelpView("h3", Localised("De kabel zit los", "A loose cable"), None, (), None, tried=True),
)
SHARE = Localised(
    "Je storing is doorgegeven aan Internet Care. Kenmerk: DG-4K7-P2M.",
    "Your problem was passed on to Internet Care. Reference: DG-4K7-P2M.",
)
_ALL = steps(joins=False, has_help=True)


def _form(name: str, step: Step = Step.SERVICE, act: Callable[[Any], None] | None = None, **state: object) -> Scene:
    about = {
        "id": "d1",
        "loaded": True,
        "step": step,
        "steps": _ALL,
        "services": samples.SERVICES,
        "required": samples.REQUIRED,
        "recents": RECENTS,
        **state,
    }
    states = {"tickets": samples.TICKETS, "pass_on": PassOnState(**about)}
    return Scene(f"pass_on.{name}", "pass_on", states, act=act)


def _photographed(app: Any) -> None:
    """One photo that is there, and one that is being made ready."""
    app.root.front.presenter.set(photos=(PhotoView("p1", modem_photo()),), adding=1)


def _sent(name: str, **sent: object) -> Scene:
    return _form(f"sent.{name}", Step.SENT, form=FORM, submitted="d1", sent=SentView(**sent))


_JOINING = {"form": FORM, "joining": samples.OUTAGE, "steps": steps(joins=True, has_help=False)}
_MISSING = {name: Notice(Say.REQUIRED) for name in ("postcode", "description")}

SCENES = (
    _form("new"),
    _form("new.unread", services=(), recents=()),
    _form("question", form=TicketForm(kind="question"), required=frozenset({"description"})),
    _form("person", Step.PERSON, form=TicketForm(service="internet")),
    _form("person.filled", Step.PERSON, form=FORM, outage=samples.CLEAR),
    _form("person.outage", Step.PERSON, form=FORM, outage=samples.COVERED, asks_outage=True),
    _form("person.missing", Step.PERSON, errors=_MISSING, notice=Notice(Say.NOTHING_TO_READ)),
    _form("person.joining", Step.PERSON, **_JOINING),
    _form("problem", Step.PROBLEM, form=TicketForm(service="internet"), questions=QUESTIONS),
    _form("problem.filled", Step.PROBLEM, act=_photographed, form=FORM, questions=QUESTIONS, raised="critical"),
    _form("problem.missing", Step.PROBLEM, errors=_MISSING),
    _form("help", Step.HELP, form=FORM, help=HELP),
    _form("help.nothing", Step.HELP, form=FORM, help_query="zolder"),
    _form("check", Step.CHECK, form=FORM, questions=QUESTIONS, help=HELP, photos=(PhotoView("p1", Path("a.jpg")),) * 2),
    _form("check.little", Step.CHECK, form=TicketForm(kind="question", description="Wanneer zijn jullie open?")),
    _form("check.joining", Step.CHECK, **_JOINING),
    _sent("received", send_state=SendState.SENT, reference="DG-4K7-P2M", share_text=SHARE),
    _sent("waiting", send_state=SendState.QUEUED),
    _sent("failed", send_state=SendState.FAILED),
)
