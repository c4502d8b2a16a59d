"""The pages of the desk."""

from backend.board.web import Pages

pages = Pages("desk", __name__)
