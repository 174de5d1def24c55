"""Every table that a standard declares, printed for a made-up applicant: paper, pages, words."""

import io
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from engine.checks import check
from engine.dossier import Dossier, dossier_data, dossier_from
from engine.fill import fill, fill_facts
from engine.packs.library import Library
from engine.packs.model import Plan, Standard
from engine.printing import TooLong, missing_glyphs, render_pdf
from engine.tables.lay_out import lay_out, lay_out_list, row_of
from engine.tables.layout import Folio, TableLayout
from engine.tables.model import Page, Table
from engine.tables.rows import plan_names
from engine.tables.subjects import SUBJECTS
from tests.engine.tables.conftest import CONFIG

SIZES = {
    ("A4", "portrait"): (210, 297),
    ("A4", "landscape"): (297, 210),
    ("A3", "portrait"): (297, 420),
    ("A3", "landscape"): (420, 297),
}
MILLIMETRE = 72 / 25.4


@cache
def library() -> Library:
    return Library(CONFIG)


@cache
def declared() -> dict[tuple[str, str], tuple[str, str]]:
    """A plan and standard for each table of each province."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for id in library().plan_ids():
        plan = library().plan(id)
        for standard in plan.standards:
            for table in standard.tables:
                found.setdefault((plan.province, table), (plan.id, standard.id))
    return found


@cache
def applicant(plan: str, standard: str) -> Dossier:
    return fill(library().plan(plan), 1, standard)


def standard_of(plan: Plan, id: str) -> Standard:
    found = plan.standard(id)
    assert found is not None
    return found


def printed_text(pdf: bytes, folder: Path) -> str:
    file = folder / "table.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages]
    return {
        (round(float(box.width) / MILLIMETRE), round(float(box.height) / MILLIMETRE))
        for box in boxes
    }


def size_of(page: Page) -> tuple[int, int]:
    return SIZES[page.paper, page.orientation]


def characters(texts: tuple[str, ...]) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


def names_of(table: Table) -> dict[str, object]:
    """Something for every name, and three rows in every list."""
    subject = SUBJECTS[table.subject]
    names: dict[str, object] = dict(subject.names)
    for id, row in subject.lists.items():
        names[id] = [dict(row) for _ in range(3)]
    return names


def laid_out(table: Table, plan: Plan, dossier: Dossier) -> TableLayout:
    report = check(plan, dossier, fill_facts(plan))
    if table.subject == "application":
        return lay_out(table, plan, dossier, report)
    if table.subject == "roster":
        row = row_of(table, plan, dossier, report, opinion="同意推荐")
        return lay_out_list(table, [row] * 30, {**plan_names(plan), "unit.name": "示例单位"})
    names = names_of(table)
    rows = names.get("rows", ())
    assert isinstance(rows, (list, tuple))
    return lay_out_list(table, rows, {**names, **plan_names(plan)})


@pytest.mark.parametrize(("province", "table"), sorted(declared()))
def test_declared_table_prints_every_word_on_its_paper(
    province: str, table: str, tmp_path: Path
) -> None:
    plan_id, standard_id = declared()[province, table]
    plan = library().plan(plan_id)

    layout = laid_out(plan.tables[table], plan, applicant(plan_id, standard_id))
    pdf = render_pdf(layout)

    assert missing_glyphs("".join(layout.texts())) == ""
    assert sizes(pdf) == {size_of(page) for page in layout.pages}
    said = tuple(text for text in layout.texts() if not isinstance(text, Folio))
    lost = characters(said) - characters((printed_text(pdf, tmp_path),))
    assert lost == Counter()


def test_every_standard_has_the_tables_of_its_procedure() -> None:
    for id in library().plan_ids():
        plan = library().plan(id)
        for standard in plan.standards:
            tables = [plan.tables[table] for table in standard.tables]
            subjects = {table.subject for table in tables}
            assert subjects == {"application", "roster", "vote", "ticket", "reissue"}
            assert tables[0].subject == "application"
            assert any("承诺书" in table.name for table in tables)
            assert any("材料" in table.name for table in tables)


def test_rosters_have_22_columns_on_a3_and_repeat_their_head(tmp_path: Path) -> None:
    rosters = [key for key in sorted(declared()) if key[1].endswith("roster")]
    for province, id in rosters:
        plan_id, standard_id = declared()[province, id]
        plan = library().plan(plan_id)
        layout = laid_out(plan.tables[id], plan, applicant(plan_id, standard_id))
        head = layout.blocks[1].head  # type: ignore[union-attr]  # the grid behind the heading

        pdf = render_pdf(layout)

        columns = sum(cell.colspan for cell in head[0])
        assert columns == 22
        assert sizes(pdf) == {(420, 297)}
        pages = len(PdfReader(io.BytesIO(pdf)).pages)
        assert pages > 1
        assert "".join(printed_text(pdf, tmp_path).split()).count("推荐意见备注") == pages
    assert len(rosters) == 6


def summaries() -> list[tuple[str, str]]:
    return [key for key in sorted(declared()) if key[1].endswith("/summary")]


def test_summary_is_one_page_however_much_smaller_its_type(tmp_path: Path) -> None:
    for province, id in summaries():
        plan_id, standard_id = declared()[province, id]
        plan = library().plan(plan_id)
        layout = laid_out(plan.tables[id], plan, much(plan, applicant(plan_id, standard_id), 6))

        assert len(PdfReader(io.BytesIO(render_pdf(layout))).pages) == 1


def test_summary_that_fits_no_page_is_told_and_not_clipped() -> None:
    for province, id in summaries():
        plan_id, standard_id = declared()[province, id]
        plan = library().plan(plan_id)
        layout = laid_out(plan.tables[id], plan, much(plan, applicant(plan_id, standard_id), 90))

        with pytest.raises(TooLong) as caught:
            render_pdf(layout)

        assert caught.value.points == 7
        assert caught.value.pages > 1
        assert caught.value.longest


def much(plan: Plan, dossier: Dossier, times: int) -> Dossier:
    """The same applicant with so many workplaces."""
    data = dossier_data(dossier)
    (row, *_) = data["rows"]["work"]
    data["rows"]["work"] = [{**row, "id": f"w{number}"} for number in range(times)]
    return dossier_from({"plan": plan.id, **data})
