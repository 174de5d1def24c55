"""photo: an identity photo with its ratio, size, pixels and background colour (YN-08 to YN-10).

What the pixels are was measured when the file came (`engine.attachments`); a FILE map holds
`width`, `height` and `background`, the colour as `#rrggbb`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from wtforms.fields.core import UnboundField

from engine.dossier.usual import read_file
from engine.dossier.values import File
from engine.fields.colours import BACKGROUNDS, background_of
from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    fault,
    options_of,
    warning,
)
from engine.fields.file_check import (
    IMAGES,
    MAX_MB_SCHEMA,
    file_faults,
    sample_file,
)
from engine.fields.option_reader import OptionReader
from engine.fields.text_check import tidy
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "证件照"
DESCRIPTION = (
    "jpg 或 png 照片，可限定宽高比、大小、像素和背景颜色。宽高比写作“宽:高”，如 4.5:7，含端点。"
)
EXAMPLE = (
    "{id: photo, name: 证件照, type: photo, max_mb: 1, background: blue, "
    "ratio: {min: '4.5:7', max: '6:7'}, min_width: 295}"
)
REQUIRED_OPTIONS: tuple[str, ...] = ()
_RATIO_END: Mapping[str, Any] = {"type": ["string", "number"], "title": "宽高比"}
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "max_mb": {**MAX_MB_SCHEMA, "default": 10},
    "ratio": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "min": {**_RATIO_END, "description": "最小宽高比，如 4.5:7"},
            "max": {**_RATIO_END, "description": "最大宽高比，如 6:7"},
        },
        "title": "宽高比范围",
        "description": "宽:高，含端点",
    },
    "min_width": {"type": "integer", "minimum": 1, "title": "最小宽度", "description": "像素"},
    "min_height": {"type": "integer", "minimum": 1, "title": "最小高度", "description": "像素"},
    "background": {
        "enum": ["any", *BACKGROUNDS],
        "default": "any",
        "title": "背景颜色",
        "description": "any 不限；" + "、".join(f"{k} {v}" for k, v in BACKGROUNDS.items()),
    },
}

_RATIO = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)(?:\s*[:：]\s*([0-9]{1,4}(?:\.[0-9]{1,4})?))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Inclusive limits: ratios are width to height, sizes in units of 1,048,576 bytes, pixels.

    `ratios` is how the author wrote the ratio; `background` is "any" or a key of `BACKGROUNDS`.
    """

    max_mb: float = 10
    min_ratio: Fraction | None = None
    max_ratio: Fraction | None = None
    ratios: str = ""
    min_width: int = 0
    min_height: int = 0
    background: str = "any"


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `max_mb`, `ratio`, `min_width`, `min_height` and `background`."""
    reader = OptionReader(node, context)
    low, high = _ratio(reader, "min"), _ratio(reader, "max")
    if low is not None and high is not None and low > high:
        reader.problem("ratio", "min-over-max", "ratio 的 min 大于 max，没有照片能符合")
    background = reader.text("background", "any")
    reader.one_of("background", background, ("any", *BACKGROUNDS))
    return Options(
        max_mb=reader.number("max_mb") or 10,
        min_ratio=low,
        max_ratio=high,
        ratios=_written(reader),
        min_width=reader.whole("min_width", 0),
        min_height=reader.whole("min_height", 0),
        background=background,
    )


def _ratio(reader: OptionReader, end: str) -> Fraction | None:
    node = reader.node.get("ratio")
    found = node.get(end) if node is not None else None
    if found is None or found.value is None:
        return None
    written = _RATIO.fullmatch(str(found.value).strip())
    if written is None or not Fraction(written[1]) or not Fraction(written[2] or 1):
        reader.problem("ratio", "wrong-type", f"ratio 的 {end} 应写作“宽:高”，如 4.5:7")
        return None
    return Fraction(written[1]) / Fraction(written[2] or 1)


def _written(reader: OptionReader) -> str:
    node = reader.node.get("ratio")
    ends = [node.get(end) for end in ("min", "max")] if node is not None else []
    return " 至 ".join(str(end.value) for end in ends if end is not None)


def value_type(options: Options) -> ValueType:
    """A file: expressions only know whether there is one."""
    return ValueType("other")


def build_check(field: Field) -> Check:
    """Type, size, ratio, pixels and background of the photo."""
    options = options_of(field, Options)
    name = field.name

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        file = read_file(value)
        if file is None:
            return (fault("not-a-file", name),)
        faults = file_faults(name, file, IMAGES, options.max_mb)
        return faults + _measures(name, file, options)

    return Check(ok=lambda value: not explain(value, ""), explain=explain)


def _measures(name: str, file: File, options: Options) -> tuple[Fault, ...]:
    measured = options.min_ratio or options.max_ratio or options.min_width or options.min_height
    if not (file.width and file.height):
        return (fault("photo-unmeasured", name),) if measured else ()
    return (
        *_ratio_faults(name, file, options),
        *_pixel_faults(name, file, options),
        *_background_faults(name, file, options),
    )


def _ratio_faults(name: str, file: File, options: Options) -> tuple[Fault, ...]:
    ratio = Fraction(file.width, file.height)
    low, high = options.min_ratio, options.max_ratio
    if (low is None or ratio >= low) and (high is None or ratio <= high):
        return ()
    actual = f"{float(ratio):.4f}（{file.width}×{file.height}）"
    return (fault("photo-ratio", name, expected=options.ratios, actual=actual),)


def _pixel_faults(name: str, file: File, options: Options) -> tuple[Fault, ...]:
    if file.width >= options.min_width and file.height >= options.min_height:
        return ()
    expected = f"{options.min_width or '不限'}×{options.min_height or '不限'}"
    return (fault("photo-pixels", name, expected=expected, actual=f"{file.width}×{file.height}"),)


def _background_faults(name: str, file: File, options: Options) -> tuple[Fault, ...]:
    if options.background == "any":
        return ()
    found = background_of(file.background)
    if found == options.background:
        return ()
    expected = BACKGROUNDS.get(options.background, options.background)
    if found is None:
        return (warning("photo-background-unclear", name, expected=expected),)
    actual = BACKGROUNDS.get(found, "其他颜色")
    return (fault("photo-background", name, expected=expected, actual=actual),)


def build_input(field: Field) -> UnboundField[Any] | None:
    """None: photos are uploaded apart, the form only shows them."""
    return None


def parse(text: str, field: Field) -> str | None:
    """No text is a photo: it is kept as typed, and the check refuses it."""
    return tidy(text) or None


def display(value: object, field: Field) -> str:
    """The photo's file name."""
    file = read_file(value)
    return file.name if file else ""


def sample(field: Field, random: Random) -> dict[str, object]:
    """A photo in the middle of the allowed ratios, large enough, with the background asked for."""
    options = options_of(field, Options)
    low = options.min_ratio or min(Fraction(5, 7), options.max_ratio or Fraction(5, 7))
    high = options.max_ratio or max(low, Fraction(5, 7))
    ratio = (low + high) / 2
    height = max(options.min_height, int(options.min_width / ratio) + 1, 600)
    colours = {"blue": "#438edb", "white": "#ffffff", "red": "#d9001b"}
    return sample_file(
        random,
        field.name,
        "jpg",
        width=round(height * ratio),
        height=height,
        background=colours.get(options.background, "#ffffff"),
    )


def broken(field: Field, random: Random) -> dict[str, object]:
    """A photo one byte too large."""
    size = int(options_of(field, Options).max_mb * 1_048_576) + 1
    return {**sample(field, random), "bytes": size}
