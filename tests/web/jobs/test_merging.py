"""Merged PDFs: every page numbered, turned pages upright, pictures whole, nothing that acts."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas

from web.services.merging import Part, Unreadable, count_pages, merge, picture_page


def make_pdf(path: Path, sizes: list[tuple[float, float]], rotate: int = 0) -> Path:
    canvas = Canvas(str(path))
    for number, size in enumerate(sizes, start=1):
        canvas.setPageSize(size)
        canvas.drawString(100, 100, f"{path.stem} {number}")
        canvas.showPage()
    canvas.save()
    if rotate:
        with pikepdf.open(path, allow_overwriting_input=True) as document:
            for page in document.pages:
                page.rotate(rotate, relative=False)
            document.save(path)
    return path


def stamp(number: int, total: int) -> str:
    return f"第 {number} 页　共 {total} 页　·　张明"


def test_pages_of_all_parts_are_numbered_in_one_row(tmp_path: Path) -> None:
    parts = [
        Part(name="评审表", path=make_pdf(tmp_path / "table.pdf", [A4, A4]), group="评审表格"),
        Part(
            name="一览表", path=make_pdf(tmp_path / "list.pdf", [landscape(A3)]), group="评审表格"
        ),
        Part(name="证书", path=make_pdf(tmp_path / "scan.pdf", [A4], rotate=90), group="附件"),
    ]
    target = tmp_path / "all.pdf"

    count = merge(parts, target, stamp, title="张明")

    reader = PdfReader(target)
    texts = [page.extract_text() for page in reader.pages]
    assert count == 4
    assert [f"第 {n} 页" in text and "共 4 页" in text for n, text in enumerate(texts, 1)] == [
        True
    ] * 4
    assert [text.split("\n")[0] for text in texts] == ["table 1", "table 2", "list 1", "scan 1"]
    names = [
        one["/Title"] if isinstance(one, dict) else [o["/Title"] for o in one]
        for one in reader.outline
    ]
    assert names == ["评审表格", ["评审表", "一览表"], "附件", ["证书"]]
    assert not list(tmp_path.glob("*.stamp.pdf"))


@pytest.mark.parametrize(("size", "upright"), [((3000, 2000), False), ((900, 1600), True)])
def test_picture_fills_a_page_as_it_is_shaped(
    size: tuple[int, int], upright: bool, tmp_path: Path
) -> None:
    Image.new("RGB", size, "#3366aa").save(tmp_path / "scan.jpg")

    picture_page(tmp_path / "scan.jpg", tmp_path / "page.pdf")

    with pikepdf.open(tmp_path / "page.pdf") as document:
        box = document.pages[0].mediabox
        assert (box[2] < box[3]) == upright
    picture, page = tmp_path / "scan.jpg", tmp_path / "page.pdf"
    assert page.stat().st_size < picture.stat().st_size + 3000


def test_picture_that_a_camera_has_turned_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (1600, 900), "red").save(tmp_path / "phone.jpg", exif=exif)

    picture_page(tmp_path / "phone.jpg", tmp_path / "page.pdf")

    with pikepdf.open(tmp_path / "page.pdf") as document:
        box = document.pages[0].mediabox
        assert box[2] < box[3]


def test_what_acts_does_not_come_along(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "evil.pdf", [A4])
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.Root.OpenAction = action
        document.pages[0].obj.AA = pikepdf.Dictionary(O=action)
        document.save(path)

    merge([Part(name="材料", path=path)], tmp_path / "all.pdf", stamp, title="张明")

    assert b"JavaScript" not in (tmp_path / "all.pdf").read_bytes()
    with pikepdf.open(tmp_path / "all.pdf") as document:
        assert "/OpenAction" not in document.Root
        assert "/AA" not in document.pages[0].obj


def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "half.pdf").write_bytes(b"%PDF-1.7 and no more")
    (tmp_path / "half.jpg").write_bytes(b"\xff\xd8\xff and no more")

    with pytest.raises(Unreadable):
        count_pages(tmp_path / "half.pdf")
    with pytest.raises(Unreadable):
        picture_page(tmp_path / "half.jpg", tmp_path / "page.pdf")
