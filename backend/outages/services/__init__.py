"""Outages and planned work: declared, changed, told of; each verb that writes runs inside `db.write`."""

from backend.outages.alarms import any_overdue, tell_of_overdue
from backend.outages.matching import covering
from backend.outages.reading import by_ids, find, list_outages, visible_page
from backend.outages.services.amending import amend
from backend.outages.services.declaring import declare
from backend.outages.services.suspecting import suspect
from backend.outages.services.updating import post_update

__all__ = [
    "amend",
    "any_overdue",
    "by_ids",
    "covering",
    "declare",
    "find",
    "list_outages",
    "post_update",
    "suspect",
    "tell_of_overdue",
    "visible_page",
]
