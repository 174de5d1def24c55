"""Pictures of the demonstration and of tests: certificates, portraits and signatures of nobody."""

from __future__ import annotations

import io
from functools import lru_cache
from zlib import crc32

from PIL import Image, ImageDraw

from engine.attachments import Attachment, inspect

FORMATS = {"pdf": "PDF", "png": "PNG"}
"""What documents are drawn as, by the ending of their names; others as JPEG."""


@lru_cache(maxsize=64)
def draw_document(name: str) -> bytes:
    """A picture that looks like a scanned certificate, another one for every name. The bytes of
    the PDF, PNG or JPEG that the name ends with."""
    seed = crc32(name.encode())
    image = Image.new("RGB", (560, 792), (253, 252, 247))
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 24, 536, 768), outline=(176, 150, 96), width=4)
    draw.rectangle((150, 84, 410, 124), fill=(150, 36, 30))
    for line in range(14):
        length = 280 + (seed >> line) % 150
        top = 200 + line * 32
        draw.rectangle((72, top, 72 + length, top + 8), fill=(120, 124, 130))
    x, y = 350 + seed % 40, 620 + seed % 24
    draw.ellipse((x, y, x + 106, y + 106), outline=(196, 40, 32), width=5)
    draw.regular_polygon((x + 53, y + 53, 22), 5, fill=(196, 40, 32))
    return _saved(image, FORMATS.get(name.rpartition(".")[2].lower(), "JPEG"))


@lru_cache
def draw_portrait() -> bytes:
    """A picture of the shape of an identity photo, of nobody: 413 × 579 pixels. JPEG bytes."""
    image = Image.new("RGB", (413, 579), (67, 142, 219))
    draw = ImageDraw.Draw(image)
    draw.ellipse((-10, 400, 423, 760), fill=(44, 62, 86))
    draw.rectangle((170, 350, 243, 440), fill=(228, 190, 164))
    draw.ellipse((116, 120, 297, 390), fill=(236, 200, 176))
    draw.chord((100, 96, 313, 330), 180, 360, fill=(38, 32, 30))
    return _saved(image)


@lru_cache
def draw_signature() -> bytes:
    """Strokes like those of a name, 600 × 200 pixels. PNG bytes."""
    image = Image.new("RGB", (600, 200), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for x in range(60, 480, 70):
        draw.arc((x, 40 + x % 30, x + 90, 150), 200, 500, fill=(20, 20, 40), width=6)
        draw.line((x + 10, 100, x + 70, 60 + x % 50), fill=(20, 20, 40), width=5)
    return _saved(image, "PNG")


def _saved(image: Image.Image, form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    image.save(out, form, quality=82)
    return out.getvalue()


@lru_cache(maxsize=64)
def inspected(content: bytes) -> Attachment:
    """What is known of a picture; each is looked at once."""
    return inspect(content)
