"""Characters that no printing font can draw, found when an answer is saved and not on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.packs.model import Field
from engine.printing import FontsMissing, missing_glyphs


def undrawable(fields: Sequence[Field], answers: Mapping[str, object]) -> tuple[str, ...]:
    """What to tell an applicant of answers that cannot be printed as typed: a sentence per field.

    Nothing where the fonts are not installed: then nothing is printed here at all.
    """
    try:
        asked = [field for field in fields if field.id in answers]
        found = [(field.name, _missing(answers[field.id])) for field in asked]
    except FontsMissing:
        return ()
    return tuple(
        [
            f"“{name}”中的“{'、'.join(missing)}”在打印字体中没有字形，评审表上会印作“〓”。"
            "请核对这个字，或改用通行的写法。"
            for name, missing in found
            if missing
        ]
    )


def _missing(value: object) -> str:
    """The visible characters without a glyph in an answer; invisible ones are not printed."""
    rare = "".join([text for text in _texts(value) if not _is_common(text)])
    return "".join([one for one in missing_glyphs(rare) if one.isprintable()]) if rare else ""


def _texts(value: object) -> Iterator[str]:
    """The texts in a stored value: of a list, of the rows of a small table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and "sha256" not in value:  # a file's name is not printed
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _is_common(text: str) -> bool:
    """Whether every character is in GB 2312, all of which the fonts draw (a test holds them to
    it): nearly every answer is, and the font files need not be read for it."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
