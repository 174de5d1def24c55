"""The background colour of an identity photo: what surrounds head and shoulders."""

from __future__ import annotations

from statistics import median

from PIL import Image

Colour = tuple[int, int, int]

NEAR = 48
"""How far each channel may be from the middle to be the same colour: lamps make gradients."""
ENOUGH = 0.7
"""The share of the edge that must have one colour."""


def edge_colour(image: Image.Image) -> str:
    """The colour at the top and the upper sides of an RGB image as `#rrggbb`, "" if it is mixed."""
    pixels = _edge(image)
    if not pixels:
        return ""
    middle = tuple(int(median(pixel[channel] for pixel in pixels)) for channel in range(3))
    same = sum(_is_near(pixel, middle) for pixel in pixels)
    if same < ENOUGH * len(pixels):
        return ""
    return "#" + "".join(f"{channel:02x}" for channel in middle)


def _edge(image: Image.Image) -> list[Colour]:
    """The top tenth, and a tenth of the width at both sides down to two fifths of the height."""
    width, height = image.size
    across, down = max(1, width // 10), max(1, height * 2 // 5)
    boxes = (
        (0, 0, width, max(1, height // 10)),
        (0, 0, across, down),
        (width - across, 0, width, down),
    )
    found: list[Colour] = []
    for box in boxes:
        raw = image.crop(box).tobytes()
        found += zip(raw[0::3], raw[1::3], raw[2::3], strict=True)
    return found


def _is_near(pixel: Colour, middle: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= NEAR for one, other in zip(pixel, middle, strict=True))
