"""Identity photos are written anew: upright, without the place and device a camera noted."""

from __future__ import annotations

import io

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from engine.attachments.attachment import Refused
from engine.attachments.image import FORMATS, open_image

QUALITY = 92
MAX_PIXELS = 20_000_000
"""A photo is turned and written whole, which takes a second picture of its size."""


def clean_photo(content: bytes) -> bytes:
    """The same picture as JPEG, or as PNG where it was one, with nothing but its pixels.

    :raises Refused: it cannot be decoded within limits
    """
    found = open_image(content)
    if (found.width or 0) * (found.height or 0) > MAX_PIXELS:
        actual = f"{found.width}×{found.height}"
        raise Refused("image-too-large", expected=MAX_PIXELS, actual=actual)
    with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
        is_jpeg = isinstance(image, JpegImageFile)
        ImageOps.exif_transpose(image, in_place=True)
        mode = "RGB" if is_jpeg else "RGBA"
        upright = image if image.mode == mode else image.convert(mode)
        # formats add what they read to what they write
        upright.info = {}
        kept = io.BytesIO()
        if is_jpeg:
            upright.save(kept, "JPEG", quality=QUALITY)
        else:
            upright.save(kept, "PNG")
    return kept.getvalue()
