"""The demo company: people, teams, and each service routed to its team; no tickets."""

from backend.accounts import services as accounts
from backend.teams import services as teams
from shared.vocabulary import Role

PASSWORD = "doorgeven-demo"  # noqa: S105 - the demo's, told in the README; `flask check` will refuse it

TEAMS = {
    "internet": "Internet Care",
    "tv": "TV Care",
    "mobile": "Mobile Care",
    "telephony": "Telephony Care",
}
PEOPLE = (
    ("employee@example.org", "Eva de Vries", Role.EMPLOYEE, ()),
    ("colleague@example.org", "Cem Yılmaz", Role.EMPLOYEE, ()),
    ("solver@example.org", "Sanne Bakker", Role.SOLVER, ("internet",)),
    ("manager@example.org", "Mohamed El Amrani", Role.MANAGER, ()),
    ("admin@example.org", "Anna Jansen", Role.ADMIN, ()),
)


def seed() -> None:
    """Adds what is missing of the demo company; runs inside `db.write`."""
    present = teams.names()
    for slug, name in TEAMS.items():
        if slug not in present:
            teams.add_team(slug, name)
            teams.add_rule(slug, service=slug)
    for email, name, role, slugs in PEOPLE:
        if accounts.find_person(email) is None:
            person = accounts.add_person(email, name, role, password=PASSWORD)
            for slug in slugs:
                accounts.join_team(person, teams.check_team(slug))
