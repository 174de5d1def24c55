"""The PDF of a certificate: one A4 sheet with statement, photo, values, seals and a QR code.

Drawn directly and not as a table, since nothing flows: everything has its place on the sheet.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from engine.certificates.model import CertificateItem, CertificateRules
from engine.certificates.ornament import TINTS, Tints, draw_paper
from engine.certificates.wording import DATES, chinese_date
from engine.printing.fonts import BOLD, REGULAR, drawable, register_fonts, runs
from engine.printing.qr import modules

INK, GREY = HexColor("#1c1c1c"), HexColor("#6a6258")
PHOTO = (35 * mm, 49 * mm)
"""Width and height of the photo: 2 寸, as 安徽手册 L883 has it."""
CODE, SEAL = 27 * mm, 40 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFace:
    """What one certificate shows: `values` by their names, the photo and the seals (by `issuer`
    and `committee`) as JPEG or PNG bytes, `code` what the QR code says."""

    values: Mapping[str, str]
    photo: bytes
    code: str
    seals: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand, in points from the lower left corner."""

    width: float
    height: float
    title: float
    photo: tuple[float, float]
    code: tuple[float, float]
    text_left: float
    text_right: float
    text_top: float
    item_columns: int
    seals: float


_LANDSCAPE = _Sheet(
    A4[1], A4[0], 496, (82, 300), (82 + (PHOTO[0] - CODE) / 2, 190), 222, A4[1] - 78, 436, 2, 150
)
_PORTRAIT = _Sheet(
    A4[0],
    A4[1],
    734,
    ((A4[0] - PHOTO[0]) / 2, 556),
    (A4[0] - 78 - CODE, 78),
    86,
    A4[0] - 86,
    520,
    1,
    206,
)


