"""A company's logo: fetched within bounds, and drawn anew as a small PNG that any phone can show."""

import io

import requests
from PIL import Image

from mobile.core.addresses import NotAServer, is_local, server_address

_MOST_BYTES = 1024 * 1024
_MOST_SIDE = 4096
_SIDE = 512
"""Pixels that it is made to fit in."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_SECONDS = (5.0, 10.0)


def fetch_logo(url: str) -> bytes | None:
    """The picture at `url` as a PNG of at most 512 x 512; None where there is none that can be shown."""
    try:
        server_address(url.split("?", 1)[0])
        return _drawn(_bytes(url))
    except (NotAServer, OSError, ValueError, Image.DecompressionBombError):
        return None


def _bytes(url: str) -> bytes:
    with requests.Session() as session:
        session.trust_env = not is_local(url)
        with session.get(url, timeout=_SECONDS, allow_redirects=False, stream=True) as response:
            response.raise_for_status()
            found = response.raw.read(_MOST_BYTES + 1, decode_content=True)
    if len(found) > _MOST_BYTES:
        raise ValueError("larger than a logo")
    return bytes(found)


def _drawn(found: bytes) -> bytes:
    with Image.open(io.BytesIO(found), formats=_FORMATS) as picture:
        if max(picture.size) > _MOST_SIDE:
            raise ValueError("larger than a logo")
        drawn = picture.convert("RGBA")
    drawn.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()
