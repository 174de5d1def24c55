"""The fonts tables are printed in: found in a folder, registered once, asked what they can draw.

Noto Serif SC regular and bold cover 通用规范汉字表; HanaMinB draws the rarer characters of the
supplementary planes and may be missing. `make setup` puts the files where `font_folders` looks.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from engine.share import font_folders

REGULAR, BOLD, RARE = "zhiping-serif", "zhiping-serif-bold", "zhiping-rare"
FILES = {
    REGULAR: "NotoSerifSC-400.ttf",
    BOLD: "NotoSerifSC-700.ttf",
    RARE: "HanaMinB.ttf",
}
_ALLOWED = frozenset("\n\r\t　")
_GETA = "〓"


class FontsMissing(Exception):
    """The serif fonts are in none of the folders that were looked through."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)
        where = "、".join(map(str, self.folders))
        super().__init__(f"找不到打印字体（{FILES[REGULAR]}、{FILES[BOLD]}），已查找：{where}")

    def __reduce__(self) -> tuple[type[FontsMissing], tuple[tuple[Path, ...]]]:
        """Pickled as it is made: workers send it to the process that asked for a file."""
        return FontsMissing, (self.folders,)


def folders() -> tuple[Path, ...]:
    """Where fonts are looked for: `$ZHIPING_FONTS` before the usual folders."""
    named = os.environ.get("ZHIPING_FONTS")
    return ((Path(named),) if named else ()) + font_folders()


def find_fonts() -> dict[str, Path]:
    """The font files by face; the face for rare characters may be absent.

    :raises FontsMissing: there is no serif regular or bold
    """
    found = {
        face: path
        for face, file in FILES.items()
        for path in [next((f / file for f in folders() if (f / file).is_file()), None)]
        if path is not None
    }
    if REGULAR not in found or BOLD not in found:
        raise FontsMissing(folders())
    return found


@cache
def register_fonts() -> tuple[str, ...]:
    """Make the faces known to reportlab, once per process; gives the families in the order in
    which they are asked for a character.

    A font file has 15 to 30 MB: registered here it is parsed once, while a font named in the
    style sheet of each document would be digested again for each.
    """
    found = find_fonts()
    for face, path in found.items():
        pdfmetrics.registerFont(TTFont(face, str(path)))
    for italic in (0, 1):
        addMapping(REGULAR, 0, italic, REGULAR)
        addMapping(REGULAR, 1, italic, BOLD)
        for bold in (0, 1):
            addMapping(RARE, bold, italic, RARE if RARE in found else REGULAR)
    return tuple(face for face in (REGULAR, RARE) if face in found)


def missing_glyphs(text: str) -> str:
    """The characters of `text` that no font can draw, each once, in the order of the text.

    Asked when a value is saved: an applicant is told then, and never sees a box on paper. Line
    breaks and tabs are no characters to draw; other control and zero-width characters are missing.
    """
    covered = _covered()
    return "".join(dict.fromkeys(c for c in text if c not in _ALLOWED and ord(c) not in covered))


def drawable(text: str) -> str:
    """`text` as it can be drawn: invisible characters are dropped, and a character without a glyph
    becomes 〓, the mark that Chinese printers set for a missing sort, never an empty box."""
    return text.translate(marks_for(text))


def marks_for(text: str) -> dict[int, str | None]:
    """What to print for each character of `text` that cannot be drawn, for `str.translate`."""
    missing = map(ord, missing_glyphs(text))
    return {code: None if _is_invisible(code) else _GETA for code in missing}


def has_rare_characters() -> bool:
    """Is the font for rare characters there? Without it more characters are missing."""
    return RARE in find_fonts()


def runs(text: str, face: str = REGULAR) -> list[tuple[str, str]]:
    """`text` cut into (face, words) so that each face can draw its words."""
    if _glyphs(face).issuperset(map(ord, text)):
        return [(face, text)]
    found: list[tuple[str, str]] = []
    for character in text:
        drawing = face if ord(character) in _glyphs(face) else RARE
        if drawing == RARE and RARE not in register_fonts():
            drawing = face
        if found and found[-1][0] == drawing:
            found[-1] = (drawing, found[-1][1] + character)
        else:
            found.append((drawing, character))
    return found


@cache
def _covered() -> frozenset[int]:
    register_fonts()
    covered = _glyphs(REGULAR) & _glyphs(BOLD)
    if has_rare_characters():
        covered |= _glyphs(RARE)
    return frozenset(code for code in covered if not _is_invisible(code))


@cache
def _glyphs(face: str) -> frozenset[int]:
    register_fonts()
    return frozenset(pdfmetrics.getFont(face).face.charToGlyph)


def _is_invisible(code: int) -> bool:
    return code < 32 or 0x7F <= code < 0xA0 or 0x200B <= code <= 0x200F or code == 0xFEFF
