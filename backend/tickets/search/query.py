"""What somebody typed, as an expression over terms: all of its words, each in any of its forms, within their scope."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.accounts.caller import Caller
from backend.tickets.search import terms
from backend.tickets.search.compounds import parts

MOST_WORDS = 20
SHORTEST_PREFIX = 2

_TYPED = re.compile(
    r"(?<!\w)(?P<digits>\d{4})\s+(?P<letters>[^\W\d_]{2})(?!\w)"
    r"|(?<!\w)(?P<number>\+?\d(?:[\s().\-/]*\d){3,})(?!\w)"
    r"|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Term:
    """One term without its visibility; `begins`: any term that begins so."""

    text: str
    begins: bool = False


Way = tuple[Term, ...]
"""Terms that must all be there."""
Word = tuple[Way, ...]
"""The ways in which one typed word may be there; one is enough."""


def parse(typed: str, country: str, *, open_ended: bool = True) -> list[Word]:
    """The words of what was typed, each with its ways; empty where it holds none. Nothing in it is an operator.

    `open_ended`: the last word may be the beginning of one.
    """
    found: list[Word] = []
    for piece in _pieces(unicodedata.normalize("NFKC", typed)):
        found += piece if isinstance(piece, list) else _of_match(piece, country)
    return _open_ended(found, typed) if open_ended and len(found) <= MOST_WORDS else found[:MOST_WORDS]


def expression(words: Sequence[Word], caller: Caller, syntax: "Syntax") -> str:
    """What finds, among what `caller` may see, tickets that hold all words.

    Internal notes count where the caller's teams have the ticket, never where the caller only passed it on.
    """
    all_of_it = syntax.words(words, "pi")
    if caller.is_manager:
        return all_of_it
    scopes = []
    if caller.teams:
        teams = syntax.any(syntax.term(terms.of_team(slug)) for slug in sorted(caller.teams))
        scopes.append(syntax.all([teams, all_of_it]))
    if caller.is_person:
        scopes.append(syntax.all([syntax.term(terms.of_reporter(caller.id)), syntax.words(words, "p")]))
    return syntax.any(scopes)


@dataclass(frozen=True)
class Syntax:
    """How a database writes an expression; terms are quoted, so that none is read as an operator."""

    conjunction: str
    disjunction: str
    quote: str
    prefix: str

    def term(self, text: str, *, begins: bool = False) -> str:
        """One term."""
        quoted = text.replace("\\", "").replace(self.quote, self.quote * 2)
        return f"{self.quote}{quoted}{self.quote}{self.prefix if begins else ''}"

    def all(self, of: Iterable[str]) -> str:
        """All of them."""
        return f"({self.conjunction.join(of)})"

    def any(self, of: Iterable[str]) -> str:
        """Any of them."""
        return f"({self.disjunction.join(of)})"

    def words(self, words: Sequence[Word], visibilities: str) -> str:
        """All words, each where its text has one of the visibilities."""
        return self.all(self.any(self._way(way, visibilities) for way in word) for word in words)

    def _way(self, way: Way, visibilities: str) -> str:
        return self.all(
            self.any(self.term(seen + term.text, begins=term.begins) for seen in visibilities) for term in way
        )


FTS5 = Syntax(" AND ", " OR ", '"', " *")
TSQUERY = Syntax(" & ", " | ", "'", ":*")


def _pieces(typed: str) -> Iterable[re.Match[str] | list[Word]]:
    """Postcodes and numbers as they were matched, and the words between them."""
    between = ""
    for match in _TYPED.finditer(typed):
        if match["other"]:
            between += match["other"]
            continue
        yield _words(between)
        yield match
        between = ""
    yield _words(between)


def _of_match(match: re.Match[str], country: str) -> list[Word]:
    if match["number"]:
        asked = terms.spellings(match["number"], country)
        together: list[Way] = [(Term(f"n{digits}", begins=True),) for digits in asked]
    else:
        together = [(Term(f"w{terms.folded(match['digits'] + match['letters'])}"),)]
    apart = tuple(Term(f"w{word}") for word in terms.words(match[0]))
    return [(*together, apart)]


def _words(text: str) -> list[Word]:
    return [_ways(word) for word in terms.words(text)]


def _ways(word: str) -> Word:
    """The word by its stems, or as a compound whose halves stand there by themselves.

    References and ids have no stems: the `UPS` of DG-UPS-3M4 stands there as it is.
    """
    stems = terms.stems(word)
    ways: list[Way] = [] if word in stems else [(Term(f"w{word}"),)]
    ways += [(Term(f"s{stem}"),) for stem in sorted(stems)]
    if halves := parts(word):
        ways.append(tuple(Term(f"s{min(terms.stems(half))}") for half in halves))
    return tuple(ways)


def _open_ended(words: list[Word], typed: str) -> list[Word]:
    """The last word may be the beginning of one: it is still being typed."""
    last = terms.words(typed)[-1:]
    if words and last and len(last[0]) >= SHORTEST_PREFIX:
        words[-1] = (*words[-1], *_beginning(words[-1], last[0]))
    return words


def _beginning(word: Word, last: str) -> Iterable[Way]:
    """For a number of several parts the last of them; a postcode's letters are all there are."""
    first = word[-1]
    if all(term.text.startswith("s") for term in first):
        yield (Term(f"w{last}", begins=True),)
    elif len(word) == 1 or word[0][0].begins:
        yield (*first[:-1], Term(first[-1].text, begins=True))
