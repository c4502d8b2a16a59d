"""Text from right to left, put in the order in which it is drawn from left to right.

After the Unicode bidirectional algorithm (UAX 9), without pairs of brackets (N0) and without explicit embeddings:
nobody types these on a phone.
"""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

_RIGHT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})
_EXPLICIT = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def right_to_left(text: str) -> bool:
    """Whether `text` begins so: by its first letter that has a direction."""
    first = next((d for d in map(unicodedata.bidirectional, text) if d == "L" or d in _RIGHT), "L")
    return first in _RIGHT


def has_right_to_left(text: str) -> bool:
    """Whether any letter of `text` is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RIGHT for letter in text)


def drawn(line: str, *, rightwards: bool) -> str:
    """One line in the order in which it is drawn; `rightwards` where its paragraph is from left to right."""
    clusters = _clusters(line)
    base = 0 if rightwards else 1
    levels = _levels([_kind(cluster) for cluster in clusters], base)
    shown = [c.translate(_MIRRORED) if level % 2 else c for c, level in zip(clusters, levels, strict=True)]
    return "".join(_reordered(shown, levels))


def _clusters(line: str) -> list[str]:
    """Letters, each with the marks that are set on it."""
    found: list[str] = []
    for letter in line:
        if unicodedata.bidirectional(letter) in _EXPLICIT:
            continue
        if found and unicodedata.bidirectional(letter) == "NSM":
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _kind(cluster: str) -> str:
    kind = unicodedata.bidirectional(cluster[0]) or "L"
    return "ON" if kind == "NSM" else kind


def _levels(kinds: list[str], base: int) -> list[int]:
    """The embedding level of each: odd ones are drawn from right to left."""
    original, around = list(kinds), "R" if base else "L"
    kinds = _weak(kinds, around)
    kinds = _neutral(kinds, around)
    levels = [_level(kind, base) for kind in kinds]
    # L1: spaces at the end of the line stay at the paragraph's own end.
    for at in reversed(range(len(levels))):
        if original[at] not in {"WS", "B", "S", "BN"}:
            break
        levels[at] = base
    return [base if kind in {"B", "S"} else level for kind, level in zip(original, levels, strict=True)]


def _level(kind: str, base: int) -> int:
    """I1 and I2."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], around: str) -> list[str]:
    """W2 to W7: what numbers, and the signs beside them, belong to."""
    strong = around
    for at, kind in enumerate(kinds):  # W2, W3
        if kind in _RIGHT or kind == "L":
            strong = kind
        if kind == "EN" and strong == "AL":
            kinds[at] = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):  # W4
        before, kind, after = kinds[at - 1 : at + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in _NUMBERS)):
            kinds[at] = before
    kinds = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in _signs(kinds)]  # W5, W6
    strong = around
    for at, kind in enumerate(kinds):  # W7
        if kind in {"R", "L"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _signs(kinds: Sequence[str]) -> list[str]:
    """W5: signs of money and degrees go with the number that they stand at."""
    runs = [(kind, len(list(run))) for kind, run in groupby(kinds)]
    found: list[str] = []
    for at, (kind, length) in enumerate(runs):
        beside = {runs[at - 1][0] if at else "", runs[at + 1][0] if at + 1 < len(runs) else ""}
        found += ["EN" if kind == "ET" and "EN" in beside else kind] * length
    return found


def _neutral(kinds: Sequence[str], around: str) -> list[str]:
    """N1, N2: spaces and signs go with what stands on both sides of them, or else with the paragraph."""
    runs = [(kind, len(list(run))) for kind, run in groupby("neutral" if k in _NEUTRAL else k for k in kinds)]
    found: list[str] = []
    for at, (kind, length) in enumerate(runs):
        if kind == "neutral":
            before = _side(runs[at - 1][0]) if at else around
            after = _side(runs[at + 1][0]) if at + 1 < len(runs) else around
            found += [before if before == after else around] * length
        else:
            found += [kind] * length
    return found


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _reordered(clusters: list[str], levels: list[int]) -> list[str]:
    """L2: from the highest level down to 1, each run of that level or more is turned round."""
    clusters, levels = list(clusters), list(levels)
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(levels):
            end = at
            while end < len(levels) and levels[end] >= level:
                end += 1
            clusters[at:end] = clusters[at:end][::-1]
            levels[at:end] = levels[at:end][::-1]
            at = end + 1
    return clusters
