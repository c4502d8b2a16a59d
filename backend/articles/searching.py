"""Which articles hold all words of what was typed, in either language and in any of their forms."""

from collections.abc import Iterator, Sequence

from backend.articles.models import HelpArticle
from backend.config import config
from backend.tickets.search import query, terms


def best(articles: Sequence[HelpArticle], typed: str) -> list[HelpArticle]:
    """Those that hold all words of `typed`: in their title first, then in the symptom, then in the steps."""
    country = config().country
    words = query.parse(typed, country)
    if not words:
        return []
    found = []
    for article in articles:
        place = next((n for n, text in enumerate(_growing(article)) if _holds(text, words, country)), None)
        if place is not None:
            found.append((place, article))
    return [article for _, article in sorted(found, key=lambda pair: pair[0])]


def _growing(article: HelpArticle) -> Iterator[str]:
    """More of the article each time, the most telling first."""
    texts = ""
    for part in ([article.title], [article.symptom], article.steps):
        texts += "\n".join(text for one in part for text in one.values() if text) + "\n"
        yield texts


def _holds(text: str, words: Sequence[query.Word], country: str) -> bool:
    there = {term[1:] for term in terms.of_text(text, "p", country)}
    return all(any(all(_is_there(term, there) for term in way) for way in word) for word in words)


def _is_there(term: query.Term, there: set[str]) -> bool:
    return term.text in there or (term.begins and any(one.startswith(term.text) for one in there))
