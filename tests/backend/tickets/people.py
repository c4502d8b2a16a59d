"""More solvers for tests than the demo company has."""

from flask import Flask

from backend import db
from backend.accounts import services as accounts
from backend.teams import services as teams


def join(app: Flask, email: str, name: str, team: str, language: str = "nl") -> str:
    """A new solver of a team; answers the address to sign in by."""

    def add() -> None:
        person = accounts.add_person(email, name, "solver", password="a long enough one", language=language)
        accounts.join_team(person, teams.check_team(team))

    with app.app_context():
        db.write(add)
    return email
