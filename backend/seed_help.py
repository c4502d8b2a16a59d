"""Help and questions of the demo company, in both languages: enough to see what they do."""

from typing import Any

from sqlalchemy import select

from backend import db
from backend.articles.models import HelpArticle
from backend.clock import now
from backend.ids import new_id
from backend.teams.models import Service

Text = tuple[str, str]
"""Dutch and English."""

ARTICLES: dict[str, tuple[tuple[Text, Text, tuple[Text, ...]], ...]] = {
    "internet": (
        (
            ("Geen internet: de modem opnieuw starten", "No internet: restart the modem"),
            ("Geen internet of wifi, alles ligt eruit, traag", "No internet or wifi, everything is down, slow"),
            (
                ("Haal de stekker van de modem eruit en tel tot dertig.", "Pull the modem's plug and count to thirty."),
                ("Stop de stekker er weer in en wacht vijf minuten.", "Put it back and wait for five minutes."),
                (
                    "Kijk of het lampje van internet brandt en probeer het nog eens.",
                    "See whether the internet light is on, and try again.",
                ),
            ),
        ),
        (
            ("Wifi is zwak in een kamer", "The wifi is weak in a room"),
            ("Wifi traag of valt weg, boven of achter in huis", "Wifi slow or gone upstairs or at the back"),
            (
                (
                    "Zet de modem vrij neer: niet in een kast of achter de tv.",
                    "Put the modem in the open: not in a cupboard or behind the TV.",
                ),
                (
                    "Ga er dichtbij staan. Is het daar wel snel, dan ligt het aan de afstand.",
                    "Stand close to it. Fast there? Then it is the distance.",
                ),
                ("Zet wifi op je telefoon uit en weer aan.", "Turn your phone's wifi off and on."),
            ),
        ),
        (
            ("Het lampje van internet knippert rood", "The internet light blinks red"),
            ("Rood lampje op de modem, knippert", "A red light on the modem, blinking"),
            (
                (
                    "Controleer of de kabel in de muur en in de modem vastzit.",
                    "Check that the cable is tight in the wall and in the modem.",
                ),
                ("Start de modem opnieuw.", "Restart the modem."),
                ("Knippert het na tien minuten nog rood? Geef het door.", "Still red after ten minutes? Pass it on."),
            ),
        ),
    ),
    "tv": (
        (
            ("Zwart beeld of geen signaal", "A black picture or no signal"),
            ("Tv zwart, geen signaal, geen beeld", "Tv black, no signal, no picture"),
            (
                ("Kies op de tv de juiste ingang (Source of Bron).", "Choose the right input (Source) on the tv."),
                ("Druk de hdmi-kabel aan beide kanten goed aan.", "Push the HDMI cable in at both ends."),
                ("Haal de tv-ontvanger een minuut van de stroom.", "Take the box off its power for a minute."),
            ),
        ),
        (
            ("Beeld hapert of bevriest", "The picture stutters or freezes"),
            ("Tv hapert, blokjes in beeld, loopt vast", "Tv stutters, blocks in the picture, stands still"),
            (
                ("Start de modem en daarna de tv-ontvanger opnieuw.", "Restart the modem, then the box."),
                ("Gebruik een kabel in plaats van wifi als dat kan.", "Use a cable in place of wifi if you can."),
            ),
        ),
        (
            ("De afstandsbediening doet niets", "The remote control does nothing"),
            ("Afstandsbediening werkt niet, reageert niet", "Remote does not work or react"),
            (
                ("Doe er nieuwe batterijen in.", "Put new batteries in."),
                ("Richt hem op de ontvanger, zonder iets ertussen.", "Point it at the box, with nothing between."),
            ),
        ),
    ),
    "mobile": (
        (
            ("Geen bereik of geen mobiel internet", "No signal or no mobile internet"),
            ("Geen bereik, kan niet bellen, geen 4G of 5G", "No signal, cannot call, no 4G or 5G"),
            (
                ("Zet de vliegtuigstand aan, tel tot tien en zet die weer uit.", "Turn flight mode on and off again."),
                ("Zet de telefoon uit en weer aan.", "Turn the phone off and on."),
                ("Kijk of mobiele data aanstaat.", "See whether mobile data is on."),
            ),
        ),
        (
            ("Simkaart wordt niet herkend", "The SIM card is not recognised"),
            ("Geen simkaart, sim niet gevonden", "No SIM, SIM not found"),
            (
                (
                    "Zet de telefoon uit, haal de simkaart eruit en stop hem terug.",
                    "Turn the phone off, take the SIM out and put it back.",
                ),
                ("Probeer de simkaart in een andere telefoon.", "Try the SIM in another phone."),
            ),
        ),
    ),
    "telephony": (
        (
            ("Geen kiestoon", "No dial tone"),
            ("Vaste telefoon dood, geen toon, kan niet bellen", "Landline dead, no tone, cannot call"),
            (
                ("Controleer de kabel tussen telefoon en modem.", "Check the cable between phone and modem."),
                ("Haal de stekker van de modem er dertig tellen uit.", "Pull the modem's plug for thirty seconds."),
                ("Probeer een ander toestel op dezelfde aansluiting.", "Try another phone on the same socket."),
            ),
        ),
        (
            ("Ruis of kraken tijdens het bellen", "Noise on the line"),
            ("Ruis, kraakt, slecht te verstaan", "Noise, crackling, hard to hear"),
            (
                ("Zet de draadloze telefoon verder van de modem.", "Put the cordless phone away from the modem."),
                ("Vervang het snoer als je een ander hebt.", "Use another cord if you have one."),
            ),
        ),
    ),
}
_DEPENDS: dict[str, Any] = {
    "id": "depends",
    "text": {"nl": "Is iemand van deze lijn afhankelijk?", "en": "Does someone depend on this line?"},
    "options": [
        {"id": "no", "text": {"nl": "Nee", "en": "No"}, "severity": None},
        {"id": "work", "text": {"nl": "Ja, voor het werk", "en": "Yes, for work"}, "severity": "major"},
        {"id": "alarm", "text": {"nl": "Ja, alarm of zorg", "en": "Yes, an alarm or care"}, "severity": "critical"},
    ],
}


