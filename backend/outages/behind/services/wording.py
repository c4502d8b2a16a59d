"""What tickets behind an outage are told of it, by language: what people were told, and the times promised with it."""

from collections.abc import Callable

from backend.bidi import closed
from backend.moments import spoken
from backend.outages.happened import Happened, What
from backend.outages.models import Outage, OutageUpdate
from shared import lifecycle
from shared.vocabulary import LANGUAGES

Texts = dict[str, str]
_LINKED = {
    "nl": "Dit hoort bij een bekende storing: {title}. Je hoort hier hoe het gaat.",
    "en": "This belongs to a known outage: {title}. You will hear here how it goes.",
}
_UNLINKED = {
    "nl": "Dit hoort toch niet bij de storing: {title}. Er wordt weer apart naar gekeken.",
    "en": "This does not belong to the outage after all: {title}. It is being looked at by itself again.",
}
_UNDONE = {
    What.DISMISSED: {
        "nl": "Er bleek geen storing te zijn. Er wordt weer apart naar je melding gekeken.",
        "en": "There turned out to be no outage. Your report is being looked at by itself again.",
    },
    What.CANCELLED: {
        "nl": "Het onderhoud gaat niet door. Er wordt weer apart naar je melding gekeken.",
        "en": "The maintenance has been called off. Your report is being looked at by itself again.",
    },
}
_ASKED = {"nl": "Werkt het weer?", "en": "Does it work again?"}
_EXPECTED = {"nl": "Verwacht einde: {time}.", "en": "Expected to be over: {time}."}
_PROMISED = {"nl": "Uiterlijk {time} volgt nieuws.", "en": "There will be news by {time}."}


def of_link(outage: Outage) -> Texts:
    """That a ticket has come behind it."""
    return _about(_LINKED, outage)


def of_unlink(outage: Outage) -> Texts:
    """That a ticket is no longer behind it."""
    return _about(_UNLINKED, outage)


def of_change(happened: Happened) -> Texts:
    """The words that people were told, with the times promised then; of one newly declared its title."""
    outage, what = happened.outage, happened.what
    said = _texts(happened.update.text if happened.update is not None else outage.title)
    if what in _UNDONE:
        return _each(lambda code: f"{_in(said, code)}\n\n{_UNDONE[what][code]}")
    if what is What.RESOLVED:
        return _each(lambda code: f"{_in(said, code)}\n\n{_ASKED[code]}")
    return _each(lambda code: "\n\n".join(filter(None, (_in(said, code), _times(happened.update, code)))))


def _times(update: OutageUpdate | None, language: str) -> str:
    if update is None or update.status in lifecycle.OUTAGE_ENDED:
        # Of what is over nothing is expected any more.
        return ""
    lines = ((_EXPECTED, update.expected_end_at), (_PROMISED, update.next_update_at))
    return " ".join(words[language].format(time=spoken(at, language)) for words, at in lines if at is not None)


def _about(words: Texts, outage: Outage) -> Texts:
    title = _texts(outage.title)
    return _each(lambda code: words[code].format(title=closed(" ".join(_in(title, code).split()).rstrip("."))))


def _texts(text: dict[str, str | None]) -> Texts:
    return {code: words for code in LANGUAGES if (words := (text.get(code) or "").strip())}


def _in(texts: Texts, language: str) -> str:
    return texts.get(language) or next(iter(texts.values()))


def _each(say: Callable[[str], str]) -> Texts:
    return {code: say(code) for code in LANGUAGES}
