"""The reader's language, and texts in it; the catalogue is backend/translations/nl.po, English is the code's own."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from flask import g, has_request_context, request

from shared.messages import Listed, Message
from shared.vocabulary import LANGUAGES

_TRANSLATIONS = Path(__file__).parent / "translations"


@cache
def catalogue(language: str) -> dict[str, str]:
    """English text -> `language`'s; empty for English."""
    path = _TRANSLATIONS / f"{language}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}


def say(text: str, language: str | None = None) -> str:
    """`text` in `language` (default: the reader's); a Message is filled in after translating it and what it holds."""
    return _in(text, catalogue(language or reader_language()))


def _in(text: str, words: dict[str, str]) -> str:
    if not isinstance(text, Message):
        return words.get(text, text)
    template = words.get(text.template)
    if template is None or not text.params:
        # Without params nothing is filled in: braces are the sentence's own.
        return template or text
    return template.format(**{name: _said(value, words) for name, value in text.params.items()})


def _said(value: object, words: dict[str, str]) -> object:
    if isinstance(value, Listed):
        return Listed(_said(one, words) for one in value)
    return _in(value, words) if isinstance(value, Message) else value


def reader_language() -> str:
    """What the reader chose on a page, else what the request asks for, else the account's language, else English."""
    if not has_request_context():
        return "en"
    caller = g.get("caller")
    return asked_language() or (caller.language if caller else "en")


def asked_language() -> str | None:
    """The language of ours that the reader chose on a page, or the request asks for by Accept-Language, if any."""
    chosen: str | None = g.get("language")
    if chosen:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) if request.accept_languages else None
