from __future__ import annotations

import io

import pytest
from PIL import Image

from engine.attachments import Refused, clean_photo, inspect
from engine.fields.colours import background_of
from tests.engine.attachments import made


@pytest.mark.requirement("YN-10")
@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#438edb", "blue"),
        ("#00bff3", "blue"),
        ("#1e5fa8", "blue"),
        ("#ffffff", "white"),
        ("#f2f2f0", "white"),
        ("#d9001b", "red"),
        ("#30a050", "other"),
        ("#101010", "other"),
    ],
)
def test_photo_background_is_measured_around_the_person(colour: str, name: str) -> None:
    content = made.image(450, 600, colour, face=True)

    assert background_of(inspect(content).background) == name


def test_photo_of_a_street_has_no_background_colour() -> None:
    halves = Image.new("RGB", (400, 600), "#438edb")
    halves.paste(Image.new("RGB", (200, 600), "#d9001b"), (0, 0))
    kept = io.BytesIO()
    halves.save(kept, "PNG")

    assert inspect(kept.getvalue()).background == ""


def test_clean_photo_stands_upright_and_tells_nothing_of_the_camera() -> None:
    content = made.image(400, 300, "#438edb", orientation=6)

    cleaned = clean_photo(content)

    with Image.open(io.BytesIO(cleaned)) as image:
        assert image.size == (300, 400)
        assert dict(image.getexif()) == {}
        assert image.format == "JPEG"


def test_clean_photo_keeps_a_png_a_png() -> None:
    with Image.open(io.BytesIO(clean_photo(made.image(30, 40, form="PNG")))) as image:
        assert image.format == "PNG"


def test_clean_photo_refuses_what_is_none() -> None:
    with pytest.raises(Refused):
        clean_photo(b"no picture")
