"""Where a line of Chinese text may end: 避头尾, and Latin words and numbers kept whole.

Source of the rules: GB/T 15834 (no closing mark at the start, no opening mark at the end of a
line) and what Word does with names, dates and numbers between Chinese characters.
"""

from __future__ import annotations

from collections.abc import Sequence

NEVER_FIRST = frozenset(
    "!%),.:;?]}°·’”†‡›℃‰…—、。〃々〉》」』】〕〗〞︰︶！＂％＇），．：；？］｝～"
)
NEVER_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〝（．［｛￡￥")
_FIRST_IDEOGRAPHIC = 0x2E80
_ALSO_IDEOGRAPHIC = frozenset("—…“”‘’·×≤≥①②③④⑤⑥⑦⑧⑨⑩")
_NO_BREAK_SPACE = "\xa0"
_AFTER_WHICH_LATIN_BREAKS = frozenset("-/?&=_")
_FUZZ = 1e-6
"""Points by which a line may be too long: sums of widths are never exact."""


def may_break(before: str, after: str) -> bool:
    """May a line end between these two neighbouring characters?"""
    if after in (" ", _NO_BREAK_SPACE) or before == _NO_BREAK_SPACE:
        return False
    if before == " ":
        return True
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    if is_ideographic(before) or is_ideographic(after):
        return True
    if after in "([{":
        return True
    return before in _AFTER_WHICH_LATIN_BREAKS and not after.isdigit()


def is_ideographic(character: str) -> bool:
    """Is it set like a Chinese character, so that a line may end on either side?"""
    return ord(character) >= _FIRST_IDEOGRAPHIC or character in _ALSO_IDEOGRAPHIC


def break_lines(
    characters: Sequence[str], widths: Sequence[float], rooms: Sequence[float]
) -> list[tuple[int, int, bool]]:
    """Where the lines of a paragraph begin and end, and whether a "\\n" ended them.

    `rooms` are the widths of the first, second … line, the last for all that follow. A line holds
    at least one character, however narrow it is; spaces may hang over its end.
    """
    lines: list[tuple[int, int, bool]] = []
    start = at = 0
    used = 0.0
    chance = -1
    while at < len(characters):
        character = characters[at]
        if character == "\n":
            lines.append((start, at + 1, True))
            start = at = at + 1
            used, chance = 0.0, -1
            continue
        if at > start and may_break(characters[at - 1], character):
            chance = at
        room = rooms[min(len(lines), len(rooms) - 1)]
        if used + widths[at] > room + _FUZZ and character != " " and at > start:
            end = chance if chance > start else at
            lines.append((start, end, False))
            start = end
            while start < at and characters[start] == " ":
                start += 1
            at, used, chance = start, 0.0, -1
            continue
        used += widths[at]
        at += 1
    if start < len(characters) or not lines:
        lines.append((start, len(characters), True))
    return lines
