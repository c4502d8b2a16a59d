"""Figures and outages as CSV: the same as the API's JSON, a line a group or an outage."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from backend.areas import services as areas
from backend.outages.story import present
from backend.outages.story.figures import Line
from backend.outages.story.services import Group
from backend.tickets.spreadsheet import MARK, cell, written
from shared.vocabulary import LANGUAGES

COLUMNS: dict[str, Callable[[Line], Any]] = {
    "id": lambda line: line.id,
    "external_id": lambda line: line.external_id,
    "kind": lambda line: line.kind,
    "status": lambda line: line.status,
    "impact": lambda line: line.impact,
    **{f"title_{code}": lambda line, code=code: line.title.get(code) for code in LANGUAGES},  # type: ignore[misc]
    "services": lambda line: ", ".join(line.services),
    "areas": lambda line: ", ".join(line.areas),
    "provinces": lambda line: ", ".join(areas.provinces(line.areas)),
    "started_at": lambda line: line.times.started_at,
    "suspected_at": lambda line: line.times.suspected_at,
    "declared_at": lambda line: line.times.declared_at,
    "acknowledged_at": lambda line: line.times.acknowledged_at,
    "resolved_at": lambda line: line.times.resolved_at,
    "closed_at": lambda line: line.times.closed_at,
    "seconds_to_declare": lambda line: line.times.to_declare,
    "seconds_to_acknowledge": lambda line: line.times.to_acknowledge,
    "seconds_to_resolve": lambda line: line.times.to_resolve,
    **{
        name: lambda line, name=name: line.behind[name]  # type: ignore[misc]
        for name in (
            *("customers", "tickets", "affected", "works", "still_broken", "closed", "declined", "seen"),
            "said_still_broken",
        )
    },
}


def of_figures(groups: list[Group], total: Group, separator: str) -> Iterator[str]:
    """A header, each group, and all together."""
    for number, one in enumerate([*groups, total]):
        flat = dict(_flat(present.group(one)))
        heading = MARK + written([flat], separator) if number == 0 else ""
        yield heading + written([[cell(value) for value in flat.values()]], separator)


def of_outages(pages: Iterable[list[Line]], separator: str, let_go: Callable[[], None]) -> Iterator[str]:
    """A header and then a page at a time; `let_go` is called before each is handed over."""
    heading = MARK + written([COLUMNS], separator)
    for page in pages:
        text = heading + written(([cell(of(line)) for of in COLUMNS.values()] for line in page), separator)
        heading = ""
        let_go()
        yield text
    if heading:
        yield heading


def _flat(group: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "key", group["key"]
    for code in LANGUAGES:
        yield f"title_{code}", group["title"].get(code)
    yield from group["outages"].items()
    for name, value in group["maintenance"].items():
        yield f"maintenance_{name}", value
