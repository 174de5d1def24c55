"""The background colours that identity photos are asked for, and how a measured colour is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from colorsys import rgb_to_hsv

BACKGROUNDS: Mapping[str, str] = {"blue": "蓝色", "white": "白色", "red": "红色"}

_HEX = re.compile(r"#[0-9a-f]{6}")


def background_of(colour: str) -> str | None:
    """blue, white, red or other for a colour such as `#438edb`; None if it was not measured.

    Bounds are wide on purpose: scans and lamps shift colours, a person's eye decides in the end.
    """
    if not _HEX.fullmatch(colour):
        return None
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, saturation, value = rgb_to_hsv(red, green, blue)
    degrees = hue * 360
    if saturation <= 0.12 and value >= 0.85:
        return "white"
    if saturation >= 0.2 and value >= 0.25 and 185 <= degrees <= 260:
        return "blue"
    if saturation >= 0.4 and value >= 0.35 and (degrees <= 18 or degrees >= 340):
        return "red"
    return "other"
