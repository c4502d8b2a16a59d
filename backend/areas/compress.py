"""The fewest postcode prefixes that cover a set of areas, no more and no less."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

_DIGITS = "0123456789"
_BEYOND = "\uffff"


def leaves(codes: Collection[str]) -> list[str]:
    """The listed codes as prefixes of which none begins with another, sorted.

    Where one code begins another (Britain's `B` and `BA`), what is its own are the digits after it: `B0` to `B9`.
    """
    ordered = sorted(set(codes))
    return sorted(leaf for code in ordered for leaf in own_leaves(code, ordered))


def own_leaves(code: str, ordered: Sequence[str]) -> list[str]:
    """The leaves of one of the sorted codes: itself, or what of it no longer code takes."""
    if len(ordered[under(code, ordered)]) == 1:
        return [code]
    return [code + digit for digit in _DIGITS if not ordered[under(code + digit, ordered)]]


def under(prefix: str, ordered: Sequence[str]) -> slice:
    """Where in a sorted list those lie that begin with `prefix`."""
    return slice(bisect_left(ordered, prefix), bisect_left(ordered, prefix + _BEYOND))


def compress(wanted: Iterable[str], listed: Sequence[str]) -> list[str]:
    """The fewest prefixes that cover what `wanted` covers, sorted; `""` is all there is.

    A shorter prefix stands for all of the `listed` leaves that begin with it where each of them (two at least) is
    covered. A prefix in `wanted` always stays covered whole, also where nothing, or one leaf only, is listed in it.
    """
    given = _outermost(set(wanted))
    covered = [leaf for prefix in given for leaf in listed[under(prefix, listed)]]
    found = set(_whole("", sorted(covered), listed))
    # What is finer than the list (in the Netherlands the letters), or not on it, stands for itself.
    return sorted(_outermost(found | {prefix for prefix in given if not _begins(prefix, found)}))


def _whole(prefix: str, covered: Sequence[str], listed: Sequence[str]) -> list[str]:
    here, there = covered[under(prefix, covered)], listed[under(prefix, listed)]
    if not here:
        return []
    if len(there) == 1:
        return list(there)
    if len(here) == len(there):
        return [prefix]
    letters = sorted({leaf[len(prefix)] for leaf in here})
    return [longer for letter in letters for longer in _whole(prefix + letter, here, there)]


def _outermost(prefixes: set[str]) -> list[str]:
    return sorted(p for p in prefixes if not any(p[:n] in prefixes for n in range(len(p))))


def _begins(prefix: str, found: Collection[str]) -> bool:
    return any(prefix[:n] in found for n in range(len(prefix) + 1))
