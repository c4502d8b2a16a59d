"""Reading what came of outages; nothing here changes anything."""

from backend.outages.story.services.counting import Group, figures, pages, window
from backend.outages.story.services.reach import Reached, of_outage, people
from backend.outages.story.services.telling import Act, Story, acts, read

__all__ = ["Act", "Group", "Reached", "Story", "acts", "figures", "of_outage", "pages", "people", "read", "window"]
