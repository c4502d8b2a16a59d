"""All that is known of a country's areas, by code and by name: pure, made from rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from backend.areas import britain
from backend.areas.compress import compress, leaves, own_leaves, under
from backend.areas.listed import Row, of_country
from backend.areas.names import KINDS, Named, Names

_MOST_REMEMBERED = 5_000
_DIVIDED_BY = ("province", "municipality", "place")
_SHORT = 2
"""Characters of a postcode that stand for a region where no names are known."""


class Index:
    """The areas of `country`: the package's list, with `imported` rows in place of those of the same code."""

    def __init__(self, country: str, imported: Iterable[Row] = ()) -> None:
        over = {row.code: row for row in imported}
        base = of_country(country)
        rows = [row for row in base if row.code not in over] + list(over.values())
        self.country = country
        self.known = frozenset(row.code for row in rows)
        self.codes = sorted(self.known)
        self.leaves = leaves(self.codes)
        self._names = {kind: Names(kind, rows) for kind in KINDS}
        self._prefixes: dict[tuple[str, ...], list[str]] = {}
        self._reached: dict[tuple[str, ...], list[str]] = {}
        self.told: dict[tuple[str, tuple[str, ...]], str] = {}
        """Language and kept areas -> how people read them, as it was made once."""
        if over:
            # An area that was kept before the import, under the list's spelling, goes on meaning what it meant.
            for kind in KINDS:
                self._names[kind].add_missing(Names(kind, base))

    def find(self, kind: str, name: str) -> list[Named]:
        """The places, municipalities or provinces that go by `name`."""
        return self._names[kind].find(name)

    def alike(self, kind: str, name: str) -> list[str]:
        """Labels that look like `name`."""
        return self._names[kind].alike(name)

    def exists(self, prefix: str) -> bool:
        """Whether any postcode begins with `prefix`, as far as the list tells; it does not go down to the letters."""
        if not self.leaves or self.leaves[under(prefix, self.leaves)]:
            return True
        return any(self.leaves[under(prefix[:n], self.leaves)] == [prefix[:n]] for n in range(1, len(prefix)))

    def places(self, prefix: str) -> tuple[str, ...]:
        """The labels of the places that have codes with that prefix, the one with the most of them first."""
        counts = Counter(
            label for code in self.codes[under(prefix, self.codes)] for label in self._labels.get(code, ())
        )
        return tuple(label for label, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])))

    def places_of(self, code: str) -> tuple[str, ...]:
        """The labels of the places that have just this code."""
        return tuple(self._labels.get(code, ()))

    def provinces(self, areas: Sequence[str]) -> list[str]:
        """The labels of the provinces that kept areas reach into, by name."""
        found: set[str] = set()
        for prefix in self.prefixes(areas):
            inside = self.codes[under(prefix, self.codes)]
            # What is finer than the list (in the Netherlands the letters) lies where its code does.
            around = next((prefix[:n] for n in range(len(prefix), 0, -1) if prefix[:n] in self.known), None)
            for code in inside or ([around] if around else []):
                found |= self._provinces.get(code, frozenset())
        return sorted(found)

    @cached_property
    def region_kind(self) -> str:
        """By what the country is divided: provinces where any are known, else municipalities, places, or `prefix`."""
        return next((kind for kind in _DIVIDED_BY if self._names[kind].all()), "prefix")

    def region(self, postcode: str) -> tuple[str, str] | None:
        """The listed area of a kept postcode and its region, `""` where that is not known; None for no listed area."""
        code = next((postcode[:n] for n in range(len(postcode), 0, -1) if postcode[:n] in self.known), None)
        if code is None:
            # A country without a list: as much of the postcode as says where, and not who.
            short = postcode[:_SHORT]
            return (short, short) if short and not self.codes else None
        label = self._regions.get(code)
        if self.region_kind == "prefix":
            return code, code[:_SHORT]
        return code, f"{self.region_kind}:{label}" if label else ""

    def inside(self, area: str) -> list[str]:
        """The codes that lie in a kept area, sorted."""
        return [code for prefix in self.prefixes([area]) for code in self.codes[under(prefix, self.codes)]]

    def regions(self) -> list[str]:
        """All regions, as areas are written, by name."""
        if self.region_kind == "prefix":
            return sorted({code[:_SHORT] for code in self.codes})
        return [f"{self.region_kind}:{named.label}" for named in self._names[self.region_kind].all()]

    def reached(self, areas: Sequence[str]) -> list[str]:
        """The regions that kept areas reach into, by name."""
        key = tuple(areas)
        if key not in self._reached:
            if len(self._reached) >= _MOST_REMEMBERED:
                self._reached.clear()
            self._reached[key] = self._reaching(key)
        return self._reached[key]

    def _reaching(self, areas: Sequence[str]) -> list[str]:
        found = set()
        for prefix in self.prefixes(areas):
            inside = self.codes[under(prefix, self.codes)]
            for code in inside or [prefix]:
                region = self.region(code)
                if region is not None and region[1]:
                    found.add(region[1])
        return sorted(found)

    @cached_property
    def _regions(self) -> dict[str, str]:
        """Code -> the label of its region."""
        return self.labels(self.region_kind)

    def labels(self, kind: str) -> dict[str, str]:
        """Code -> the label of the place, municipality or province that it lies in, where one is known."""
        return {code: named.label for named in reversed(self._names[kind].all()) for code in named.codes}

    def all_provinces(self) -> list[str]:
        """The labels of all provinces, by name."""
        return [named.label for named in self._names["province"].all()]

    @cached_property
    def _provinces(self) -> dict[str, frozenset[str]]:
        """Code -> the labels of its provinces."""
        found: dict[str, set[str]] = {}
        for named in self._names["province"].all():
            for code in named.codes:
                found.setdefault(code, set()).add(named.label)
        return {code: frozenset(labels) for code, labels in found.items()}

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        """Code -> the labels of its places."""
        found: dict[str, list[str]] = {}
        for named in self._names["place"].all():
            for code in named.codes:
                found.setdefault(code, []).append(named.label)
        return found

    def prefixes(self, areas: Sequence[str]) -> list[str]:
        """The fewest prefixes for kept areas; a name that is not known any longer covers nothing."""
        key = tuple(areas)
        found = self._prefixes.get(key)
        if found is None:
            found = compress([prefix for area in key for prefix in self._parts(area)], self.leaves)
            if len(self._prefixes) >= _MOST_REMEMBERED:
                self._prefixes.clear()
            self._prefixes[key] = found
        return found

    def uncovered(self, areas: Sequence[str]) -> list[str]:
        """The country, or whole provinces and the fewest prefixes, that lie in none of `areas`."""
        covered = tuple(self.prefixes(areas))
        if "" in covered:
            return []
        left = {leaf for leaf in self.leaves if not leaf.startswith(covered)}
        if len(left) == len(self.leaves):
            return [self.country]
        provinces = [f"province:{named.label}" for named in self._names["province"].all()]
        whole = [province for province in provinces if left.issuperset(self._parts(province))]
        rest = left.difference(leaf for province in whole for leaf in self._parts(province))
        return whole + compress(rest, self.leaves)

    def _parts(self, area: str) -> list[str]:
        kind, separator, name = area.partition(":")
        if separator:
            codes = [code for named in self.find(kind, name) for code in named.codes]
            return [leaf for code in codes for leaf in own_leaves(code, self.codes)]
        if area == self.country:
            return [""]
        if self.country == "GB":
            return britain.prefixes(area) or [area]
        return [area]
