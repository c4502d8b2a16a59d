"""How long something took and what share it was, as people say it."""

import datetime as dt

from flask import Flask

from backend.board.shown import lasted

_START = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NOTHING = "–"


def init_app(app: Flask) -> None:
    """Gives both to the templates."""
    app.jinja_env.globals |= {"took": took, "share": share}


def took(seconds: int | None) -> str:
    """To the minute, as `3 u 12 min`."""
    return _NOTHING if seconds is None else lasted(_START, _START + dt.timedelta(seconds=seconds))


def share(part: int, whole: int) -> str:
    """As `82 %`; a dash where there was nothing to be a part of."""
    return f"{round(100 * part / whole)} %" if whole else _NOTHING