def _asked(name: str, text: Text, *options: tuple[str, Text]) -> dict[str, Any]:
    shown = [{"id": slug, "text": _both(words), "severity": None} for slug, words in options]
    return {"id": name, "text": _both(text), "options": shown}


def _both(text: Text) -> dict[str, str]:
    return {"nl": text[0], "en": text[1]}


_SINCE = _asked(
    "since",
    ("Sinds wanneer?", "Since when?"),
    ("today", ("Vandaag", "Today")),
    ("days", ("Een paar dagen", "A few days")),
    ("longer", ("Langer", "Longer")),
)
QUESTIONS: dict[str, tuple[dict[str, Any], ...]] = {
    "internet": (
        _asked(
            "lights",
            ("Welke lampjes branden er op de modem?", "Which lights are on at the modem?"),
            ("all", ("Alles groen of wit", "All green or white")),
            ("red", ("Er is er een rood", "One is red")),
            ("none", ("Geen enkel", "None at all")),
            ("unknown", ("Weet ik niet", "I do not know")),
        ),
        _DEPENDS,
        _SINCE,
    ),
    "tv": (
        _asked(
            "channels",
            ("Alle zenders of een paar?", "All channels or some?"),
            ("all", ("Alle", "All")),
            ("some", ("Een paar", "Some")),
        ),
        _asked("message", ("Welke melding staat er in beeld?", "Which message is on the screen?")),
        _SINCE,
    ),
    "mobile": (
        _asked(
            "where",
            ("Overal of op een plek?", "Everywhere or in one place?"),
            ("everywhere", ("Overal", "Everywhere")),
            ("home", ("Alleen thuis", "Only at home")),
            ("elsewhere", ("Alleen ergens anders", "Only somewhere else")),
        ),
        _SINCE,
    ),
    "telephony": (_DEPENDS, _SINCE),
}


def seed_help() -> None:
    """Adds help and questions to services of the demo that have none; runs inside `db.write`."""
    there = set(db.session.scalars(select(HelpArticle.service)))
    for row in db.session.scalars(select(Service)):
        if not row.questions:
            row.questions = list(QUESTIONS.get(row.slug, ()))
        if row.slug not in there:
            db.session.add_all(_articles(row.slug))
    db.session.flush()


def _articles(service: str) -> list[HelpArticle]:
    at = now()
    return [
        HelpArticle(
            id=new_id(),
            service=service,
            team_slug=service,
            title=_both(title),
            symptom=_both(symptom),
            steps=[_both(step) for step in steps],
            video_url=None,
            position=position,
            created_at=at,
            updated_at=at,
        )
        for position, (title, symptom, steps) in enumerate(ARTICLES.get(service, ()), start=1)
    ]
