"""The steps of passing something on: each one screenful, in the order in which they save the most typing."""

from collections.abc import Iterable
from enum import StrEnum


class Step(StrEnum):
    """One screenful of the form."""

    SERVICE = "service"
    PERSON = "person"
    """Where, with the outage check, and whom: one tap fills in all of somebody of before."""
    PROBLEM = "problem"
    HELP = "help"
    """What can be tried first; left out where nothing fits."""
    CHECK = "check"
    SENT = "sent"


FIELDS: dict[Step, tuple[str, ...]] = {
    Step.SERVICE: ("service",),
    Step.PERSON: ("postcode", "outage", "house_number", "name", "phone"),
    Step.PROBLEM: ("description", "severity"),
    Step.CHECK: ("email", "reach_phone"),
}
"""What can be wrong in each step, in the order in which it is shown; all else belongs to CHECK."""
ANSWER = "answer."
"""With a question's id behind it: what is wrong with its answer, in PROBLEM."""


def has(step: Step, field: str) -> bool:
    """Whether this field is in this step."""
    return field in FIELDS.get(step, ()) or (step is Step.PROBLEM and field.startswith(ANSWER))


def steps(*, joins: bool, has_help: bool) -> tuple[Step, ...]:
    """Those that are needed; who joins a known outage need not say what it is about."""
    if joins:
        return (Step.PERSON, Step.PROBLEM, Step.CHECK)
    return (Step.SERVICE, Step.PERSON, Step.PROBLEM, *((Step.HELP,) if has_help else ()), Step.CHECK)


def after(step: Step, among: tuple[Step, ...]) -> Step:
    """The next one; the last where there is none."""
    order = list(Step)
    return next((one for one in among if order.index(one) > order.index(step)), among[-1])


def before(step: Step, among: tuple[Step, ...]) -> Step | None:
    """The one before; None at the first."""
    order = list(Step)
    return next((one for one in reversed(among) if order.index(one) < order.index(step)), None)


def first_with(errors: Iterable[str], among: tuple[Step, ...]) -> Step:
    """Where the first of these fields is."""
    wrong = tuple(errors)
    return next((step for step in among if any(has(step, field) for field in wrong)), among[-1])
