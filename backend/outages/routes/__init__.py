"""`/outages` and what stands under it: one module a resource."""

from backend.outages.routes import outages, templates, watched
from backend.outages.routes.blueprint import blueprint

__all__ = ["blueprint", "outages", "templates", "watched"]