def draw_certificate(rules: CertificateRules, face: CertificateFace) -> bytes:
    """The certificate as a PDF file; equal faces give equal bytes.

    :raises FontsMissing: the serif fonts were not set up
    :raises OSError: the photo or a seal is no picture
    """
    register_fonts()
    sheet = _LANDSCAPE if rules.layout.orientation == "landscape" else _PORTRAIT
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1)
    canvas.setTitle(f"{rules.name} {face.values.get('number', '')}")
    canvas.setAuthor(face.values.get("issuer", ""))
    canvas.setSubject(face.values.get("name", ""))
    canvas.setCreator("职评 Zhiping")
    pen = _Pen(canvas, sheet, TINTS[rules.layout.colour])
    draw_paper(canvas, sheet.width, sheet.height, pen.tints)
    pen.title(rules.name)
    pen.photo(face.photo)
    pen.code(face.code)
    shown = {
        name: chinese_date(value) if name in DATES else value for name, value in face.values.items()
    }
    below = sheet.text_top
    if rules.layout.statement is not None:
        below = pen.statement(rules.layout.statement.render(shown), below)
    pen.items(rules.layout.items, shown, below - 16)
    pen.seals(rules.seals, shown, face.seals)
    pen.notes(rules.layout.notes)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Pen:
    """Draws the parts of one sheet."""

    def __init__(self, canvas: Canvas, sheet: _Sheet, tints: Tints) -> None:
        self.canvas, self.sheet, self.tints = canvas, sheet, tints

    def title(self, text: str) -> None:
        """The name of the certificate, wide, with a rule on either side below."""
        size, gap = (34.0, 10.0) if len(text) <= 9 else (29.0, 6.0)
        width = stringWidth(text, BOLD, size) + gap * (len(text) - 1)
        middle = self.sheet.width / 2
        self.canvas.setFillColor(self.tints.ink)
        left = middle - width / 2
        for character in drawable(text):
            self._words(left, self.sheet.title, character, BOLD, size)
            left += stringWidth(character, BOLD, size) + gap
        y = self.sheet.title - 18
        self.canvas.setStrokeColor(self.tints.line)
        self.canvas.setLineWidth(0.8)
        for sign in (1, -1):
            self.canvas.line(middle + sign * 12, y, middle + sign * 150, y)
        self.canvas.setFillColor(self.tints.line)
        for shift, half in ((0.0, 4.0), (-9.0, 2.2), (9.0, 2.2)):
            path = self.canvas.beginPath()
            path.moveTo(middle + shift - half, y)
            for x, up in ((0.0, half), (half, 0.0), (0.0, -half)):
                path.lineTo(middle + shift + x, y + up)
            path.close()
            self.canvas.drawPath(path, stroke=0, fill=1)

    def photo(self, content: bytes) -> None:
        """The photo, filling its frame, cut evenly where its shape is another."""
        x, y = self.sheet.photo
        width, height = PHOTO
        picture = ImageReader(io.BytesIO(content))
        wide, high = picture.getSize()
        scale = max(width / wide, height / high)
        self.canvas.saveState()
        frame = self.canvas.beginPath()
        frame.rect(x, y, width, height)
        self.canvas.clipPath(frame, stroke=0)
        self.canvas.drawImage(
            picture,
            x - (wide * scale - width) / 2,
            y - (high * scale - height) / 2,
            wide * scale,
            high * scale,
            mask="auto",
        )
        self.canvas.restoreState()
        self.canvas.setStrokeColor(self.tints.line)
        self.canvas.setLineWidth(0.8)
        self.canvas.rect(x - 3, y - 3, width + 6, height + 6)

    def code(self, text: str) -> None:
        """The QR code with what it is for."""
        x, y = self.sheet.code
        count, dark = modules(text)
        side = CODE / count
        self.canvas.setFillColor(HexColor("#ffffff"))
        self.canvas.rect(x - 5, y - 5, CODE + 10, CODE + 10, stroke=0, fill=1)
        self.canvas.setFillColor(INK)
        for row, column, length in dark:
            self.canvas.rect(
                x + column * side,
                y + CODE - (row + 1) * side,
                length * side,
                side,
                stroke=0,
                fill=1,
            )
        self.canvas.setFillColor(GREY)
        self._centred(x + CODE / 2, y - 15, "扫码核验", REGULAR, 8)

    def statement(self, text: str, top: float) -> float:
        """The sentences of the certificate, the first line indented; where they end."""
        size, leading = 15.0, 27.0
        self.canvas.setFillColor(INK)
        y = top
        for number, line in enumerate(self._broken(f"　　{text}", size)):
            y = top - number * leading
            self._words(self.sheet.text_left, y, line, REGULAR, size)
        return y - leading

    def items(
        self, items: tuple[CertificateItem, ...], values: Mapping[str, str], top: float
    ) -> None:
        """Label and value of each item, in one or two columns, smaller if they would not fit."""
        sheet, columns = self.sheet, self.sheet.item_columns
        rows = -(-len(items) // columns)
        room = top - (sheet.seals + 52)
        leading = min(27.0, room / max(rows, 1))
        width = (sheet.text_right - sheet.text_left - 22 * (columns - 1)) / columns
        for number, item in enumerate(items):
            column, row = divmod(number, rows)
            x = sheet.text_left + column * (width + 22)
            y = top - row * leading
            self.canvas.setFillColor(self.tints.ink)
            self._words(x, y, drawable(item.label), REGULAR, 10)
            beside = items[column * rows : (column + 1) * rows]
            at = x + 10 + max(stringWidth(drawable(one.label), REGULAR, 10) for one in beside)
            self.canvas.setFillColor(INK)
            self._fitted(at, y, values.get(item.value, ""), 11.5, x + width - at)
            self.canvas.setStrokeColor(self.tints.pale)
            self.canvas.setLineWidth(0.6)
            self.canvas.line(x, y - 5, x + width, y - 5)

    def seals(
        self, captions: Mapping[str, str], values: Mapping[str, str], seals: Mapping[str, bytes]
    ) -> None:
        """Committee and issuer with their seals, the date of issue under the issuer."""
        sheet = self.sheet
        middle = (sheet.text_left + sheet.text_right) / 2
        places = (
            ("committee", (sheet.text_left + middle) / 2),
            ("issuer", (middle + sheet.text_right) / 2),
        )
        for whose, x in places:
            y = sheet.seals
            self.canvas.setFillColor(INK)
            room = middle - sheet.text_left - 12
            self._fitted(x, y, values.get(whose, ""), 11.5, room, centred=True)
            self.canvas.setFillColor(GREY)
            self._centred(x, y - 18, captions[whose], REGULAR, 9)
            if whose == "issuer":
                self.canvas.setFillColor(INK)
                self._centred(x, y - 38, values.get("issued_on", ""), REGULAR, 11)
            if whose in seals:
                self.canvas.drawImage(
                    ImageReader(io.BytesIO(seals[whose])),
                    x - SEAL / 2,
                    y - SEAL / 2 - 8,
                    SEAL,
                    SEAL,
                    mask="auto",
                    preserveAspectRatio=True,
                )

    def notes(self, text: str) -> None:
        """The small print at the foot."""
        self.canvas.setFillColor(GREY)
        left = self.sheet.text_left if self.sheet.item_columns == 1 else 0
        if left:
            self._fitted(left, 62, text, 8, self.sheet.code[0] - left - 16)
        else:
            self._centred(self.sheet.width / 2, 58, text, REGULAR, 8)

    def _broken(self, text: str, size: float) -> list[str]:
        """The text cut into lines; no line begins with a mark that belongs to the one before."""
        width, lines, line = self.sheet.text_right - self.sheet.text_left, [], ""
        for character in drawable(text):
            if (
                stringWidth(line + character, REGULAR, size) > width
                and character not in "，。、；）"
            ):
                lines.append(line)
                line = ""
            line += character
        return [*lines, line]

    def _fitted(
        self, x: float, y: float, text: str, size: float, room: float, *, centred: bool = False
    ) -> None:
        """A line that is set smaller rather than running over its room."""
        words = drawable(text)
        width = stringWidth(words, REGULAR, size)
        if width > room:
            size = max(6.0, size * room / width)
        if centred:
            self._centred(x, y, words, REGULAR, size)
        else:
            self._words(x, y, words, REGULAR, size)

    def _centred(self, x: float, y: float, text: str, face: str, size: float) -> None:
        words = drawable(text)
        self._words(x - stringWidth(words, face, size) / 2, y, words, face, size)

    def _words(self, x: float, y: float, text: str, face: str, size: float) -> None:
        for drawing, words in runs(text, face):
            self.canvas.setFont(drawing, size)
            self.canvas.drawString(x, y, words)
            x += stringWidth(words, drawing, size)
