"""What the system says of an outage by itself, in both languages, with absolute times."""

import datetime as dt
from collections.abc import Callable

from backend import moments
from backend.bidi import closed
from backend.i18n import say
from backend.outages.happened import Before
from backend.outages.models import Outage
from shared.messages import Message
from shared.vocabulary import LANGUAGES

Words = dict[str, str | None]


def announcement(outage: Outage) -> Words:
    """That planned work is near."""
    span = _span(outage.started_at, outage.expected_end_at)
    return _said(lambda language: Message("Planned work: {span}.", span=span(language)))


def started(outage: Outage) -> Words:
    """That planned work has begun by itself."""
    end = outage.expected_end_at
    if end is None:
        return _said(lambda _: Message("The planned work has begun."))
    return _said(
        lambda language: Message(
            "The planned work has begun; it should be done {end}.", end=moments.spoken(end, language)
        )
    )


def completed() -> Words:
    """That planned work is over by itself."""
    return _said(lambda _: Message("The planned work is completed."))


def rescheduled(outage: Outage, before: Before) -> Words:
    """That planned work is at another time, and at which it was."""
    new = _span(outage.started_at, outage.expected_end_at)
    old = _span(before.started_at, before.expected_end_at)
    return _said(
        lambda language: Message(
            "The planned work has been moved: now {span}; before, {earlier}.",
            span=new(language),
            earlier=old(language),
        )
    )


def estimate(outage: Outage, before: Before) -> Words:
    """What is promised now of those times that were moved, and what was said before."""
    parts: list[Callable[[str], Message]] = []
    if outage.expected_end_at != before.expected_end_at:
        parts.append(lambda language: _end(outage, before, language))
    if outage.next_update_at != before.next_update_at:
        parts.append(lambda language: _next(outage, language))
    return {language: " ".join(say(part(language), language) for part in parts) for language in LANGUAGES}


def is_back() -> Words:
    """That what was resolved is there again."""
    return _said(lambda _: Message("It is there again; we are looking into it."))


def merged(into: Outage) -> Words:
    """Where it goes on."""
    return _said(lambda language: Message("This goes on as: {title}", title=title(into, language)))


def title(outage: Outage, language: str) -> str:
    """Its title in `language`, else in the one that there is."""
    return closed(next((text for code in (language, *LANGUAGES) if (text := outage.title.get(code))), ""))


def _end(outage: Outage, before: Before, language: str) -> Message:
    end, earlier = outage.expected_end_at, before.expected_end_at
    if end is None:
        was = moments.spoken(earlier, language) if earlier else ""
        return Message("It is not known when it ends; before, {earlier} was expected.", earlier=was)
    times = {"end": moments.spoken(end, language)}
    if earlier is None:
        return Message("The end is expected {end}.", **times)
    return Message(
        "The end is now expected {end}; before, {earlier} was.", **times, earlier=moments.spoken(earlier, language)
    )


def _next(outage: Outage, language: str) -> Message:
    if outage.next_update_at is None:
        return Message("There is no time for a next update.")
    return Message("The next update comes before {time}.", time=moments.spoken(outage.next_update_at, language))


def _span(start: dt.datetime, end: dt.datetime | None) -> Callable[[str], str]:
    return lambda language: moments.span(start, end, language)


def _said(words: Callable[[str], Message]) -> Words:
    return {language: say(words(language), language) for language in LANGUAGES}
