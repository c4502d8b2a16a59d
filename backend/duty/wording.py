"""The letter that somebody on duty gets: what it is, whose turn it is, and a link that says "I have it"."""

from dataclasses import dataclass

from backend import letters
from backend.accounts.models import Person
from backend.duty import links
from backend.duty.models import Alert, AlertTold
from backend.moments import short
from shared.messages import Message

_NOBODY_ON_DUTY = Message("Nobody is on the duty list, so all managers get this letter. Say that you have it:")


@dataclass(frozen=True)
class Turn:
    """Who was told before, and who is told next (None: the same person again)."""

    before: AlertTold | None
    following: str | None


def write_letter(alert: Alert, person: Person, turn: Turn | None) -> None:
    """One letter to `person`; without a `turn` nobody is on duty, and all managers get one. Runs inside `db.write`."""
    letters.write(
        person.email,
        person.language,
        alert.title[person.language],
        [*alert.lines[person.language], *(_whose_turn(alert, turn) if turn else [_NOBODY_ON_DUTY])],
        link=links.address(alert.id, person.id),
        key=f"alert:{alert.id}:{alert.turns}:{person.id}",
        about=alert.subjects[0].object_id if len(alert.subjects) == 1 else None,
        urgent=True,
    )


def _whose_turn(alert: Alert, turn: Turn) -> list[Message]:
    said = []
    if turn.before is not None:
        told = {"name": turn.before.person_name, "time": short(turn.before.at)}
        said.append(Message("{name} was told at {time} and has not said to have it; now it is your turn.", **told))
    if alert.next_turn_at is None:
        return [*said, Message("You are on duty. Say that you have it:")]
    time = short(alert.next_turn_at)
    if turn.following is None:
        return [*said, Message("You are on duty. Say that you have it, or you are told again at {time}:", time=time)]
    following = {"name": turn.following, "time": time}
    return [*said, Message("You are on duty. Say that you have it, or {name} is told at {time}:", **following)]
