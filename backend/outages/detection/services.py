"""The services that are looked at: each alone, the sets that a company knows, and all together."""

from collections.abc import Mapping, Sequence

import numpy as np

from backend.outages.detection.settings import Settings
from backend.outages.detection.zones import Floats, Ints


class Services:
    """Single services by number, and the sets of them that an outage may take; singles come first among the sets.

    `sets[k]`: numbers of the singles in a set. `of[s]`: sets that hold a service.
    """

    def __init__(self, singles: Sequence[str], sets: Mapping[str, Sequence[str]]) -> None:
        self.singles = tuple(singles)
        self._number = {slug: number for number, slug in enumerate(self.singles)}
        everything = tuple(range(len(self.singles)))
        named = {
            tuple(sorted(self._number[slug] for slug in members if slug in self._number)) for members in sets.values()
        }
        wider = sorted(members for members in named if 1 < len(members) < len(everything))
        self._named = len(wider)
        self.sets: list[tuple[int, ...]] = [(number,) for number in everything] + wider
        if len(everything) > 1:
            self.sets.append(everything)
        self.of: list[Ints] = [
            np.array([k for k, members in enumerate(self.sets) if number in members], dtype=np.int64)
            for number in everything
        ]

    def number(self, slug: str) -> int | None:
        """The number of a single service."""
        return self._number.get(slug)

    def slugs(self, k: int) -> tuple[str, ...]:
        """The single services of a set."""
        return tuple(self.singles[number] for number in self.sets[k])

    def overlapping(self, slugs: Sequence[str]) -> Ints:
        """The sets that hold any of those services."""
        wanted = {self._number[slug] for slug in slugs if slug in self._number}
        return np.array([k for k, members in enumerate(self.sets) if wanted.intersection(members)], dtype=np.int64)

    def weights(self, settings: Settings) -> Floats:
        """What each set is worth before any ticket; 1 in all, also where a kind of set is lacking."""
        singles, wider = len(self.singles), self._named
        found = [settings.single / max(1, singles)] * singles + [settings.sets / max(1, wider)] * wider
        found += [settings.together] * (len(self.sets) - singles - wider)
        weights = np.array(found)
        return weights / weights.sum() if len(weights) else weights
