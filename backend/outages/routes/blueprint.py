"""The blueprint that the modules beside this one put their routes on."""

from backend.http import Blueprint

blueprint = Blueprint("outages", __name__, description="Known failures and planned work.")
