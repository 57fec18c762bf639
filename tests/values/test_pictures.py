"""What a camera wrote into a picture goes no further, and what is no picture is refused with words."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.values import pictures
from app.values.refusal import Refused
from tests.factories import drawing


def test_place_and_time_are_gone_and_the_picture_stands_upright() -> None:
    sent = drawing.from_a_camera(400, 300)
    assert drawing.PLACE.encode() in sent
    made = pictures.taken_in(sent, longest=800, as_format="WEBP")
    assert (made.media_type, made.width, made.height) == ("image/webp", 300, 400)
    assert drawing.PLACE.encode() not in made.content
    with Image.open(io.BytesIO(made.content)) as opened:
        assert not opened.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & opened.info.keys()


@pytest.mark.parametrize("as_format", ["JPEG", "PNG", "WEBP"])
def test_the_three_formats_are_taken_and_made_smaller(as_format: str) -> None:
    made = pictures.taken_in(drawing.picture(2000, 500, as_format=as_format), longest=480, as_format="PNG")
    assert (made.media_type, made.width, made.height) == ("image/png", 480, 120)


def test_a_see_through_ground_stays() -> None:
    made = pictures.taken_in(drawing.picture(mode="RGBA"), longest=480, as_format="PNG")
    with Image.open(io.BytesIO(made.content)) as opened:
        assert opened.mode == "RGBA"


def test_the_same_picture_has_the_same_digest() -> None:
    one, other = (pictures.taken_in(drawing.picture(), longest=100, as_format="PNG") for _ in range(2))
    assert one.digest == other.digest


def _header_only(width: int, height: int) -> bytes:
    """A PNG that claims to be immense and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000_000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "pictures.unreadable"),
        (b"%PDF-1.7", "pictures.unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "pictures.unreadable"),
        (b"GIF89a" + b"\0" * 100, "pictures.unreadable"),
        (drawing.picture()[:200], "pictures.unreadable"),
        (_header_only(9_000, 9_000), "pictures.too_large"),
        (_header_only(60_000, 60_000), "pictures.unreadable"),
        (b"\x89PNG" + b"\0" * pictures.BYTES_AT_MOST, "pictures.too_heavy"),
    ],
    ids=["nothing", "pdf", "svg", "gif", "cut off", "large", "a bomb", "heavy"],
)
def test_what_cannot_be_opened_is_refused(sent: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        pictures.taken_in(sent, longest=480, as_format="PNG", field="logo")
    assert (refused.value.refusal.code, refused.value.refusal.field_name) == (code, "logo")


@given(st.binary(max_size=400), st.integers(0, 300))
def test_a_broken_file_is_refused_and_nothing_else_happens(rubbish: bytes, where: int) -> None:
    whole = drawing.picture(40, 40)
    for sent in (rubbish, whole[:where] + rubbish + whole[where:]):
        try:
            made = pictures.taken_in(sent, longest=20, as_format="PNG")
        except Refused:
            continue
        assert max(made.width, made.height) <= 20
