"""Counting what changes, and reading what it comes to."""

from backend.figures.services.counting import Batch, catch_up, go_on, read, write
from backend.figures.services.hours import hours
from backend.figures.services.periods import days, outage_pages, outages, period, span_of
from backend.figures.services.permission import check_reads
from backend.figures.services.recounting import Recount, again, recount
from backend.figures.services.summing import summary

__all__ = [
    "Batch",
    "Recount",
    "again",
    "catch_up",
    "check_reads",
    "days",
    "go_on",
    "hours",
    "outage_pages",
    "outages",
    "period",
    "read",
    "recount",
    "span_of",
    "summary",
    "write",
]
