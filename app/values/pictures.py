"""Pictures that people send: small enough to open, made anew without what a camera wrote into them, bounded in size."""

import contextlib
import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from PIL import Image, ImageOps, UnidentifiedImageError

from app.values.refusal import Refusal, Refused

BYTES_AT_MOST: Final = 8 * 1024 * 1024
"""What a telephone's camera makes fits; the web takes no longer body than 20 MiB."""
PIXELS_AT_MOST: Final = 40_000_000
"""A picture of more is refused by its header, before anything is unpacked (a decompression bomb)."""
TAKEN: Final = ("JPEG", "PNG", "WEBP")
MEDIA: Final = {"PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of our own making: no place, time or camera in it; sizes in pixels, the digest is its SHA-256."""

    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        """Its name for caches: the same picture has the same."""
        return hashlib.sha256(self.content).hexdigest()


def taken_in(sent: bytes, *, longest: int, as_format: Literal["PNG", "WEBP"], field: str = "picture") -> Picture:
    """The picture made anew, upright, no side longer than `longest` pixels; a larger one is made smaller.

    JPEG, PNG and WebP are taken. Refused: `pictures.too_heavy` (over 8 MiB), `pictures.too_large` (over 40 million
    pixels), `pictures.unreadable` (any other or a broken file).
    """
    if len(sent) > BYTES_AT_MOST:
        raise Refused(Refusal("pictures.too_heavy", {"megabytes": BYTES_AT_MOST // 1024 // 1024}, field))
    with _readable(field), Image.open(io.BytesIO(sent), formats=TAKEN) as opened:
        if opened.width * opened.height > PIXELS_AT_MOST:
            raise Refused(Refusal("pictures.too_large", {"megapixels": PIXELS_AT_MOST // 1_000_000}, field))
        upright = ImageOps.exif_transpose(opened)
        plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    plain.thumbnail((longest, longest))
    return _made(plain, as_format)


def _made(picture: Image.Image, as_format: str) -> Picture:
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())  # pixels alone: nothing comes along
    out = io.BytesIO()
    bare.save(out, as_format, **({"optimize": True} if as_format == "PNG" else {"quality": 80, "method": 4}))
    return Picture(out.getvalue(), MEDIA[as_format], bare.width, bare.height)


@contextlib.contextmanager
def _readable(field: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as broken:
        raise Refused(Refusal("pictures.unreadable", {}, field)) from broken
