"""Outages and planned work: declared, changed, told of; each verb that writes runs inside `db.write`."""

from backend.outages.listed import listed, search
from backend.outages.matching import covering
from backend.outages.reading import by_ids, find, list_outages, page_of, signs, visible_page
from backend.outages.services.amending import amend
from backend.outages.services.by_the_clock import anything_by_the_clock, look_at_the_clock
from backend.outages.services.declaring import declare
from backend.outages.services.merging import merge
from backend.outages.services.suspecting import suspect
from backend.outages.services.templates import (
    add_template,
    amend_template,
    find_template,
    list_templates,
    remove_template,
)
from backend.outages.services.updating import post_update, preview_update
from backend.outages.services.watching import detection_stands, watched

__all__ = [
    "add_template",
    "amend",
    "amend_template",
    "anything_by_the_clock",
    "by_ids",
    "covering",
    "declare",
    "detection_stands",
    "find",
    "find_template",
    "list_outages",
    "list_templates",
    "listed",
    "look_at_the_clock",
    "merge",
    "page_of",
    "post_update",
    "preview_update",
    "remove_template",
    "search",
    "signs",
    "suspect",
    "visible_page",
    "watched",
]
