"""The frame that a photo is cut to."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.fields.photo import Options
from engine.forms.template_globals import photo_frame


@pytest.mark.parametrize(
    ("low", "high", "frame"),
    [
        (None, None, "5:7"),
        (Fraction(9, 14), Fraction(6, 7), "5:7"),
        (Fraction(3, 4), Fraction(3, 4), "3:4"),
        (Fraction(4, 5), None, "4:5"),
        (None, Fraction(2, 3), "2:3"),
    ],
)
def test_frame_is_two_inches_where_the_ratios_allow_it(
    low: Fraction | None, high: Fraction | None, frame: str
) -> None:
    assert photo_frame(Options(min_ratio=low, max_ratio=high)) == frame
