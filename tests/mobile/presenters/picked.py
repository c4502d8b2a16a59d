"""Photos as the device gives them."""

import io
from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class Picked:
    """As the device gives a photo."""

    content: bytes

    def read(self) -> bytes:
        return self.content


def a_photo() -> Picked:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    return Picked(drawn.getvalue())
