"""What the partials of `templates/partials/fields` call: a site adds these to its environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from engine.dossier import read_file
from engine.fields import FIELD_TYPES, photo
from engine.fields.colours import BACKGROUNDS
from engine.fields.date_check import is_moment
from engine.fields.field_type import is_empty
from engine.fields.file_check import megabytes
from engine.fields.number_check import is_number, plain
from engine.forms.option_markup import option_markup
from engine.packs.model import Field


def shown_answer(field: Field, value: object) -> str:
    """An answer as pages show it."""
    return FIELD_TYPES[field.type].display(value, field)


def typed_text(value: object) -> str:
    """A stored value as it stands in an input: numbers without unit, nothing for no answer."""
    if is_number(value):
        return plain(value)
    return "" if is_empty(value) else str(value)


def accepted(types: Sequence[str]) -> str:
    """The `accept` attribute of file types, with the second ending of JPEG."""
    return ",".join(".jpg,.jpeg" if name == "jpg" else f".{name}" for name in types)


def background_name(background: str) -> str:
    """What a photo's background must be: 蓝色, or 不限."""
    return BACKGROUNDS.get(background, "不限")


TWO_INCHES = Fraction(5, 7)
"""The shape of a 2 寸 photo, 35 × 49 mm (安徽手册 L883)."""


def photo_frame(options: photo.Options) -> str:
    """The frame that a photo is cut to as 宽:高 in whole numbers: 2 寸 where the ratios allow it,
    else the one nearest to it."""
    frame = max(TWO_INCHES, options.min_ratio or TWO_INCHES)
    frame = min(frame, options.max_ratio or frame)
    return f"{frame.numerator}:{frame.denominator}"


TEMPLATE_GLOBALS: Mapping[str, Callable[..., Any]] = {
    "accepted": accepted,
    "background_name": background_name,
    "file_megabytes": megabytes,
    "is_moment": is_moment,
    "option_markup": option_markup,
    "photo_frame": photo_frame,
    "shown_answer": shown_answer,
    "stored_file": read_file,
    "typed_text": typed_text,
}
"""By name; a site may add `file_url(id)`, then stored files are linked and photos shown."""
