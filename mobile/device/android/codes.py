"""QR codes: by a scanner app where there is one, else from a photo of it, read on the phone by ZXing."""

import io
import threading
from collections.abc import Callable
from typing import Any

from mobile.device.android.asking import Asking
from mobile.device.android.java import activity, cast, intent, java, on_ui
from mobile.device.android.photos import AndroidPhotos
from mobile.device.interface import Photo

_SIDE = 1600
"""Pixels: a code that fills a quarter of the photo is read, and a photo of 50 megapixels needs no 200 MB."""


class AndroidCodes:
    """The app itself sees nothing through the camera, and needs no permission for it."""

    def __init__(self, asking: Asking, photos: AndroidPhotos) -> None:
        self._asking = asking
        self._photos = photos

    def scan(self, done: Callable[[str | None], None]) -> None:
        """Asks a scanner; where nothing came of it, for a photo."""
        wanted = intent("com.google.zxing.client.android.SCAN")
        wanted.putExtra("SCAN_MODE", "QR_CODE_MODE")
        if wanted.resolveActivity(_packages()) is None:
            self._photos.take(lambda taken: _read_aside(taken, done))
        else:
            self._asking.ask(wanted, lambda data: done(_said(data)))


def _packages() -> Any:
    return activity().getPackageManager()


def _said(data: Any) -> str | None:
    said = None if data is None or data is True else data.getStringExtra("SCAN_RESULT")
    return str(said) if said else None


def _read_aside(taken: tuple[Photo, ...], done: Callable[[str | None], None]) -> None:
    """Drawing the photo takes a second on a slow phone: not on Kivy's thread, where alone ZXing's classes are found."""
    if not taken:
        done(None)
        return

    def work() -> None:
        grey = _grey(taken[0].read())
        on_ui(lambda: done(_decoded(*grey)))

    threading.Thread(target=work, name="qr code", daemon=True).start()


def _decoded(pixels: bytes, width: int, height: int) -> str | None:
    """What the QR code in a grey picture says; None without one."""
    from jnius import JavaException

    planar = java("com.google.zxing.PlanarYUVLuminanceSource")
    # A grey picture is the Y of YUV: one byte a pixel, and no other conversion.
    source = planar(pixels, width, height, 0, 0, width, height, False)
    binarizer = java("com.google.zxing.common.HybridBinarizer")(cast("com.google.zxing.LuminanceSource", source))
    bitmap = java("com.google.zxing.BinaryBitmap")(cast("com.google.zxing.Binarizer", binarizer))
    try:
        return str(java("com.google.zxing.qrcode.QRCodeReader")().decode(bitmap).getText())
    except JavaException:
        return None


def _grey(photo: bytes) -> tuple[bytes, int, int]:
    """Its pixels, a byte each; nothing of a file that is no picture, in which no code is found."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(photo)) as picture:
            picture.draft("L", (_SIDE, _SIDE))
            upright = ImageOps.exif_transpose(picture).convert("L")
            upright.thumbnail((_SIDE, _SIDE))
    except (UnidentifiedImageError, OSError, ValueError):
        upright = Image.new("L", (64, 64))
    return upright.tobytes(), upright.width, upright.height
