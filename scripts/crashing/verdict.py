"""What is wrong, in the campaign's four words: lost, doubled, orphaned, out of order."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from scripts.crashing.endpoints import Endpoints
from scripts.crashing.load import Load
from scripts.crashing.records import Records


@dataclass
class Verdict:
    """Each a list of sentences; all empty is what we want."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    damage: list[str] = field(default_factory=list)

    @property
    def spotless(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.orphans or self.out_of_order or self.damage)


def verdict(load: Load, endpoints: Endpoints, records: Records) -> Verdict:
    """What was answered against what is there, and what is there against what arrived."""
    found = Verdict(damage=records.damage())
    found.lost += [f"refused: {why}" for why in load.refused]
    _texts(found, load, records)
    _moves(found, records)
    _arrivals(found, endpoints, records)
    found.orphans += [f"{name}: {len(ids)}, such as {ids[0]}" for name, ids in records.orphans().items()]
    return found


def _texts(found: Verdict, load: Load, records: Records) -> None:
    tickets, messages = records.texts()
    for word, answered, there in (("Down", load.tickets, tickets), ("More", load.messages, messages)):
        found.lost += [f"answered, and not there: {word} {m}" for m in answered if not there[f"{word} {m}"]]
        found.doubled += [f"{count} times: {text}" for text, count in there.items() if count > 1 and load.run in text]


def _moves(found: Verdict, records: Records) -> None:
    for ticket, moves in records.moves().items():
        twice = [f"{ticket}: {a} to {b}" for (a, b), count in Counter(moves).items() if count > 1]
        found.doubled += twice
        for (_, end), (begin, _) in pairwise(moves):
            if end != begin:
                found.out_of_order.append(f"the timeline of {ticket} jumps from {end} to {begin}")


def _arrivals(found: Verdict, endpoints: Endpoints, records: Records) -> None:
    """The endpoints of the campaign's own; repeats count for nothing, as a receiver drops them by the event's id."""
    for path, by_ticket in records.deliveries().items():
        if path.startswith("/stand-in/"):
            continue
        place = {event: number for number, event in enumerate(endpoints.taken[path])}
        for ticket, events in by_ticket.items():
            missing = [event for event in events if event not in place]
            found.lost += [f"{event} never came to {path}" for event in missing]
            came = sorted((event for event in events if event in place), key=place.__getitem__)
            if not missing and came != events:
                found.out_of_order.append(f"{ticket} at {path}: {came} instead of {events}")
