"""Areas as people read them: `3511–3514 Utrecht`, `35xx Utrecht e.o.`, `provincie Zeeland`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from babel import Locale, UnknownLocaleError

from backend.areas.compress import under
from backend.areas.index import Index
from backend.i18n import say
from shared.messages import Message

MOST_PARTS = 8
"""So many groups are named; the rest is counted."""
_LETTERS = re.compile(r"([A-Z]+).*")
_KINDS = {"municipality": Message("municipality of {name}"), "province": Message("province of {name}")}
Told = tuple[str, tuple[str, ...], bool]
"""Postcodes as text, the places they lie in, and whether there are more places than are named."""


def where(index: Index, areas: Sequence[str], language: str) -> str:
    """The kept areas in a reader's words: names in their order, then postcodes, each with its place."""
    named = [_named(index, area, language) for area in areas if ":" in area or area == index.country]
    codes = [area for area in areas if ":" not in area and area != index.country]
    codes = sorted(set(codes)) if index.country == "GB" else _outermost(codes)
    parts = named + [_group(list(told), places, language) for places, told in _by_place(list(_told(index, codes)))]
    if len(parts) > MOST_PARTS:
        left = len(parts) - MOST_PARTS
        parts = [*parts[:MOST_PARTS], say(Message("and {number} more", number=left), language)]
    return "; ".join(parts)


def _named(index: Index, area: str, language: str) -> str:
    kind, separator, name = area.partition(":")
    if not separator:
        return _country(index.country, language)
    wording = _KINDS.get(kind)
    return say(Message(wording.template, name=name), language) if wording else name


def _country(code: str, language: str) -> str:
    try:
        return str(Locale.parse(language).territories.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def _told(index: Index, codes: Sequence[str]) -> Iterator[Told]:
    """Whole listed codes as runs, the others one by one."""
    # In Britain what is listed are letters, and a digit after them no area of its own.
    leaf = index.country != "GB"
    listed = [code for code in codes if leaf and index.leaves[under(code, index.leaves)] == [code]]
    runs = groupby(_positions(index, listed), key=lambda one: (one[0] - one[1], one[2]))
    found = [(list(run), places) for (_, places), run in runs]
    told = [(run[0][3], (_run([one[3] for one in run]), places, False)) for run, places in found]
    told += [(code, _alone(index, code)) for code in codes if code not in listed]
    return (one for _, one in sorted(told, key=lambda one: one[0]))


def _positions(index: Index, listed: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """Place in the list, place among `listed`, places, code: neighbours in the list differ equally in the first two."""
    for number, code in enumerate(listed):
        yield under(code, index.leaves).start, number, index.places(code), code


def _run(codes: Sequence[str]) -> str:
    return codes[0] if len(codes) == 1 else f"{codes[0]}–{codes[-1]}"


def _alone(index: Index, code: str) -> Told:
    """A prefix of several codes, or one that is finer than the list (in the Netherlands the letters)."""
    if index.country == "GB":
        return code, index.places_of(_LETTERS.sub(r"\1", code)), False
    inside = index.leaves[under(code, index.leaves)]
    if not inside:
        around = next((code[:n] for n in range(len(code), 0, -1) if code[:n] in index.known), "")
        text = f"{code[:4]} {code[4:]}".strip() if index.country == "NL" else code
        return text, index.places(around) if around else (), False
    lengths = {len(leaf) for leaf in inside}
    text = code + "x" * (lengths.pop() - len(code)) if len(lengths) == 1 else f"{code}…"
    places = index.places(code)
    return text, places[:1], len(places) > 1


def _by_place(told: Sequence[Told]) -> list[tuple[tuple[tuple[str, ...], bool], list[str]]]:
    """Texts by their places, each where its first one stands."""
    found: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for text, places, more in told:
        found.setdefault((places, more), []).append(text)
    return list(found.items())


def _group(texts: Sequence[str], places: tuple[tuple[str, ...], bool], language: str) -> str:
    names, more = "/".join(places[0]), places[1]
    if more:
        names = say(Message("{place} and other places", place=names), language)
    return f"{', '.join(texts)} {names}".strip()


def _outermost(codes: Iterable[str]) -> list[str]:
    """Sorted, without those that lie in another."""
    found: list[str] = []
    for code in sorted(set(codes)):
        if not (found and code.startswith(found[-1])):
            found.append(code)
    return found
