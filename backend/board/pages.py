"""All pages there are: tied to the app here, one line a feature."""

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from backend import problems
from backend.board import branding, desk, files, preferences, reports, shown, signing, start, web
from backend.board.admin import frame
from backend.board.admin.all_pages import ADMIN
from backend.board.now import pages as now
from backend.board.outages import acting, naming
from backend.board.outages import pages as outages
from backend.board.past import naming as past_naming
from backend.board.past import pages as past
from backend.board.walls import pages as walls
from backend.board.walls import screen
from backend.board.words import pages as words

PAGES = (
    signing.pages,
    start.pages,
    now.pages,
    acting.pages,
    outages.pages,
    words.pages,
    past.pages,
    walls.pages,
    screen.pages,
    desk.pages,
    *ADMIN,
)


def init_app(app: Flask) -> None:
    """Serves the pages from `app`."""
    shown.init_app(app)
    naming.init_app(app)
    frame.init_app(app)
    past_naming.init_app(app)
    for blueprint in (files.blueprint, reports.blueprint, branding.blueprint, *PAGES):
        app.register_blueprint(blueprint)
    for code in (404, 405):
        app.register_error_handler(code, _nowhere)


def _nowhere(error: HTTPException) -> AnyResponse:
    """An address that is none: a page to a browser, a problem document to a program."""
    page = request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html"
    if request.path.startswith("/api/") or not page:
        return problems.http(error)
    preferences.choose_language()
    return web.dressed(web.told(error))
