"""What is on the pages, read back by poppler: everything, once, at full size, searchable."""

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.printing import RenderError, missing_glyphs, render_pdf
from engine.tables.layout import BreakLayout, CellLayout, Folio, Line, PhotoLayout, RunningLayout
from engine.tables.model import Page
from tests.engine.printing.layouts import cell, grid, layout_of

ReadPdf = Callable[..., str]


def squeezed(text: str) -> str:
    """Text without white space: poppler spaces justified characters apart."""
    return re.sub(r"\s", "", text)


LETTERS = "职称评审教育成果，。；：“”（）《》、—ABCxyz0123456789.%/ 𫖯䶮"
cells = st.text(alphabet=LETTERS, min_size=1, max_size=80)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_pdf_holds_every_character_of_every_cell(
    read_pdf: ReadPdf, rows: list[tuple[str, str, str]]
) -> None:
    layout = layout_of(grid(*[tuple(cell(text) for text in row) for row in rows]))

    read = squeezed(read_pdf(render_pdf(layout)))

    wanted = squeezed("".join("".join(row) for row in rows))
    assert sorted(read.replace("\f", "")) == sorted(wanted)


def test_long_text_flows_over_pages_at_full_size(read_pdf: ReadPdf) -> None:
    sentence = "任现职以来，本人承担小学科学教学工作，指导青年教师12名，完成课题3项；"
    text = "".join(f"{number}{sentence}" for number in range(200))
    flowing = cell(text, align="justify", valign="top", flow=True)

    pdf = render_pdf(layout_of(grid((cell("前"),)), grid((flowing,))))

    assert squeezed(read_pdf(pdf)) == squeezed(f"前{text}")
    boxes = read_pdf(pdf, "-bbox")
    heights = {
        round(float(low) - float(high), 1)
        for high, low in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', boxes)
    }
    assert len(heights) == 1
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) >= 3


def test_flowing_cell_starts_below_what_stands_before_it(read_pdf: ReadPdf) -> None:
    flowing = cell("总结" * 2500, valign="top", flow=True)

    pdf = render_pdf(layout_of(grid((cell("前"),)), grid((flowing,))))

    assert "总结" in read_pdf(pdf, "-l", "1")


def test_tall_cell_without_flow_is_cut_and_never_shrunk(read_pdf: ReadPdf) -> None:
    tall = cell("\n".join(f"第{number}行" for number in range(150)), valign="top")

    pdf = render_pdf(layout_of(grid((cell("左"), tall))))

    read = read_pdf(pdf)
    assert all(f"第{number}行" in read for number in range(150))


def test_row_span_taller_than_a_page_repeats_its_label(read_pdf: ReadPdf) -> None:
    label = cell("获\n奖\n情\n况", rowspan=90)
    rows = [(label, cell("奖项0", height=8))]
    rows += [(cell(f"奖项{number}", height=8),) for number in range(1, 90)]

    pdf = render_pdf(layout_of(grid(*rows)))

    read = read_pdf(pdf)
    assert [f"奖项{number}" for number in range(90)] == re.findall(r"奖项\d+", read)
    pages = [page for page in read.split("\f") if page.strip()]
    assert len(pages) == 3
    assert all("获" in page and "况" in page for page in pages)


def test_line_breaks_in_a_cell_are_kept(read_pdf: ReadPdf) -> None:
    pdf = render_pdf(layout_of(grid((cell("年度\n考核"), cell("合格")))))

    assert "年度考核" not in read_pdf(pdf)


def test_ideographic_spaces_are_kept(read_pdf: ReadPdf) -> None:
    pdf = render_pdf(layout_of(grid((cell("单　　位"), cell("甲")))))

    boxes = re.findall(r'xMin="([\d.]+)" .*?xMax="([\d.]+)".*?>(单|位)<', read_pdf(pdf, "-bbox"))
    (_, end, _), (start, _, _) = boxes
    assert float(start) - float(end) == pytest.approx(2 * 10.5, abs=0.5)


def test_numbers_and_latin_words_are_not_cut(read_pdf: ReadPdf) -> None:
    narrow = cell("证书编号6207/6123由Knowledge学会颁发", align="left")

    pdf = render_pdf(layout_of(grid((narrow, *[cell("") for _ in range(6)]))))

    read = read_pdf(pdf)
    assert "Knowledge" in read
    assert "6207/6123" in read


