"""The blueprint that the modules beside this one put their routes on."""

from backend.http import Blueprint

blueprint = Blueprint("teams", __name__, description="Teams: what they look after, how they work, where they receive.")
