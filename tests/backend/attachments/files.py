"""Files as phones, teams and attackers send them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from werkzeug.test import TestResponse

from tests.backend.client import Client

CANARY = b"canary-of-a-secret"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="9"/></svg>'
ZIP = b"PK\x03\x04" + b"\0" * 60 + b"PK\x05\x06" + b"\0" * 18


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **saved: Any) -> bytes:
    """A picture whose left half is red; with transparency where the mode has it."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    image = image.convert(mode)
    if mode == "RGBA":
        image.putalpha(128)
    return encoded(image, kind, **saved)


def encoded(image: Image.Image, kind: str, **saved: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **saved)
    return buffer.getvalue()


def photo_with_secrets(kind: str) -> bytes:
    """EXIF with a place and a note, a comment or text, and something behind the end; turned by EXIF's orientation."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010E] = CANARY.decode()
    exif.get_ifd(0x8825)[1] = "N"
    texts = PngInfo()
    texts.add_text("note", CANARY.decode())
    more = {"PNG": {"pnginfo": texts}, "JPEG": {"comment": CANARY}, "WEBP": {"xmp": CANARY}}[kind]
    return photo(kind, exif=exif, icc_profile=CANARY * 10, **more) + CANARY


def huge_png(width: int, height: int) -> bytes:
    """A few kilobytes that say they are a picture of `width` by `height`."""
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def huge_webp(kind: bytes) -> bytes:
    """A header of 16,383 by 16,383 pixels, in each of the three ways that a WebP may begin."""
    side = 16_382
    body = {
        b"VP8X": struct.pack("<IHBHB", 0x10, side, 0, side, 0) + b"ALPH\0\0\0\0",
        b"VP8L": b"\x2f" + struct.pack("<I", side | side << 14) + b"\0" * 32,
        b"VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", side + 1, side + 1) + b"\0" * 32,
    }[kind]
    chunks = b"WEBP" + kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def huge_jpeg() -> bytes:
    small = photo("JPEG")
    at = small.index(b"\xff\xc0") + 5
    return small[:at] + struct.pack(">HH", 65_000, 65_000) + small[at + 4 :]


def many_scans() -> bytes:
    """A progressive JPEG whose scans are there a thousand times: each costs a pass over all pixels."""
    good = photo("JPEG", progressive=True)
    at = good.rindex(b"\xff\xda")
    return good[:at] + good[at:-2] * 1000 + good[-2:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def upload(client: Client, ticket_id: str, *files: tuple[str, bytes], key: str = "", **texts: str) -> TestResponse:
    """A multipart request of `files` as (name, content)."""
    headers = {"Authorization": f"Bearer {client.token}", "Idempotency-Key": key or "k" * 8 + str(id(files))}
    parts: dict[str, Any] = {**texts, "file": [(io.BytesIO(content), name) for name, content in files]}
    path = f"/api/v1/tickets/{ticket_id}/attachments"
    return client.http.post(path, data=parts, content_type="multipart/form-data", headers=headers)


def download(client: Client, attachment: dict[str, Any], **headers: str) -> TestResponse:
    return client.get(f"/attachments/{attachment['id']}", **headers)
