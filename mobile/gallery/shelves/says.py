"""What widgets say on the shelves: as it comes, much of it, and from right to left."""

from mobile.presenters.values import Localised
from mobile.ui.language import words

ARABIC = "الإنترنت لا يعمل منذ الظهر"
HEBREW = "האינטרנט לא עובד"
LONG = Localised(
    "Ik wil graag dat iemand van jullie mij vanavond na zeven uur terugbelt over de internetverbinding van mijn oma",
    "I would like somebody of yours to call me tonight after seven about the internet connection of my grandmother",
)
LONG_WORD = Localised("Aansprakelijkheidsverzekering", "Telecommunications")


def say(nl: str, en: str) -> str:
    """In the language of the moment."""
    return words.pick(Localised(nl, en))


def at_length() -> str:
    """More than goes into a line."""
    return words.pick(LONG)
