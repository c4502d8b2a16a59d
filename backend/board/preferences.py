"""Language and theme, as chosen on a page and kept in cookies for a year."""

from typing import Any

from flask import Response, g, request

from backend.accounts.caller import Caller
from backend.board import entrance
from shared.vocabulary import LANGUAGES

LANGUAGE, THEME = "doorgeven_language", "doorgeven_theme"
THEMES = ("auto", "light", "dark")
_YEAR = 365 * 24 * 3600


def choose_language(who: Caller | None = None) -> None:
    """For this request: what was chosen, else the account's, else the browser's."""
    chosen = request.cookies.get(LANGUAGE)
    if chosen in LANGUAGES:
        g.language = chosen
    elif who is not None:
        g.language = who.language
    else:
        g.language = request.accept_languages.best_match(LANGUAGES) or "en"


def theme() -> str:
    """`auto` follows the machine's own."""
    chosen = request.cookies.get(THEME, "auto")
    return chosen if chosen in THEMES else "auto"


def keep(response: Response, language: str | None, wanted: str | None) -> Response:
    """Keeps what was chosen, as far as there is such a choice."""
    kept: dict[str, Any] = {
        "max_age": _YEAR,
        "httponly": True,
        "samesite": "Lax",
        "secure": entrance.is_secure(),
        "path": "/",
    }
    if language in LANGUAGES:
        response.set_cookie(LANGUAGE, str(language), **kept)
    if wanted in THEMES:
        response.set_cookie(THEME, str(wanted), **kept)
    return response
