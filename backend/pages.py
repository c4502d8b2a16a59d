"""`/openapi.json` and `/docs`: the API's description, and pages of it that ask nothing from outside."""

from pathlib import Path

import flask_swagger_ui
import orjson
from flask import Blueprint, Flask, Response, current_app, render_template, send_from_directory

from backend.specification import document

_FILES = Path(flask_swagger_ui.__file__).parent / "dist"
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"
)

blueprint = Blueprint("pages", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Serves the pages from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI 3.1 document."""
    api = current_app.extensions["doorgeven.api"]
    return Response(orjson.dumps(document(api, current_app)), mimetype="application/json")


@blueprint.get("/docs")
def docs() -> Response:
    """Swagger UI, started by a script of our own: its stock page has an inline one."""
    response = Response(render_template("docs.html"), mimetype="text/html")
    response.headers["Content-Security-Policy"] = _CSP
    return response


@blueprint.get("/docs/start.js")
def start() -> Response:
    """What starts Swagger UI."""
    return Response(render_template("docs.js"), mimetype="text/javascript")


@blueprint.get("/docs/files/<name>")
def files(name: str) -> Response:
    """Swagger UI's own files, as PyPI's flask-swagger-ui brings them."""
    return send_from_directory(_FILES, name)
