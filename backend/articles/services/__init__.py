"""Help: read by all who are signed in, kept by teams, counted."""

from backend.articles.services.counting import counts, helped
from backend.articles.services.keeping import add_article, amend_article, let_go, own_services, remove_article
from backend.articles.services.reading import find_article, list_articles, mark

__all__ = [
    "add_article",
    "amend_article",
    "counts",
    "find_article",
    "helped",
    "let_go",
    "list_articles",
    "mark",
    "own_services",
    "remove_article",
]
