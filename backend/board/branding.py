"""`/brand.css` and `/brand/logo`: the company's colour and logo, from our own origin."""

import base64
import binascii
import hashlib
import mimetypes
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Blueprint, Response, abort, request

from backend.board import brand
from backend.config import config

blueprint = Blueprint("branding", __name__)
_IMAGES = ("image/png", "image/svg+xml", "image/jpeg", "image/webp", "image/gif")
_LARGEST = 500_000


@blueprint.get("/brand.css")
def style() -> Response:
    """The company's colour, readable in both themes."""
    return _kept(brand.style(config().brand_color).encode(), "text/css")


@blueprint.get("/brand/logo")
def logo() -> Response:
    """The company's logo: BRAND_LOGO, a file on this machine or a `data:` address; 404 where it is elsewhere."""
    found = _logo(config().brand_logo or "")
    if found is None:
        abort(404)
    response = _kept(*found)
    # An SVG could hold a script: as an image it does not run, opened by itself it must not either.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def has_logo() -> bool:
    """Whether there is one that can be shown without asking another server."""
    return logo_type() is not None


def logo_type() -> str | None:
    """The media type of the logo that is shown from here."""
    found = _logo(config().brand_logo or "")
    return found[1] if found else None


def _logo(text: str) -> tuple[bytes, str] | None:
    if text.startswith("data:"):
        return _from_data(text)
    path = Path(text) if text and not urlsplit(text).scheme else None
    kind = mimetypes.guess_type(text)[0]
    if path is None or kind not in _IMAGES or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    return path.read_bytes(), str(kind)


def _from_data(text: str) -> tuple[bytes, str] | None:
    head, _, body = text.removeprefix("data:").partition(",")
    kind, *options = head.split(";")
    if kind not in _IMAGES or len(body) > 2 * _LARGEST:
        return None
    try:
        return (base64.b64decode(body, validate=True) if "base64" in options else unquote_to_bytes(body)), kind
    except binascii.Error:
        return None


def _kept(body: bytes, kind: str) -> Response:
    response = Response(body, mimetype=kind)
    response.headers |= {"Cache-Control": "public, max-age=300", "X-Content-Type-Options": "nosniff"}
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response
