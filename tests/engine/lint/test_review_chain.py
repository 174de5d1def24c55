"""Chains that an application cannot come through, whatever paths are opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.lint import lint
from engine.packs.library import Library
from tests.engine.lint.test_examples import BASE, GOOD

UNIT = "{id: unit, name: 单位审核, by: unit}"
DEPARTMENT = "{id: department, name: 部门审核, by: department}"
COMMITTEE = "{id: committee, name: 评委会评审, by: committee}"
ISSUER = "{id: issue, name: 发证, by: issuer}"
PLAN = next(path for path in GOOD if path.stem == "dead-end")


def told(folder: Path, nodes: list[str]) -> list[str]:
    """The codes and names of what the linter says of a chain."""
    library = folder / "packs"
    library.mkdir()
    for path in BASE.iterdir():
        if "kind: plan" not in path.read_text(encoding="utf-8"):
            (library / path.name).write_bytes(path.read_bytes())
    head = PLAN.read_text(encoding="utf-8").partition("workflow:")[0]
    chain = "".join(f"    - {node}\n" for node in nodes)
    text = f"{head}workflow:\n  nodes:\n{chain}"
    (library / "plan.yaml").write_text(text, encoding="utf-8")
    return [f"{one.code} {one.path}" for one in lint(Library(library))]


@pytest.mark.parametrize(
    ("nodes", "problems"),
    [
        ([UNIT, DEPARTMENT, COMMITTEE, ISSUER], []),
        ([UNIT, COMMITTEE, DEPARTMENT], ["dead-end department.by"]),
        ([UNIT, COMMITTEE, ISSUER, DEPARTMENT], ["dead-end department.by"]),
        ([DEPARTMENT, UNIT, COMMITTEE], ["unreachable-node unit.by"]),
    ],
)
def test_no_path_leads_downward_or_from_a_committee(
    tmp_path: Path, nodes: list[str], problems: list[str]
) -> None:
    assert told(tmp_path, nodes) == problems


@pytest.mark.parametrize(
    ("node", "code"),
    [
        ("{id: unit, name: 单位审核}", "missing-key"),
        ("{id: unit, name: 单位审核, by: boss}", "not-a-choice"),
        ("{id: unit, name: 单位审核, by: unit, actions: []}", "out-of-range"),
        ("{id: unit, name: 单位审核, by: unit, actions: [hand_in]}", "not-a-choice"),
    ],
)
def test_action_without_a_role_and_role_without_an_action_are_told(
    tmp_path: Path, node: str, code: str
) -> None:
    assert [one.split()[0] for one in told(tmp_path, [node, COMMITTEE])] == [code]
