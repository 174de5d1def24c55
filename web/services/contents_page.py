"""The list of contents before a merged dossier, drawn line by line: who, what for, what on which
page, and what lies beside the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from engine.printing.fonts import BOLD, REGULAR, drawable, register_fonts, runs
from web.services.draft import Draft

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 62.0, WIDTH - 62.0, HEIGHT - 72.0, 62.0
LEADING, SIZE = 20.0, 10.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: what it is, the page that it begins on (without the list of contents), how many
    pages it has; none for what lies beside the file."""

    group: str
    name: str
    page: int
    pages: int


def draw_contents(path: Path, draft: Draft, entries: Sequence[Entry], shift: int) -> int:
    """Draw the list; `shift` is how many pages it has itself, which is also what is given back."""
    register_fonts()
    sheet = _Sheet(path)
    sheet.middle("申报材料汇编", 20)
    for name, said in _facts(draft):
        sheet.line(f"{name}：{said}")
    sheet.down(LEADING / 2)
    group = ""
    for entry in entries:
        if entry.group != group:
            group = entry.group
            sheet.head(group)
        sheet.entry(entry.name, f"第 {entry.page + shift} 页" if entry.page else "另存")
    if not entries:
        sheet.line("没有可以汇编的表格和附件。")
    return sheet.save()


def _facts(draft: Draft) -> list[tuple[str, str]]:
    choice = draft.application.choice
    unit = draft.application.unit
    code = draft.snapshot.digest[:12].upper() if draft.snapshot else ""
    return [
        ("申报人", draft.person.name),
        ("工作单位", unit.name if unit else ""),
        ("评审计划", draft.plan.name),
        ("申报专业和职称", f"{choice['branch']}　{choice['title']}"),
        ("提交", f"第 {draft.application.round} 次　校验码 {code}"),
    ]


class _Sheet:
    """A canvas that knows where the next line goes."""

    def __init__(self, path: Path) -> None:
        self._canvas = Canvas(str(path), pagesize=A4, pageCompression=1)
        self._y, self._pages = TOP, 1

    def down(self, points: float) -> None:
        self._y -= points
        if self._y < BOTTOM:
            self._canvas.showPage()
            self._y, self._pages = TOP, self._pages + 1

    def _draw(self, x: float, text: str, size: float = SIZE, face: str = REGULAR) -> None:
        for font, words in runs(drawable(text), face):
            self._canvas.setFont(font, size)
            self._canvas.drawString(x, self._y, words)
            x += self._canvas.stringWidth(words, font, size)

    def _width(self, text: str, size: float = SIZE, face: str = REGULAR) -> float:
        pieces = runs(drawable(text), face)
        return float(sum(self._canvas.stringWidth(words, font, size) for font, words in pieces))

    def _lines(self, text: str, room: float) -> list[str]:
        """The text cut where it is as wide as there is room."""
        lines, line = [], ""
        for character in text:
            if line and self._width(line + character) > room:
                lines.append(line)
                line = ""
            line += character
        return [*lines, line]

    def middle(self, text: str, size: float) -> None:
        self._draw((WIDTH - self._width(text, size, BOLD)) / 2, text, size, BOLD)
        self.down(size * 2.2)

    def head(self, text: str) -> None:
        self.down(LEADING / 3)
        self._draw(LEFT, text, SIZE + 1, BOLD)
        self.down(LEADING)

    def line(self, text: str) -> None:
        for piece in self._lines(text, RIGHT - LEFT):
            self._draw(LEFT, piece)
            self.down(LEADING)

    def entry(self, name: str, place: str) -> None:
        """A name, dots, the place at the right."""
        wide = self._width(place)
        *before, last = self._lines(name, RIGHT - LEFT - 14 - wide - 24)
        for piece in before:
            self._draw(LEFT + 14, piece)
            self.down(LEADING * 0.85)
        self._draw(LEFT + 14, last)
        start, end = LEFT + 14 + self._width(last) + 6, RIGHT - wide - 6
        if end > start:
            self._canvas.setDash(0.6, 3)
            self._canvas.setLineWidth(0.6)
            self._canvas.line(start, self._y + 2, end, self._y + 2)
            self._canvas.setDash()
        self._draw(RIGHT - wide, place)
        self.down(LEADING)

    def save(self) -> int:
        self._canvas.showPage()
        self._canvas.save()
        return self._pages
