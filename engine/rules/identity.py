"""What a citizen's identity number (GB 11643-1999) says of its holder, for rules that compare it.

A text that is no such number gives nothing: whether it is one is judged by its field.
"""

from __future__ import annotations

import re

from engine.rules.dates import read_date

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")


def birth_date(number: str) -> str | None:
    """The day of birth at digits 7 to 14 as ISO text."""
    if not _SHAPE.fullmatch(number):
        return None
    return read_date(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")


def gender(number: str) -> str | None:
    """The code of GB/T 2261.1: '1' (男) if digit 17 is odd, else '2' (女)."""
    if not _SHAPE.fullmatch(number):
        return None
    return "1" if int(number[16]) % 2 else "2"
