"""Photos drawn anew: what comes out holds the pixels and nothing else of what came in."""

import io
import struct
import threading
from dataclasses import dataclass

import structlog
from PIL import Image, ImageOps

from backend.errors import DomainError, Invalid
from backend.tickets.attachments.sniffing import JPEG, PNG, WEBP

MOST_PIXELS = 40_000_000
LARGEST_RESULT = 20_000_000
"""Bytes; a photo of 10 MB becomes larger only where it was made for that."""
MOST_SCANS = 100
"""A progressive JPEG has about ten; each costs a pass over all pixels, and a hostile one has thousands."""
_QUALITY = 85
_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}

# Each takes a core, and for 40 million pixels some 320 MB.
_AT_ONCE = threading.BoundedSemaphore(2)
log = structlog.get_logger()


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept: a JPEG, or a PNG where it was one or has transparency."""

    content: bytes
    type: str
    width: int
    height: int


def redraw(content: bytes, kind: str) -> Photo:
    """The photo turned upright, without EXIF, place, profile or text; of an animation the first frame.

    Raises Invalid where it is broken, or has more pixels than are taken: that is told from its header alone.
    """
    with _AT_ONCE:
        try:
            return _redraw(content, kind)
        except DomainError:
            raise
        except Image.DecompressionBombError:
            raise _too_many() from None
        except Exception as error:  # noqa: BLE001 - hostile bytes make a decoder raise anything at all
            log.info("photo refused", error=type(error).__name__)
            raise Invalid("This picture is broken, or not whole.", pointer="/file") from None


def _redraw(content: bytes, kind: str) -> Photo:
    _check_before_opening(content, kind)
    with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as opened:
        _check_size(*opened.size)
        upright = ImageOps.exif_transpose(opened)
    transparent = upright.has_transparency_data
    plain = _plain(upright, transparent=transparent)
    # Else profile, comment and texts would go along.
    plain.info = {}
    type_ = PNG if transparent or kind == PNG else JPEG
    drawn = io.BytesIO()
    plain.save(drawn, _FORMATS[type_], **({"quality": _QUALITY} if type_ == JPEG else {}))
    if drawn.tell() > LARGEST_RESULT:
        raise Invalid("This picture is too large.", pointer="/file")
    return Photo(drawn.getvalue(), type_, *plain.size)


def _plain(image: Image.Image, *, transparent: bool) -> Image.Image:
    """In one of the few modes that every viewer knows."""
    mode = "RGBA" if transparent else "L" if image.mode in ("1", "L", "I;16", "I") else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _check_before_opening(content: bytes, kind: str) -> None:
    if kind == WEBP:
        # The decoder takes memory for the whole canvas when it opens a file.
        _check_size(*_webp_size(content))
    if kind == JPEG and content.count(b"\xff\xda") > MOST_SCANS:
        raise Invalid("This picture is broken, or not whole.", pointer="/file")


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_many()


def _too_many() -> Invalid:
    return Invalid(
        "This picture has too many pixels: at most {most} million.", most=MOST_PIXELS // 10**6, pointer="/file"
    )


def _webp_size(content: bytes) -> tuple[int, int]:
    """Width and height by the header (RFC 9649); raises struct.error, ValueError."""
    kind = content[12:16]
    if kind == b"VP8X":
        low_w, high_w, low_h, high_h = struct.unpack_from("<HBHB", content, 24)
        return (low_w | high_w << 16) + 1, (low_h | high_h << 16) + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError(kind)
