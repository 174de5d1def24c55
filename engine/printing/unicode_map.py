"""ToUnicode maps that tell the truth above U+FFFF, so that rare characters can be searched.

reportlab writes a code point such as U+2B5AF (𫖯) as one number of five digits; the PDF
specification (ISO 32000-1, 9.10.3) asks for UTF-16, that is for a pair of surrogates.
"""

from __future__ import annotations

from reportlab.pdfbase import ttfonts

_stock_map = ttfonts.makeToUnicodeCMap
_BMP_END = 0xFFFF


def to_unicode_map(font: str, subset: list[int]) -> str:
    """The map of one font subset, as text; `subset` holds the code points by glyph number."""
    rare = {number: code for number, code in enumerate(subset) if code > _BMP_END}
    written: str = _stock_map(font, [0 if code > _BMP_END else code for code in subset])
    lines = written.split("\n")
    first = next(at for at, line in enumerate(lines) if line.endswith("beginbfchar")) + 1
    for number, code in rare.items():
        pair = chr(code).encode("utf-16-be").hex().upper()
        lines[first + number] = f"<{number:02X}> <{pair}>"
    return "\n".join(lines)
