"""The feature's blueprint."""

from backend.http import Blueprint

blueprint = Blueprint("following", __name__, description="Following from outside the app.")
