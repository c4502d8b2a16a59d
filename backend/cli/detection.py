"""`flask baseline` and `flask explain`: what detection learned of the company, and why it suspected an outage."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from backend.cli.telling import told
from backend.outages.detection.explaining import explain

if TYPE_CHECKING:
    from backend.outages.detection.learning import Lesson

_LEVELS = {
    "code": "a postcode area",
    "municipality": "a municipality",
    "province": "a province",
    "country": "all of it",
}


@click.command("baseline")
@told
def baseline_command() -> None:
    """Learns now what is usual, from the tickets of the last eight weeks; says what that is."""
    # Here, as numpy is asked for by no other command and by no server: it takes a fifth of a second to load.
    from backend.outages.detection.learning import learn_now  # noqa: PLC0415

    for line in _of(learn_now()):
        click.echo(line)


@click.command("explain")
@click.argument("outage")
@told
def explain_command(outage: str) -> None:
    """Why an outage was suspected: OUTAGE is its id, the first letters of that, or its external id."""
    for line in explain(outage):
        click.echo(line)


def _of(lesson: "Lesson") -> Iterator[str]:
    found = lesson.baseline
    yield f"Learned from {lesson.tickets} tickets of {found.days:.1f} days, {len(found.where)} postcode areas."
    if not lesson.enough:
        yield "That is too little to say what is usual: until there is more, nothing is suspected."
    for slug, by_week in zip(lesson.services, found.by_week, strict=False):
        hours = f"{by_week.min():.2f} an hour when it is quietest, {by_week.max():.2f} when busiest"
        yield f"{slug}: {24 * by_week.mean():.1f} a day; {hours}."
    for level, spread in zip(found.levels, found.spread, strict=True):
        if level in _LEVELS:
            yield f"In {_LEVELS[level]} days differ by {100 * spread.mean():.0f} % beyond chance."
    yield f"Of 100 tickets {100 * found.echo:.1f} bring another at the same place by themselves."
