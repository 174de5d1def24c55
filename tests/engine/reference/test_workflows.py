"""The page of the chains is that of the packs that ship, and says all that may be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.packs.library import Library
from engine.reference.workflows import build_workflows, main
from engine.share import pack_folders
from engine.workflow.chain import reached

PAGE = Path(__file__).parents[3] / "docs" / "workflows.md"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(pack_folders())


def test_page_is_current(library: Library) -> None:
    assert PAGE.read_text(encoding="utf-8") == build_workflows(library), "run `make docs`"
    assert main(["--check", str(PAGE)]) == 0
    assert main([]) == 2


def test_every_action_of_every_node_is_an_arrow_and_in_the_table(library: Library) -> None:
    text = build_workflows(library)

    for id in library.province_ids():
        province = library.province(id)
        chapter = text.partition(f"## {province.name}\n")[2].partition("\n## ")[0]
        for node in reached(province.workflow):
            assert f"| {node.name} |" in chapter
            for action in node.actions:
                name = province.workflow.actions[action]
                assert any(
                    line.lstrip().startswith(node.id) and f"|{name}|" in line
                    for line in chapter.splitlines()
                )


def test_stale_page_is_told(tmp_path: Path) -> None:
    page = tmp_path / "workflows.md"

    assert main(["--check", str(page)]) == 1
    assert main([str(page)]) == 0
    assert main(["--check", str(page)]) == 0


def test_giving_back_is_an_arrow_to_who_decided_before() -> None:
    trial = Path(__file__).parents[2] / "packs" / "trial"

    text = build_workflows(Library(pack_folders([trial])))

    assert "  department -.->|退回上一级| unit\n" in text
    assert "  committee -.->|退回上一级| department\n" in text
    assert "主管部门审核：通过、退回、退回上一级、终止审核" in text
