"""An article of help, for tests that are not about help itself."""

from typing import Any

from flask import Flask

from backend import clock, db
from backend.articles.models import HelpArticle


def article(app: Flask, **changes: Any) -> str:
    """An article of help, past its routes."""
    text = {"nl": "Zet de modem uit en aan", "en": "Turn the modem off and on"}
    about = {"id": "restart", "service": "internet", "title": text, "symptom": text, "steps": [text], "position": 1}

    def add() -> str:
        db.session.add(HelpArticle(**{**about, "created_at": clock.now(), "updated_at": clock.now(), **changes}))
        return "restart"

    with app.app_context():
        return db.write(add)
