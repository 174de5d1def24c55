"""A province that does not exist, written from the guides alone: the format is no province's own.

`tests/packs/trial` uses every way of counting, a code table of its own beside the national ones,
rows inside a form, years as dates, conditional slots and an A3 page.
"""

import json
import shutil
from functools import cache
from pathlib import Path

import pytest
from pikepdf import Pdf

from engine.cases import run_cases
from engine.cases.coverage import breakable
from engine.checks import check
from engine.fill import fill, fill_facts
from engine.fill.breaking import find_target
from engine.lint import lint
from engine.packs.library import Library, read_source
from engine.packs.model import Plan
from engine.printing import render_html, render_pdf
from engine.share import pack_folders
from engine.tables.lay_out import lay_out

PACKS = Path(__file__).parent / "packs" / "trial"
PLAN = "trial/2026-engineers"
A3_LANDSCAPE = (1191, 842)
FAIL_WITH_OTHERS = {"works", "fruits"}
"""Categories whose minimum other rules reach anyway, so that they never fail alone."""


@cache
def library() -> Library:
    return Library(pack_folders([PACKS]))


@cache
def plan() -> Plan:
    return library().plan(PLAN)


def breakable_rules() -> list[str]:
    targets = [id for id, _ in breakable(plan()) if find_target(plan().standards[0], id)]
    return [id for id in targets if id not in FAIL_WITH_OTHERS]


def problems_of(packs: Library, folder: str) -> list[str]:
    """The problems of our own files: a national code table need not be used here."""
    return [text for problem in lint(packs) if (text := str(problem)).startswith(folder)]


def test_trial_province_lints_clean() -> None:
    assert problems_of(library(), "trial/") == []


def test_trial_province_keeps_the_national_code_tables() -> None:
    assert {"trial-place", "ethnic", "education"} <= set(library().ids("codes"))


def test_trial_cases_are_as_expected() -> None:
    results = run_cases(library())

    assert [(result.id, result.explanation) for result in results if not result.passed] == []
    assert len(results) == 13


@pytest.mark.parametrize("seed", range(4))
def test_trial_applicants_pass(seed: int) -> None:
    dossier = fill(plan(), seed)

    report = check(plan(), dossier, fill_facts(plan()))

    assert [one.message for one in report.problems if one.severity == "error"] == []
    assert set(dossier.rows) <= {*plan().standards[0].section_of, *plan().standards[0].item_of}
    assert "post" not in dossier.rows


@pytest.mark.parametrize("id", breakable_rules())
def test_trial_rules_fail_alone(id: str) -> None:
    report = check(plan(), fill(plan(), break_rule=id), fill_facts(plan()))

    target = find_target(plan().standards[0], id)
    assert target is not None
    told = [one for one in report.problems if target.is_meant(one)]
    assert told
    assert [one for one in report.problems if one.severity == "error" and one not in told] == []


def test_trial_table_turns_to_a3_landscape(tmp_path: Path) -> None:
    dossier = fill(plan(), 1)
    report = check(plan(), dossier, fill_facts(plan()))
    layout = lay_out(plan().tables["trial/review"], plan(), dossier, report)

    path = tmp_path / "review.pdf"
    path.write_bytes(render_pdf(layout))

    with Pdf.open(path) as pdf:
        sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages]
    assert sizes[-1] == A3_LANDSCAPE
    assert set(sizes[:-1]) == {(595, 842)}
    assert "申报人签字：" in render_html(layout)


def test_trial_packs_say_the_same_as_json(tmp_path: Path) -> None:
    folder = tmp_path / "json"
    shutil.copytree(PACKS, folder)
    for path in folder.rglob("*.yaml"):
        data = read_source(path).root.plain()
        path.with_suffix(".json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        path.unlink()

    found = Library(pack_folders([folder]))

    assert problems_of(found, "json/") == []
    assert found.plan(PLAN).digest == plan().digest
