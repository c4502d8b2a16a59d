"""Reading what came of outages; nothing here changes anything."""

from backend.outages.story.services.reach import Reached, of_outage, people
from backend.outages.story.services.telling import Story, read

__all__ = ["Reached", "Story", "of_outage", "people", "read"]
