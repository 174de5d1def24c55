"""What is checked of every text answer: that it is text, has no control characters, has a length.

Lengths are code points: a rare character beyond the Basic Multilingual Plane counts as one.
"""

from __future__ import annotations

import re

from engine.fields.field_type import Fault, fault, shown

# Control characters (line feed and tab apart) and lone surrogates: no database or PDF takes them.
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}


def tidy(text: str) -> str:
    """Typed text as it is stored: one kind of line end, no blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def half_width(text: str) -> str:
    """Full-width letters, digits and signs, as Chinese keyboards type them, in their usual form."""
    return text.translate(_FULL_WIDTH)


def text_faults(name: str, value: object) -> tuple[Fault, ...]:
    """Why `value` is no text that can be stored, nothing if it is one."""
    if not isinstance(value, str):
        return (fault("wrong-kind", name, expected="文字", actual=shown(value)),)
    found = _BAD.search(value)
    if found is None:
        return ()
    return (fault("bad-character", name, position=found.start() + 1),)


def length_faults(name: str, value: str, low: int, high: int) -> tuple[Fault, ...]:
    """Whether `value` is too short or too long; both limits are inclusive, in code points."""
    length = len(value)
    if length > high:
        return (fault("too-long", name, expected=high, actual=length),)
    if length < low:
        return (fault("too-short", name, expected=low, actual=length),)
    return ()
