"""The browser's files, ours and those from the npm registry: each under an address that holds its content's hash."""

import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

import structlog
from flask import Blueprint, Response, abort, send_file

log = structlog.get_logger()
blueprint = Blueprint("board_files", __name__)

_HERE = Path(__file__).parent
_OURS = _HERE / "static"
PACKAGES = _HERE / "assets" / "node_modules"
_THEIRS = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "uplot.js": "uplot/dist/uPlot.iife.min.js",
    "uplot.css": "uplot/dist/uPlot.min.css",
    "netherlands.svg": "@svg-maps/netherlands/netherlands.svg",
}
_FOR_EVER = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """The address of a file in `static/`, or of a package's (`_THEIRS`)."""
    return f"/static/{_digest(name, _changed(name))}/{name}"


def package(name: str) -> Path:
    """Where a package's file is, such as `@svg-maps/netherlands/netherlands.svg`; read on the server."""
    return PACKAGES / name


@blueprint.get("/static/<digest>/<name>")
def file(digest: str, name: str) -> Response:
    """A file for ever; an address with another hash is the same file, not for ever: pages of before stay whole."""
    path = _path(name)
    if path is None or not path.is_file():
        abort(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = send_file(path, mimetype=kind, conditional=True)
    response.headers["Cache-Control"] = _FOR_EVER if digest == _digest(name, _changed(name)) else "no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _path(name: str) -> Path | None:
    if name in _THEIRS:
        return PACKAGES / _THEIRS[name]
    # A name has no slash in it (the route's), so that nothing outside the folder can be asked for.
    return None if name.startswith(".") else _OURS / name


def _changed(name: str) -> int:
    """When it was last written, in nanoseconds; 0 where it is not there."""
    path = _path(name)
    return path.stat().st_mtime_ns if path is not None and path.is_file() else 0


@lru_cache(maxsize=256)
def _digest(name: str, changed: int) -> str:
    path = _path(name)
    if path is None or not changed:
        log.error("file missing", name=name, hint="./scripts/serve installs the packages of the browser's pages")
        return "missing"
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
