"""Names of places, municipalities and provinces: found as people write them, and told apart where several share one."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backend.areas.listed import Row

KINDS = ("place", "municipality", "province")
_QUALIFIED = re.compile(r"(?P<name>.+?)\s*\((?P<which>[^()]+)\)")
_Part = Callable[[Row], str | None]


@dataclass(frozen=True)
class Named:
    """One place, municipality or province: its label (`Bergen (Limburg)`; plain where no other has the name)."""

    label: str
    name: str
    within: frozenset[str]
    """The province and municipality, folded, that all of it lies in: what may stand in brackets after the name."""
    codes: tuple[str, ...]


def folded(text: str) -> str:
    """A name without case, accents, and the difference between a space, a hyphen and an apostrophe."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\s\-'’‘`]+", " ", plain).split())


class Names:
    """All names of one kind."""

    def __init__(self, kind: str, rows: Iterable[Row]) -> None:
        self._by_name: dict[str, list[Named]] = {}
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            name = getattr(row, kind)
            if name:
                grouped[folded(name)].append(row)
        for key, group in grouped.items():
            self._by_name[key] = list(_told_apart(kind, group))

    def find(self, text: str) -> list[Named]:
        """Those that go by `text`: a name, or a name with its province or municipality in brackets."""
        plain = self._by_name.get(folded(text))
        if plain is not None:
            return plain
        asked = _QUALIFIED.fullmatch(text.strip())
        if asked is None:
            return []
        which = folded(asked["which"])
        return [named for named in self._by_name.get(folded(asked["name"]), []) if which in named.within]

    def all(self) -> list[Named]:
        """Every one, by label."""
        found = (named for group in self._by_name.values() for named in group)
        return sorted(found, key=lambda named: named.label)

    def add_missing(self, others: "Names") -> None:
        """Takes over the names that are not there at all."""
        self._by_name = {**others._by_name, **self._by_name}

    def alike(self, text: str) -> list[str]:
        """Up to five labels that begin with the first letters of `text`."""
        start = folded(text.partition("(")[0])[:4]
        keys = sorted(key for key in self._by_name if start and key.startswith(start))
        return [named.label for key in keys for named in self._by_name[key]][:5]


def _told_apart(kind: str, rows: list[Row]) -> Iterable[Named]:
    """One for each province that has the name, or, within a province, for each municipality where all are known."""
    if kind == "province":
        yield _named(rows, rows[0].province or "", None)
        return
    name = getattr(rows[0], kind)
    provinces = _split(rows, lambda row: row.province)
    several = len(provinces) > 1
    for province, here in provinces.items():
        parts = _split(here, lambda row: row.municipality)
        if kind == "place" and len(parts) > 1 and None not in parts:
            for municipality, there in parts.items():
                yield _named(there, name, municipality)
        else:
            yield _named(here, name, (province or here[0].code) if several else None)


def _split(rows: list[Row], part: _Part) -> dict[str | None, list[Row]]:
    found: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[part(row)].append(row)
    return found


def _named(rows: list[Row], name: str, which: str | None) -> Named:
    around = [{row.province, row.municipality} for row in rows]
    within = {which}.union(set[str | None].intersection(*around))
    label = f"{name} ({which})" if which else name
    codes = tuple(sorted({row.code for row in rows}))
    return Named(label, name, frozenset(folded(word) for word in within if word), codes)
