"""Whose turn it is, and when the next one's comes: pure functions. No database."""

import datetime as dt
from collections.abc import Sequence

NEXT_PERSON_AFTER = dt.timedelta(minutes=10)
"""How long one who was told has to say that they have it."""
ROUNDS = 3
"""How often the whole list is gone round at that pace."""
THEN_EVERY = dt.timedelta(hours=1)
"""The pace after that: one more mail in ten minutes wakes nobody whom three did not."""
GIVES_UP_AFTER = dt.timedelta(days=3)
"""No more is mailed after that; the alert stays open, and shown."""


def whose_turn(people: Sequence[str], last: str | None) -> str | None:
    """The one after `last`, round; the first where `last` is not on the list; None for an empty list."""
    if not people:
        return None
    return people[(people.index(last) + 1) % len(people)] if last in people else people[0]


def next_turn(people: int, turns: int, raised_at: dt.datetime, at: dt.datetime) -> dt.datetime | None:
    """When it goes on after the turn at `at`, with `turns` taken and so many people on the list."""
    pause = NEXT_PERSON_AFTER if turns < ROUNDS * max(people, 1) else THEN_EVERY
    return at + pause if at + pause - raised_at <= GIVES_UP_AFTER else None
