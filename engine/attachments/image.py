"""Images: decoded within limits, measured as they are shown."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from engine.attachments.attachment import Attachment, Refused
from engine.attachments.background import edge_colour

FORMATS: Mapping[str, str] = {"JPEG": "jpg", "PNG": "png", "GIF": "gif"}
"""Decoders that may be used, and the type of what they decode."""

_TYPES: Mapping[str, str] = {**FORMATS, "MPO": "jpg"}
"""The decoder of JPEG calls pictures of telephones MPO, which is a JPEG with others behind it."""

MAX_PIXELS = 45_000_000
"""An A3 sheet scanned at 450 dpi has 42 million; more only wastes memory."""

MAX_MEMORY = 160_000_000
"""Bytes that an image may take while it is decoded; what is made of it is small."""

_THUMBNAIL = (160, 160)
_SAMPLED = 640
"""Points in a row taken of a large image before they are averaged: averaging all would copy it."""
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
    if width * height * (each := bytes_per_pixel(image)) > MAX_MEMORY:
        most = int(MAX_MEMORY / each)
        raise Refused("image-too-large", expected=most, actual=f"{width}×{height}")
    if image.getexif().get(_ORIENTATION) in _TURNED:
        width, height = height, width
    # JPEG can be decoded smaller at once: all of it is read, its pixels take little memory
    image.draft("RGB", (_THUMBNAIL[0] * 2, _THUMBNAIL[1] * 2))
    image.load()
    return Attachment(
        type=_TYPES[image.format or ""],
        width=width,
        height=height,
        background=edge_colour(small(image)),
    )


def bytes_per_pixel(image: Image.Image) -> float:
    """What decoding keeps of a pixel: its channels, of JPEG the coefficients of several scans."""
    if isinstance(image, JpegImageFile):
        parts = [(across, down) for _, across, down, _ in image.layer]
        whole = max(across for across, _ in parts) * max(down for _, down in parts)
        return 2 * sum(across * down for across, down in parts) / whole
    return 1 if image.mode in ("1", "L", "P") else 4


def small(image: Image.Image) -> Image.Image:
    """A loaded image as it is shown, in RGB on white, at most 160 pixels wide and high."""
    every = -(-max(image.size) // _SAMPLED)
    width, height = (max(1, side // every) for side in image.size)
    turned = ImageOps.exif_transpose(image.resize((width, height), Image.Resampling.NEAREST))
    reduced = turned.convert("RGBA")
    reduced.thumbnail(_THUMBNAIL)
    paper = Image.new("RGBA", reduced.size, "white")
    return Image.alpha_composite(paper, reduced).convert("RGB")
