"""The solvers' desk: the queue, one ticket with all that is done to it, many at once, and saved views."""

from backend.board.desk import acting, bulk, files, queue, talking, ticket, views
from backend.board.desk.blueprint import pages

__all__ = ["acting", "bulk", "files", "pages", "queue", "talking", "ticket", "views"]
