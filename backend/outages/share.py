"""The line to pass on about an outage, or to a friend behind one: plain words of both languages, nothing personal."""

import datetime as dt

from backend.areas import services as areas
from backend.bidi import closed
from backend.clock import now
from backend.moments import spoken
from backend.outages.models import Outage
from shared import lifecycle
from shared.vocabulary import LANGUAGES, OutageStatus

Line = tuple[str, str]
"""Dutch and English; `{title}` is what people were told that it is, `{start}` when planned work begins."""

_LINES: dict[OutageStatus, Line] = {
    OutageStatus.INVESTIGATING: (
        "Er is een storing: {title}. De oorzaak wordt gezocht.",
        "There is an outage: {title}. The cause is being looked for.",
    ),
    OutageStatus.IDENTIFIED: (
        "Er is een storing: {title}. De oorzaak is bekend, en er wordt aan gewerkt.",
        "There is an outage: {title}. The cause is known, and it is being worked on.",
    ),
    OutageStatus.MONITORING: (
        "De storing lijkt voorbij: {title}. Er wordt nog op gelet of het goed blijft gaan.",
        "The outage seems to be over: {title}. It is still being watched.",
    ),
    OutageStatus.RESOLVED: (
        "De storing is voorbij: {title}. Werkt het weer bij je? Zo niet, zeg het me.",
        "The outage is over: {title}. Does it work again for you? If not, tell me.",
    ),
    OutageStatus.CLOSED: ("De storing is voorbij: {title}.", "The outage is over: {title}."),
    OutageStatus.DISMISSED: (
        "Er bleek geen storing te zijn: {title}. Werkt het bij jou niet? Zeg het me, dan geef ik het door.",
        "There turned out to be no outage: {title}. Does it not work for you? Tell me, and I will pass it on.",
    ),
    OutageStatus.SCHEDULED: (
        "Er is onderhoud gepland: {title}. Het begint {start}.",
        "Maintenance is planned: {title}. It begins {start}.",
    ),
    OutageStatus.IN_PROGRESS: (
        "Er is onderhoud bezig: {title}.",
        "Maintenance is under way: {title}.",
    ),
    OutageStatus.COMPLETED: (
        "Het onderhoud is klaar: {title}. Werkt er bij jou iets niet? Zeg het me.",
        "The maintenance is done: {title}. Does something not work for you? Tell me.",
    ),
    OutageStatus.CANCELLED: (
        "Het onderhoud gaat niet door: {title}.",
        "The maintenance has been called off: {title}.",
    ),
}
_EXPECTED: Line = (" Verwacht einde: {time}.", " Expected to be over: {time}.")
_PROMISED: Line = (" Uiterlijk {time} volgt nieuws.", " There will be news by {time}.")
_EXPECTED_BEFORE: Line = (" Het einde was verwacht op {time}.", " It was expected to be over by {time}.")
_LATE: Line = (
    " Het nieuws dat er uiterlijk {time} zou zijn, is te laat.",
    " The news that was promised by {time} is late.",
)
"""Once these times have passed: nobody passes on as a promise what was not kept."""
_AFFECTED: dict[str, Line] = {
    "waiting": (" Jij staat erbij: je hoort van me hoe het gaat.", " You are counted in: I will tell you how it goes."),
    "works": (
        "Het werkt weer bij je, en dat is doorgegeven: {title}.",
        "It works again for you, and that has been passed on: {title}.",
    ),
    "still_broken": (
        "Bij jou werkt het nog niet, en dat is doorgegeven: er wordt apart naar gekeken.",
        "It does not work yet for you, and that has been passed on: it is being looked at by itself.",
    ),
    "withdrawn": (
        "Je staat niet meer bij deze storing: {title}.",
        "You are no longer counted in with this outage: {title}.",
    ),
}


def of_outage(row: Outage) -> dict[str, str] | None:
    """The line in both languages, None while it is only suspected: nobody may be told of it.

    Of one that goes on as another it is the other's.
    """
    while row.merged_into is not None:
        row = row.merged_into
    if row.status not in _LINES:
        return None
    return {language: _said(row, _LINES[OutageStatus(row.status)], language) for language in LANGUAGES}


def of_affected(status: str, row: Outage) -> dict[str, str]:
    """The line for the friend behind `row`, whose entry has `status`: as the outage's own where that says it all."""
    about = of_outage(row) or dict.fromkeys(LANGUAGES, "")
    line = _AFFECTED.get(status)
    if line is None:
        return about
    own = {language: text.format(title=_title(row, language)) for language, text in zip(LANGUAGES, line, strict=True)}
    return {language: about[language] + own[language] for language in LANGUAGES} if status == "waiting" else own


def _said(row: Outage, line: Line, language: str) -> str:
    index = LANGUAGES.index(language)
    text = line[index].format(title=_title(row, language), start=spoken(row.started_at, language))
    if row.status in lifecycle.OUTAGE_ENDED:
        return text
    return (
        text
        + _at(row.expected_end_at, _EXPECTED[index], _EXPECTED_BEFORE[index], language)
        + _at(row.next_update_at, _PROMISED[index], _LATE[index], language)
    )


def _at(at: dt.datetime | None, ahead: str, passed: str, language: str) -> str:
    if at is None:
        return ""
    return (ahead if at > now() else passed).format(time=spoken(at, language))


def _title(row: Outage, language: str) -> str:
    """With where it is; in the language, else in the one that there is; without the point that the sentence brings."""
    text = next(row.title[code] for code in (language, *LANGUAGES) if row.title.get(code))
    return f"{closed(' '.join(text.split()).rstrip('.'))} ({areas.where(row.areas, language)})"
