"""What speaks for a suspicion, in words that a manager understands."""

from babel.numbers import format_decimal

from backend.i18n import say
from backend.moments import spoken
from backend.outages.detection.reports import Suspicion
from shared.messages import Message

_WHOLE = 10.0
_LEAST = 0.05


def lines(suspicion: Suspicion, tickets: int, language: str) -> list[str]:
    """In a letter: how many where how few are usual, and how sure that is."""
    return [counted(suspicion, tickets, language), sureness(suspicion, language)]


def counted(suspicion: Suspicion, tickets: int, language: str) -> str:
    """`7 tickets since Monday 1 June at 07:40, where 0.4 are usual in that time.`"""
    values = {
        "number": tickets,
        "time": spoken(suspicion.since, language),
        "usual": number(suspicion.expected, language),
    }
    if suspicion.expected < _LEAST:
        return say(
            Message("{number} tickets since {time}, where there are usually none in that time.", **values), language
        )
    return say(Message("{number} tickets since {time}, where {usual} are usual in that time.", **values), language)


def sureness(suspicion: Suspicion, language: str) -> str:
    """How strong the evidence is, against what it takes, and what that means."""
    return say(
        Message(
            "The evidence is {strength} where {threshold} is enough; "
            "chance alone reaches that once in {days} days at most.",
            strength=number(suspicion.statistic, language),
            threshold=number(suspicion.threshold, language),
            days=number(suspicion.threshold / 24, language),
        ),
        language,
    )


def number(value: float, language: str) -> str:
    """`0.4`, `12`, `1,300`: as precise as it is of use."""
    rounded = round(value, 0 if value >= _WHOLE else 1)
    return str(format_decimal(int(rounded) if rounded == int(rounded) else rounded, locale=language))
