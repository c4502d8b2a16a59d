"""Areas as people name them: checked, brought to one spelling, and matched with postcodes."""

from collections.abc import Callable, Iterable

from backend.areas import britain
from backend.areas import where as wording
from backend.areas.described import described as _described
from backend.areas.importing import import_areas
from backend.areas.memory import areas as memory
from backend.areas.names import KINDS, Named
from backend.areas.unit import Unit
from backend.config import config
from backend.errors import Invalid
from shared.postcodes import compact, is_area, without_country

__all__ = [
    "all_provinces",
    "covering",
    "covers",
    "described",
    "import_areas",
    "listed",
    "normalise",
    "place_of",
    "prefixes",
    "provinces",
    "reached",
    "region",
    "regions",
    "uncovered",
    "version",
    "where",
]

_SHOWN = 120
_MOST_TOLD = 10_000


def normalise(text: str, pointer: str) -> str:
    """The area in its one spelling: `3511`, `35`, `3511AB`, `place:Bergen (Limburg)`, `province:Utrecht`, `NL`.

    Case, spaces, accents and hyphens do not count. Raises Invalid for one that does not exist, for a name that several
    have (naming them), and for a name without its kind.
    """
    kind, separator, name = text.strip().partition(":")
    if separator:
        return _named(kind.strip().lower(), " ".join(name.split()), pointer)
    country = config().country
    if country == "GB" and (sector := britain.sector(text)) and memory().index().exists(compact(sector)):
        return sector
    code = compact(without_country(text, country))
    if code == country:
        return code
    if not code or not is_area(code, country) or not memory().index().exists(code):
        _refuse_code(text.strip(), pointer)
    return code


def covers(area: str, postcode: str) -> bool:
    """Whether a kept postcode (`3511AB`, or just `3511`) lies in a kept area."""
    return postcode.startswith(tuple(memory().index().prefixes([area])))


def covering(postcode: str) -> Callable[[str], bool]:
    """`covers` for one postcode and many areas, quicker: the areas are looked up as they are now, once."""
    index = memory().index()
    return lambda area: postcode.startswith(tuple(index.prefixes([area])))


def prefixes(areas: Iterable[str]) -> list[str]:
    """The fewest postcode prefixes that cover just these kept areas, sorted; `""` is the whole country.

    A postcode lies in one of the areas where it begins with one of them: the phone asks that without a connection.
    """
    return list(memory().index().prefixes(list(areas)))


def where(areas: Iterable[str], language: str) -> str:
    """The kept areas in a reader's words, with the names of places: `3511–3514 Utrecht; provincie Zeeland`."""
    index, kept = memory().index(), tuple(areas)
    found = index.told.get((language, kept))
    if found is None:
        found = wording.where(index, kept, language)
        if len(index.told) >= _MOST_TOLD:
            index.told.clear()
        index.told[language, kept] = found
    return found


def provinces(areas: Iterable[str]) -> list[str]:
    """The provinces that kept areas reach into, by name."""
    return memory().index().provinces(list(areas))


def all_provinces() -> list[str]:
    """All provinces of the country, by name; none where the list of areas knows of none."""
    return memory().index().all_provinces()


def region(postcode: str) -> tuple[str, str] | None:
    """The listed area and the region (`province:Utrecht`) that a kept postcode lies in; None where none is known."""
    return memory().index().region(postcode)


def regions() -> tuple[str, list[str]]:
    """By what the country is divided (`province`, `municipality`, `place` or `prefix`), and all regions, by name."""
    index = memory().index()
    return index.region_kind, index.regions()


def reached(areas: Iterable[str]) -> list[str]:
    """The regions that kept areas reach into, by name."""
    return list(memory().index().reached(list(areas)))


def listed(area: str) -> list[str]:
    """The listed areas (in the Netherlands four digits) that lie in a kept area; none for one that is finer."""
    return memory().index().inside(area)


def place_of(code: str) -> str:
    """The place that a listed area lies in, as areas are written; the area itself where none is known."""
    places = memory().index().places(code)
    return f"place:{places[0]}" if places else code


def described() -> list[Unit]:
    """Each listed area with the places that it lies in, and what was imported of it; a read of all of them."""
    return _described(memory().index())


def version() -> int:
    """Counts imports: what was made of the areas before is to be made again."""
    memory().index()
    return memory().version


def uncovered(areas: Iterable[str]) -> list[str]:
    """What of the country lies in none of the kept areas: `NL`, provinces, and postcode prefixes; few, sorted by kind.

    An area of which only a part is covered, down to the letters, counts as uncovered.
    """
    return memory().index().uncovered(list(areas))


def _named(kind: str, name: str, pointer: str) -> str:
    """In the sentences names alone, as phones show them: the kind was said. `allowed` has them as areas are written."""
    if kind not in KINDS:
        raise Invalid("Not a kind of area; there are {kinds}.", kinds=", ".join(KINDS), pointer=pointer, allowed=KINDS)
    found = memory().index().find(kind, name)
    if len(found) == 1:
        return _canonical(kind, found[0])
    if found:
        labels = sorted(named.label for named in found)
        raise Invalid(
            "Several are called {name}: {choices}. Say which.",
            name=name[:_SHOWN],
            choices=", ".join(labels),
            pointer=pointer,
            allowed=[f"{kind}:{label}" for label in labels],
        )
    alike = memory().index().alike(kind, name)
    if alike:
        raise Invalid(
            "There is no {area}; did you mean {alike}?",
            area=name[:_SHOWN],
            alike=", ".join(alike),
            pointer=pointer,
            allowed=[f"{kind}:{label}" for label in alike],
        )
    raise Invalid("There is no area {area}.", area=name[:_SHOWN], pointer=pointer)


def _refuse_code(text: str, pointer: str) -> None:
    """Says what is wrong with a text that is no prefix of postcodes; a name alone may mean several things."""
    index = memory().index()
    meant = [_canonical(kind, named) for kind in KINDS for named in index.find(kind, text)]
    if meant:
        raise Invalid(
            "Say which kind of area you mean: {choices}.", choices=", ".join(meant), pointer=pointer, allowed=meant
        )
    raise Invalid("There is no area {area}.", area=text[:_SHOWN], pointer=pointer)


def _canonical(kind: str, named: Named) -> str:
    return f"{kind}:{named.label}"
