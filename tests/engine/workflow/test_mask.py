"""What a return opens: the marked parts, what depends on them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.packs.library import Library
from engine.packs.model import Standard
from engine.workflow.mask import Mask, build_mask
from engine.workflow.model import Returning
from tests.engine.packs.samples import STANDARD, write_library

LISTS = {"j1": "jobs", "j2": "jobs", "p1": "pots", "p2": "other"}
OWN = """\
sections:
  - id: life
    name: 履历
    type: form
    fields:
      - {id: retired, name: 已退休, type: boolean}
      - {id: since, name: 退休日期, type: date, when: life.retired}
      - {id: years, name: 工作年数, type: integer}
      - {id: craft_years, name: 手艺年数, type: integer, at_most: life.years}
      - {id: reason, name: 说明, type: text, required: computed.decades > 2}
      - {id: town, name: 城镇, type: text}
  - id: school
    name: 学校
    type: rows
    min: [{when: life.years > 1, value: 1}]
    fields: [{id: place, name: 校名, type: text}]
  - id: scans
    name: 扫描件
    type: slots
    slots:
      - {id: old_age, name: 退休证, required: life.since != null}
      - {id: other_scan, name: 其他}
computed:
  - {id: decades, name: 年代, value: life.years / 10}
"""


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    computed = "computed:\n  - {id: decades, name: 年代, value: life.years / 10}\n"
    own = STANDARD.replace("computed:\n", computed).replace(
        "    when: {application.level: 正高级}\n", "    when: count(school) > 0\n"
    )
    text = own + OWN.removesuffix(computed)
    folder: Path = tmp_path_factory.mktemp("mask")
    return Library(write_library(folder, standard=text)).plan("lake/2030").standards[0]


def parts(standard: Standard, *marks: str) -> Mask:
    return build_mask("parts", marks, standard, LISTS)


def allowed(mask: Mask, *paths: str) -> list[str]:
    return [path for path in paths if mask.allows(path)]


@pytest.mark.requirement("JL-36")
def test_only_the_marked_section_is_open(standard: Standard) -> None:
    mask = parts(standard, "view")

    everything = ("view", "view.politics", "life.town", "jobs", "jobs.j1", "j1/letter", "scan")
    assert allowed(mask, *everything) == ["view", "view.politics"]
    assert mask.sections == {"view"}


def test_a_marked_field_opens_itself_and_not_its_section(standard: Standard) -> None:
    mask = parts(standard, "life.town")

    assert mask.open == {"life.town"}
    assert allowed(mask, "life", "life.town", "life.years") == ["life.town"]
    assert mask.sections == {"life"}


def test_what_appears_by_a_marked_answer_is_open_too_and_so_on(standard: Standard) -> None:
    mask = parts(standard, "life.retired")

    assert mask.open == {"life.retired", "life.since", "old_age"}
    assert mask.sections == {"life", "scans"}


def test_limits_computed_values_and_numbers_of_rows_open_what_they_ask_for(
    standard: Standard,
) -> None:
    mask = parts(standard, "life.years")

    assert mask.allows("life.craft_years"), "at_most"
    assert mask.allows("life.reason"), "required by a computed value"
    assert mask.allows("school"), "min of rows"
    assert allowed(mask, "pots", "other") == ["pots", "other"], "a category that counts those rows"
    assert allowed(mask, "life.town", "life.since", "jobs") == []


@pytest.mark.requirement("JL-36")
def test_a_marked_row_opens_its_answers_and_files_and_no_other_row(standard: Standard) -> None:
    mask = parts(standard, "jobs.j1")

    own = ["jobs.j1", "jobs.j1.place", "j1/letter"]
    assert allowed(mask, *own, "jobs", "jobs.j2", "j2/letter", "jobs.new", "j9/letter") == own
    assert mask.sections == {"jobs"}


def test_a_marked_list_opens_all_its_rows(standard: Standard) -> None:
    mask = parts(standard, "jobs")

    assert allowed(mask, "jobs", "jobs.new", "j2/letter", "p1/picture") == [
        *("jobs", "jobs.new", "j2/letter"),
    ]


def test_marks_may_name_slots_of_sections_and_of_rows(standard: Standard) -> None:
    mask = parts(standard, "other_scan", "j2/letter")

    paths = ("other_scan", "old_age", "scans", "j1/letter", "j2/letter", "jobs.j2")
    assert allowed(mask, *paths) == ["other_scan", "j2/letter"]
    assert mask.sections == {"scans", "jobs"}


def test_a_marked_category_opens_its_items(standard: Standard) -> None:
    mask = parts(standard, "skill")

    assert allowed(mask, "pots.p1", "other", "p2/picture") == ["pots.p1", "other", "p2/picture"]
    assert mask.sections == {"pots", "other"}


def test_a_marked_slots_section_opens_its_slots(standard: Standard) -> None:
    assert parts(standard, "scans").open == {"scans", "old_age", "other_scan"}


def test_what_comes_from_the_account_is_never_opened(standard: Standard) -> None:
    mask = parts(standard, "person", "person.name", "unit", "life.town")

    assert allowed(mask, "person", "person.name", "unit", "life.town") == ["life.town"]
    assert not mask.sections & {"person", "unit"}


@pytest.mark.parametrize(("returning", "marks"), [("whole", ["life.town"]), ("parts", [])])
def test_whole_and_unmarked_returns_open_everything(
    standard: Standard, returning: Returning, marks: list[str]
) -> None:
    mask = build_mask(returning, marks, standard)

    assert mask.everything
    assert allowed(mask, "life", "jobs.j1.place", "j1/letter") == [
        *("life", "jobs.j1.place", "j1/letter"),
    ]
    assert mask.sections == {
        *("view", "oath", "jobs", "lessons", "papers", "life", "school", "scans"),
        *("pots", "other"),
    }


def test_unknown_marks_open_nothing_that_there_is(standard: Standard) -> None:
    mask = parts(standard, "gone", "life.gone")

    assert allowed(mask, "life", "life.town", "view") == []


def test_what_a_correction_made_wrong_can_be_cured(standard: Standard) -> None:
    errors = ("life.town", "jobs.j1.place", "lessons.name", "papers", "skill", "person.years")
    mask = build_mask("parts", ["view"], standard, LISTS, errors)

    cured = ["view", "life.town", "jobs.j1", "j1/letter", "lessons", "scan", "pots.p1"]
    assert allowed(mask, *cured, "life.years", "jobs.j2", "person.years") == cured
