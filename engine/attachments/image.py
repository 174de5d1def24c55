"""Images: decoded within limits, measured as they are shown."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

from PIL import Image, ImageOps

from engine.attachments.attachment import Attachment, Refused
from engine.attachments.background import edge_colour

FORMATS: Mapping[str, str] = {"JPEG": "jpg", "PNG": "png", "GIF": "gif"}
"""Decoders that may be used, and the type of what they decode."""

MAX_PIXELS = 45_000_000
"""An A3 sheet scanned at 450 dpi has 42 million; more only wastes memory."""

_THUMBNAIL = (160, 160)
_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)


def open_image(content: bytes) -> Attachment:
    """Width and height in pixels as shown, and the colour around the image.

    :raises Refused: damaged or cut off, or too many pixels to decode
    """
    try:
        with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
            return _measure(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("image-too-large", expected=MAX_PIXELS, actual="极多") from None
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError,
            OverflowError, AttributeError, NotImplementedError, struct.error):  # fmt: skip
        # Pillow's decoders raise whatever their format's damage leads to
        raise Refused("image-broken") from None


def _measure(image: Image.Image) -> Attachment:
    width, height = image.size
    if not (width and height):
        raise Refused("image-broken")
    if width * height > MAX_PIXELS:
        raise Refused("image-too-large", expected=MAX_PIXELS, actual=f"{width}×{height}")
    if image.getexif().get(_ORIENTATION) in _TURNED:
        width, height = height, width
    # JPEG can be decoded smaller at once: all of it is read, little memory is used
    image.draft("RGB", (_THUMBNAIL[0] * 2, _THUMBNAIL[1] * 2))
    image.load()
    return Attachment(
        type=FORMATS[image.format or ""],
        width=width,
        height=height,
        background=edge_colour(small(image)),
    )


def small(image: Image.Image) -> Image.Image:
    """A loaded image as it is shown, in RGB on white, at most 160 pixels wide and high."""
    turned = ImageOps.exif_transpose(image)
    reduced = turned.convert("RGBA")
    reduced.thumbnail(_THUMBNAIL)
    paper = Image.new("RGBA", reduced.size, "white")
    return Image.alpha_composite(paper, reduced).convert("RGB")
