"""Pictures read from the phone's disk away from the screen's thread."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.core.image import ImageLoader
from kivy.loader import Loader


def read_picture(path: Path, came: Callable[[Any], None]) -> Any:
    """Calls `came(texture)` once it is read, at once where it was before; with None where it cannot be.

    Keep the answer for as long as the picture is waited for.
    """

    def heard(reading: Any) -> None:
        wrong = reading.image is None or reading.image is Loader.error_image
        came(None if wrong else reading.image.texture)

    reading = Loader.image(str(path), load_callback=_read)
    if reading.loaded:
        heard(reading)
    else:
        reading.bind(on_load=heard)
    return reading


def _read(path: str) -> Any:
    """Kivy tells nobody of a file on disk that it cannot read."""
    try:
        return ImageLoader.load(path, keep_data=True)
    except Exception:  # noqa: BLE001 - each of Kivy's image providers raises its own
        return Loader.error_image