def test_rare_characters_can_be_searched(read_pdf: ReadPdf) -> None:
    pdf = render_pdf(layout_of(grid((cell("李𫖯𬱖"), cell("姓名")))))

    assert "李𫖯𬱖" in read_pdf(pdf)


def test_character_without_a_glyph_is_printed_as_a_mark(read_pdf: ReadPdf) -> None:
    assert missing_glyphs("王😀") == "😀"

    pdf = render_pdf(layout_of(grid((cell("王😀明"),))))

    assert "王〓明" in read_pdf(pdf)


def test_every_page_says_which_it_is_of_how_many(read_pdf: ReadPdf) -> None:
    footer = RunningLayout(
        left=("李𫖯",), center=("第", Folio.PAGE, "页共", Folio.PAGES, "页"), right=("校验码",)
    )
    rows = [(cell(f"行{number}", height=8),) for number in range(80)]

    read = read_pdf(render_pdf(layout_of(grid(*rows), footer=footer)))

    assert re.findall(r"第\d+页共\d+页", read) == ["第1页共3页", "第2页共3页", "第3页共3页"]
    assert read.count("李𫖯") == 3


def test_head_rows_stand_on_every_page(read_pdf: ReadPdf) -> None:
    rows = [(cell(f"行{number}", height=8),) for number in range(80)]

    read = read_pdf(render_pdf(layout_of(grid(*rows, head=((cell("栏目"),),)))))

    assert read.count("栏目") == 3


def test_paper_changes_inside_one_file() -> None:
    wide = Page(paper="A3", orientation="landscape", top=15, right=15, bottom=15, left=15)
    layout = layout_of(
        grid((cell("竖"),)), BreakLayout(page=wide), grid((cell("横"),)), BreakLayout()
    )

    with pikepdf.open(BytesIO(render_pdf(layout))) as document:
        sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in document.pages]

    assert sizes == [(595, 842), (1191, 842)]


def test_kept_grid_moves_on_whole(read_pdf: ReadPdf) -> None:
    filler = grid(*[(cell("填", height=10),) for _ in range(22)])
    kept = grid((cell("上", height=30),), (cell("下", height=30),), keep=True)

    pages = read_pdf(render_pdf(layout_of(filler, kept))).split("\f")

    assert "上" not in pages[0]
    assert "上" in pages[1]
    assert "下" in pages[1]


def test_equal_layouts_give_equal_bytes() -> None:
    layout = layout_of(grid((cell("甲"), cell("乙"))), code="ABC", code_size=12.0)

    assert render_pdf(layout) == render_pdf(layout)


def test_metadata_names_the_table_and_the_plan() -> None:
    layout = layout_of(grid((cell("甲"),)), digest="ABC123")

    with pikepdf.open(BytesIO(render_pdf(layout))) as document:
        info = {key: str(value) for key, value in document.docinfo.items()}

    assert (info["/Title"], info["/Subject"]) == ("测试表", "测试计划")
    assert "ABC123" in info["/Keywords"]


def test_lines_of_their_own_alignment_and_indent_are_drawn(read_pdf: ReadPdf) -> None:
    lines = (Line(text="一段话", indent=True), Line(text="负责人", align="right"))
    layout = layout_of(grid((CellLayout(role="value", lines=lines, align="left"),)))

    boxes = re.findall(
        r'xMin="([\d.]+)".*?>(一段话|负责人)<', read_pdf(render_pdf(layout), "-bbox")
    )

    starts = {word: float(at) for at, word in boxes}
    assert starts["一段话"] == pytest.approx(20 * 72 / 25.4 + 3 + 21, abs=1.5)
    assert starts["负责人"] > 400


def test_impossible_page_is_a_render_error() -> None:
    layout = layout_of(grid((cell("甲"),)), page=Page(top=150, bottom=146))

    with pytest.raises(RenderError, match="测试表"):
        render_pdf(layout)


def test_photo_is_printed_in_its_size_and_named_when_absent(read_pdf: ReadPdf) -> None:
    image = BytesIO()
    Image.new("RGB", (413, 579), "#9cf").save(image, "JPEG")
    photo = CellLayout(role="photo", photo=PhotoLayout(sha256="ab12", width=25, height=35))
    layout = layout_of(grid((photo, cell("姓名"))))

    with pikepdf.open(BytesIO(render_pdf(layout, {"ab12": image.getvalue()}))) as document:
        (drawn,) = document.pages[0].get_images().values()
        assert (drawn.Width, drawn.Height) == (413, 579)
    assert "已上传照片" in read_pdf(render_pdf(layout))
