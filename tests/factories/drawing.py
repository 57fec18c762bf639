"""Pictures as people send them."""

import io
from typing import Any

from PIL import Image

PLACE = "Kuvitelantie 1"


def picture(width: int = 600, height: int = 200, *, as_format: str = "PNG", mode: str = "RGB", **saved: Any) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, (width, height), "teal").save(out, as_format, **saved)
    return out.getvalue()


def from_a_camera(width: int = 400, height: int = 300) -> bytes:
    """A photograph that knows where and when it was taken, and lies on its side."""
    known = Image.Exif()
    known[0x0112] = 6  # turned a quarter
    known[0x010F] = PLACE
    known.get_ifd(0x8825)[1] = "N"
    return picture(width, height, as_format="JPEG", exif=known.tobytes(), comment=PLACE.encode())
