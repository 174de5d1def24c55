"""Paragraphs of Chinese text for xhtml2pdf 0.2.28.

Its own CJK mode loses `<br>`, cuts Latin words and numbers, starts lines with commas and does not
justify. Here lines are broken by `line_breaks` and spread by character spacing.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from xhtml2pdf import reportlab_paragraph as stock
from xhtml2pdf.xhtml2pdf_reportlab import PmlParagraph

from engine.printing.line_breaks import break_lines

_OBJECT = "\ufffc"
_WIDEST_SPREAD = 0.25
"""Em per gap; a line that would need more is left ragged."""

justify_latin = stock._justifyDrawParaLineX


class FormParagraph(PmlParagraph):  # type: ignore[misc]  # xhtml2pdf carries no types
    """A paragraph that is broken and spread like Chinese text, in every alignment."""

    def breakLinesCJK(self, width: Any) -> Any:  # reportlab's name
        """The lines of the paragraph in `width` points, or in widths for first and later lines."""
        rooms = list(width) if isinstance(width, (list, tuple)) else [width]
        stock._handleBulletWidth(self.bulletText, self.style, rooms, rtl=False)
        if not self.frags:
            return _no_lines(self.style)
        if getattr(self, "_splitpara", 0) and hasattr(self, "blPara"):
            return self.blPara
        characters, widths, owners = _characters(self.frags)
        lines = [
            _line(self.frags, characters, widths, owners, start, end, forced, room)
            for (start, end, forced), room in _with_rooms(
                break_lines(characters, widths, rooms), rooms
            )
        ]
        return stock.ParaLines(kind=1, lines=lines)

    def _get_split_blParaFunc(self) -> Any:  # reportlab's name
        if self.style.wordWrap == "CJK" and self.blPara.kind == 1:
            return _rejoin
        return super()._get_split_blParaFunc()


def justify(tx: Any, offset: float, line: Any, last: int = 0) -> None:
    """Draw one line from margin to margin, by space between its characters."""
    gaps = getattr(line, "gaps", None)
    if gaps is None:
        justify_latin(tx, offset, line, last)
        return
    spread = line.extraSpace / gaps if gaps else 0
    ends = last or getattr(line, "lineBreak", False)
    stock.setXPos(tx, offset)
    if ends or not 0 < spread <= _WIDEST_SPREAD * line.fontSize:
        stock._putFragLine(offset, tx, line)
    else:
        tx.setCharSpace(spread)
        stock._putFragLine(offset, tx, line)
        tx.setCharSpace(0)
    stock.setXPos(tx, -offset)


def _characters(frags: list[Any]) -> tuple[list[str], list[float], list[int]]:
    """All characters with their widths in points and the numbers of their fragments; an inline
    object counts as one character, a `<br>` as a line feed."""
    characters: list[str] = []
    widths: list[float] = []
    owners: list[int] = []
    for number, frag in enumerate(frags):
        if hasattr(frag, "cbDefn"):
            told, width = _OBJECT, [getattr(frag.cbDefn, "width", 0) or 0]
        elif hasattr(frag, "lineBreak"):
            told, width = "\n", [0]
        else:
            told = _text(frag)
            size, ems = frag.fontSize, _ems(frag.fontName)
            width = [ems[character] * size for character in told]
        characters += told
        widths += width
        owners += [number] * len(told)
    return characters, widths, owners


def _text(frag: Any) -> str:
    text = getattr(frag, "text", None)
    if text is None:
        return " ".join(getattr(frag, "words", ()))
    return text.decode() if isinstance(text, bytes) else str(text)


class _Ems(dict[str, float]):
    """The widths of a face's characters in em, measured when first asked for."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> float:
        width = self[character] = float(stringWidth(character, self._face, 1))
        return width


@cache
def _ems(face: str) -> _Ems:
    return _Ems(face)


def _with_rooms(
    lines: list[tuple[int, int, bool]], rooms: list[float]
) -> list[tuple[tuple[int, int, bool], float]]:
    last = len(rooms) - 1
    return [(line, rooms[min(number, last)]) for number, line in enumerate(lines)]


def _line(
    frags: list[Any],
    characters: list[str],
    widths: list[float],
    owners: list[int],
    start: int,
    end: int,
    forced: bool,
    room: float,
) -> Any:
    inked = end
    while inked > start and characters[inked - 1] in " \n":
        inked -= 1
    words: list[Any] = []
    at = start
    while at < end:
        owner = owners[at]
        until = at
        while until < end and owners[until] == owner:
            until += 1
        words.append(_word(frags[owner], characters, at, until))
        at = until
    used = [frags[owner] for owner in dict.fromkeys(owners[start:end])]
    ascent, descent = _extent(used)
    line = stock.FragLine(
        kind=1,
        extraSpace=room - sum(widths[start:inked]),
        wordCount=1,
        words=words,
        fontSize=max((frag.fontSize for frag in used), default=0),
        ascent=ascent,
        descent=descent,
        gaps=inked - start - 1,
    )
    if forced:
        line.lineBreak = True
    return line


def _word(frag: Any, characters: list[str], start: int, end: int) -> Any:
    word = frag.clone()
    drawn = not hasattr(frag, "cbDefn") and not hasattr(frag, "lineBreak")
    word.text = "".join(characters[start:end]) if drawn else ""
    if hasattr(word, "lineBreak"):
        del word.lineBreak
    return word


def _extent(frags: list[Any]) -> tuple[float, float]:
    ascent, descent = 0.0, 0.0
    for frag in frags:
        if getattr(getattr(frag, "cbDefn", None), "width", 0):
            low, high = stock.imgVRange(frag.cbDefn.height, frag.cbDefn.valign, frag.fontSize)
        else:
            high, low = stock.getAscentDescent(frag.fontName, frag.fontSize)
        ascent, descent = max(ascent, high), min(descent, low)
    return ascent, descent


def _no_lines(style: Any) -> Any:
    return stock.ParaLines(
        kind=0,
        fontSize=style.fontSize,
        fontName=style.fontName,
        textColor=style.textColor,
        lines=[],
        ascent=style.fontSize,
        descent=-0.2 * style.fontSize,
    )


def _rejoin(broken: Any, start: int, end: int) -> list[Any]:
    """The fragments of some lines, for the part of a paragraph that goes to another page."""
    frags: list[Any] = []
    for line in broken.lines[start:end]:
        frags.extend(line.words)
        if getattr(line, "lineBreak", False) and line is not broken.lines[-1] and line.words:
            ending = line.words[-1].clone()
            ending.text = ""
            ending.lineBreak = 1
            frags.append(ending)
    return frags
