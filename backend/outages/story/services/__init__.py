"""Reading what came of outages; nothing here changes anything."""

from backend.outages.story.services.counting import Group, figures, pages, window
from backend.outages.story.services.reach import Reached, of_outage, people
from backend.outages.story.services.telling import Story, read

__all__ = ["Group", "Reached", "Story", "figures", "of_outage", "pages", "people", "read", "window"]
