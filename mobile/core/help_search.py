"""Which help fits: articles of a service, and those that the words of somebody's story are found in; no connection."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mobile.core.readings import JSON

MOST = 5
_WEIGHTS = (("title", 5), ("symptom", 3), ("steps", 1))
_SHORTEST, _SHORTEST_INSIDE, _SHORTEST_BEGINNING = 3, 5, 4
_DOUBLE, _ENDING = re.compile(r"([a-z])\1"), re.compile(r"en?$")
_LITTLE_WORDS = """
aan als bij dan dat deze die dit doet een eens geen geeft haar had heeft hele hem het hier hij hoe hun iets kan kunnen
maar meer met mijn naar niet niets nog nooit nou ook omdat onder ons over sinds soms staat steeds toch tot uit van vanaf
vandaag veel via voor waar wat week wel weer weg wil wordt zij zijn zoals zonder
after again all also and any are been but can does for from had has have her him his how into its just more not now off
our out she since some still that the their them then there they this was what when where which who why will with you
your
"""
_SAYS_NOTHING = frozenset(_LITTLE_WORDS.split())


@dataclass(frozen=True)
class _Entry:
    """An article with its words by part, each part's weight beside them."""

    article: JSON
    parts: tuple[tuple[frozenset[str], int], ...]


class HelpIndex:
    """All articles with their words: made once, away from the screen, and asked at each keystroke."""

    def __init__(self, articles: Iterable[JSON] = ()) -> None:
        self._entries = tuple(_entry(article) for article in articles)
        self._words = frozenset(word for entry in self._entries for words, _ in entry.parts for word in words)

    @property
    def any(self) -> bool:
        """Whether there is help at all."""
        return bool(self._entries)

    def fitting(self, service: str | None, story: str, tried: Sequence[str] = ()) -> list[JSON]:
        """The best MOST for this service (None: any) and story, those that were tried first as long as they are there.

        Where the story has no word of any, a service's own come in the order that its team gave them.
        """
        scored = [
            (points, article)
            for points, article in self._scored(terms(story))
            if service is None or article["service"] in (service, None)
        ]
        told = [(points, one) for points, one in scored if points or one["id"] in tried]
        if not any(points for points, _ in told) and service is not None:
            # What holds for any service says nothing of this one unless its words do.
            told = [(points, one) for points, one in scored if one["service"] == service or one["id"] in tried]
        ordered = _best_first(told)
        chosen = [one for one in ordered if one["id"] in tried]
        return (chosen + [one for one in ordered if one["id"] not in tried])[: max(MOST, len(chosen))]

    def found(self, query: str) -> list[JSON]:
        """All that have each word of `query`, of any service, the best first; everything for an empty one."""
        return _best_first(self._scored(terms(query, all_words=True), every=True))

    def _scored(self, words: Sequence[str], *, every: bool = False) -> list[tuple[int, JSON]]:
        """Points for each article: for each word in a part that part's weight; with `every` only those with all."""
        # A word is compared with each word there is once, not with each word of each article.
        meant = [frozenset(other for other in self._words if _same(word, other)) for word in words]
        found = []
        for entry in self._entries:
            hits = [sum(weight for have, weight in entry.parts if not same.isdisjoint(have)) for same in meant]
            if not every or all(hits):
                found.append((sum(hits), entry.article))
        return found


def _entry(article: JSON) -> _Entry:
    return _Entry(article, tuple((frozenset(_words_of(article.get(part))), weight) for part, weight in _WEIGHTS))


def _best_first(scored: Iterable[tuple[int, JSON]]) -> list[JSON]:
    ordered = sorted(scored, key=lambda pair: (-pair[0], pair[1]["position"], pair[1]["id"]))
    return [article for _, article in ordered]


def terms(text: str, *, all_words: bool = False) -> list[str]:
    """The words that say something, each once, without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = dict.fromkeys(re.findall(r"\w+", plain))
    if all_words:
        return list(words)
    return [word for word in words if len(word) >= _SHORTEST and word not in _SAYS_NOTHING] or (
        [word for word in words if word in ("tv", "4g", "5g")]
    )


def _words_of(part: object) -> list[str]:
    texts = [part] if isinstance(part, dict) else part if isinstance(part, list) else []
    return [word for text in texts for said in text.values() if said for word in terms(str(said), all_words=True)]


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    """One form of a Dutch adjective: `rood` and `rode`, `wit` and `witte`, `traag` and `trage`."""
    return _ENDING.sub("", _DOUBLE.sub(r"\1", word))


def _same(word: str, other: str) -> bool:
    """The same, a form or beginning of it (`knippert`, `knipperen`), or a part of a compound (`wifi`, `wifinaam`)."""
    if word == other or (len(word) >= _SHORTEST_INSIDE and word in other):
        return True
    if other.startswith(word) and len(word) >= _SHORTEST:
        return True
    if len(bare := _bare(word)) >= _SHORTEST and bare == _bare(other):
        return True
    stem = min(len(word), len(other)) - 1
    return stem >= _SHORTEST_BEGINNING and word[:stem] == other[:stem] and abs(len(word) - len(other)) <= 3  # noqa: PLR2004
