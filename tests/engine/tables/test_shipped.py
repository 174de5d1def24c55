"""Every shipped table, laid out blank and filled, and printed."""

import re
import subprocess
from pathlib import Path

import pytest

from engine.dossier import Dossier, dossier_from
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.printing import missing_glyphs, render_html, render_pdf
from engine.tables.lay_out import lay_out
from tests.engine.tables.written import written

GOLDEN = Path(__file__).parent / "golden"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed_text(pdf: bytes, folder: Path) -> str:
    file = folder / "table.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_blank_form_of_the_first_plan_says_exactly_this(plan: Plan) -> None:
    layout = lay_out(plan.tables["anhui/review-form"], plan, None)

    assert written(layout) == (GOLDEN / "review-form-blank.txt").read_text()


@pytest.mark.requirement("AH-89")
def test_review_form_has_a_place_for_every_seal(plan: Plan, dossier: Dossier) -> None:
    text = squeezed(written(lay_out(plan.tables["anhui/review-form"], plan, dossier)))

    bodies = ["用人单位", "业务主管部门", "职称管理部门", "评委会组建单位", "评审委员会"]
    assert [body for body in bodies if "/".join(body) not in text] == []
    assert text.count("公章）") == 9


@pytest.mark.requirement("AH-90")
def test_review_form_prints_what_was_applied_with(
    plan: Plan, dossier: Dossier, tmp_path: Path
) -> None:
    layout = lay_out(plan.tables["anhui/review-form"], plan, dossier)

    read = squeezed(printed_text(render_pdf(layout), tmp_path))

    for text in layout.texts():
        for line in text.split("\n"):
            assert set(squeezed(line)) <= set(read)
    for word in ("李晓", "340104199006079988", "蚌埠市青山小学", "一级教师", "大学本科"):
        assert word in read
    for word in ("小学科学实验教学改革", "怀远县某中心小学", "小学科学实验设计", "教师资格证.jpg"):
        assert word in read
    assert layout.digest in read


def test_review_form_survives_an_ambitious_applicant(
    plan: Plan, dossier_data: dict[str, object], tmp_path: Path
) -> None:
    rows = dict(dossier_data["rows"])  # type: ignore[call-overload]
    award = rows["tenure_honor"][0]
    rows["tenure_honor"] = [
        {**award, "id": f"h{number}", "name": f"第{number}号教学成果奖"} for number in range(1, 46)
    ]
    mentoring = rows["mentoring_record"][0]
    rows["mentoring_record"] = [{**mentoring, "effect": "成效显著；" * 700}]
    sections = dict(dossier_data["sections"])  # type: ignore[call-overload]
    sections["person"] = {**sections["person"], "name": "李𫖯𬱖䶮"}
    told = {"plan": plan.id, **dossier_data, "rows": rows, "sections": sections}

    layout = lay_out(plan.tables["anhui/review-form"], plan, dossier_from(told))
    read = squeezed(printed_text(render_pdf(layout), tmp_path))

    assert read.count("成效显著；") == 700
    assert all(f"第{number}号教学成果奖" in read for number in range(1, 46))
    assert "李𫖯𬱖䶮" in read


def test_every_shipped_table_is_laid_out_and_printed(library: Library) -> None:
    for id in library.plan_ids():
        plan = library.plan(id)
        for table in plan.tables.values():
            layout = lay_out(table, plan, None)
            assert missing_glyphs("".join(layout.texts())) == ""
            assert table.name in render_html(layout)
            assert render_pdf(layout).startswith(b"%PDF")
