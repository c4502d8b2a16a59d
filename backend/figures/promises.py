"""Which promises of an outage were kept: pure. What is not decided yet is left out: nothing counts by the clock."""

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple


class Told(NamedTuple):
    """One thing that people were told, with what was promised as it stood then."""

    at: dt.datetime
    next_update_at: dt.datetime | None
    expected_end_at: dt.datetime | None


def counted(
    told: Sequence[Told], resolved_at: dt.datetime | None, noted_late: dt.datetime | None, *, with_end: bool
) -> tuple[int, int]:
    """How many promises were decided, and how many of them kept; `told` is in the order of time.

    The next update is kept where something was told by then, and missed where it came later or was noted as late
    (`noted_late`). Each end that was told is a promise too, for failures (`with_end`): kept where it was over by then.
    """
    verdicts = [*_updates(told, noted_late), *(_ends(told, resolved_at) if with_end else ())]
    return len(verdicts), sum(verdicts)


def _updates(told: Sequence[Told], noted_late: dt.datetime | None) -> list[bool]:
    verdicts = []
    for one, then in zip_longest(told, told[1:]):
        due = one.next_update_at
        if due is None or (then is not None and then.next_update_at == due and then.at <= due):
            continue  # nothing promised, or the same still stands and is judged by what comes after that
        if then is not None:
            verdicts.append(then.at <= due)
        elif noted_late == due:
            verdicts.append(False)
    return verdicts


def _ends(told: Sequence[Told], resolved_at: dt.datetime | None) -> list[bool]:
    verdicts = []
    for end in dict.fromkeys(one.expected_end_at for one in told if one.expected_end_at is not None):
        if resolved_at is not None:
            verdicts.append(resolved_at <= end)
        elif told[-1].at > end:
            verdicts.append(False)
    return verdicts
