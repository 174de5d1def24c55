"""Identity photos are written anew: upright, without the place and device a camera noted."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from engine.attachments.image import FORMATS, open_image

QUALITY = 92


def clean_photo(content: bytes) -> bytes:
    """The same picture as JPEG, or as PNG where it was one, with nothing but its pixels.

    :raises Refused: it cannot be decoded within limits
    """
    open_image(content)
    with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
        upright = ImageOps.exif_transpose(image)
        kept = io.BytesIO()
        if image.format == "JPEG":
            upright.convert("RGB").save(kept, "JPEG", quality=QUALITY)
        else:
            upright.convert("RGBA").save(kept, "PNG")
    return kept.getvalue()
