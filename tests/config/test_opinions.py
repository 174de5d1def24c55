"""Opinions on tables are those of the chain that the table tells of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.lint.printing import check_plan
from engine.lint.subject import LintedPlan
from engine.packs.library import Library
from engine.tables.model import Opinion

PLAN = "anhui/2026-engineering"


@pytest.mark.parametrize(
    ("table", "node", "told"),
    [
        ("anhui/reissue", "hr", []),
        ("anhui/reissue", "committee", ["补换证流程没有节点“committee”"]),
        ("anhui/engineering-review-form", "committee", []),
        ("anhui/engineering-review-form", "boss", ["审核流程没有节点“boss”"]),
    ],
)
def test_opinion_is_that_of_a_node_of_its_chain(
    library: Library, table: str, node: str, told: list[str]
) -> None:
    plan = library.plan(PLAN)
    block = next(one for one in plan.tables[table].blocks if isinstance(one, Opinion))
    changed = replace(plan.tables[table], blocks=(replace(block, node=node),))
    tables = {**plan.tables, table: changed}
    standard = replace(plan.standards[0], tables=(table,))
    subject = LintedPlan(
        plan=replace(plan, tables=tables, standards=(standard,)), resolved=library.resolve(PLAN)
    )

    found = [one.message for one in check_plan(subject) if one.code == "unknown-reference"]

    assert [one.partition("”的")[2] for one in found] == told
