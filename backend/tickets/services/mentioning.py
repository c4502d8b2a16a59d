"""`@name` in the team's words: which colleagues they name, and a letter to each."""

import re
import unicodedata
from collections import defaultdict

from sqlalchemy import or_, select

from backend import db, letters
from backend.accounts.models import Person, membership
from backend.tickets.journal import Actor
from backend.tickets.models import Entry, Ticket
from backend.tickets.ties import Mention
from shared.messages import Message
from shared.vocabulary import Role

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters that are no letter with a mark, as far as Unicode knows, and are typed without it all the same."""


def named(team: str, body: str) -> list[Person]:
    """Members of `team` and managers named by `@` and their name or their e-mail's local part, each once, in order.

    Case and accents do not matter, the longest name that fits counts, and an e-mail address names nobody.
    """
    if "@" not in body:
        return []
    known = _names(team)
    if not known:
        return []
    alternatives = "|".join(_pattern(name) for name in sorted(known, key=len, reverse=True))
    # Nothing of a word before it, as in an address; nothing after it that would make it another name or a domain.
    found = re.finditer(rf"(?<![\w.@+\-/])@({alternatives})(?![\w@]|[.\-]\w)", _fold(body))
    people = [person for match in found for person in known[" ".join(match[1].split())]]
    return list({person.id: person for person in people}.values())


def told(people: list[Person]) -> list[dict[str, str]]:
    """PersonReferenceSchema of each."""
    return [{"id": person.id, "name": person.name} for person in people]


def tell(ticket: Ticket, entry: Entry, people: list[Person], actor: Actor) -> None:
    """Keeps whom the entry names and writes to each but its author, once; without a word of the customer's."""
    author, reference = actor.name or ticket.team.name, ticket.reference
    for person in people:
        row = Mention(entry_id=entry.id, person_id=person.id, ticket_id=ticket.id, at=entry.at)
        db.session.add(row)
        if person.id == actor.person_id:
            continue
        letters.write(
            person.email,
            person.language,
            Message("You are mentioned in {reference}", reference=reference),
            [
                Message("{name} mentioned you in {reference}.", name=author, reference=reference),
                Message("Look it up by that reference and answer there: this letter does not hold what was written."),
            ],
            key=f"mention:{entry.id}:{person.id}",
            about=ticket.id,
        )
    db.session.flush()


def _names(team: str) -> dict[str, list[Person]]:
    members = select(membership.c.person_id).where(membership.c.team_slug == team)
    wanted = or_(Person.id.in_(members), Person.role == Role.MANAGER)
    known: dict[str, list[Person]] = defaultdict(list)
    for person in db.session.scalars(select(Person).where(Person.active, wanted).order_by(Person.name, Person.id)):
        for name in (person.name, person.email.partition("@")[0]):
            if folded := " ".join(_fold(name).split()):
                known[folded].append(person)
    return known


def _pattern(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _fold(text: str) -> str:
    """Small letters without their marks."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)).translate(_LETTERS)
