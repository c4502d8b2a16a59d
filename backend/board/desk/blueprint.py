"""The pages of the desk."""

from typing import cast

from flask import Flask

from backend.board.desk import unchanged
from backend.board.web import Pages

pages = Pages("desk", __name__)
pages.record_once(lambda state: unchanged.init_app(cast(Flask, state.app)))
