"""idle-paths: units ask for ways upward that nothing ever goes.

`paths: {request: true}` gives every unit the page of its requests. Where no node of the province's
chain is a department's, nothing is reported upward, and whoever asks waits for nothing.

Passes: `paths: {request: true}` with a node `by: department`. Fails: without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.lint.subject import problem
from engine.packs.province import Province
from engine.problems import Problem

CODE = "idle-paths"


def check_provinces(provinces: Iterable[Province]) -> Iterator[Problem]:
    """The chain of each province beside what it says about paths."""
    for province in provinces:
        leads_up = any(node.by == "department" for node in province.workflow.nodes)
        if province.paths.request and not leads_up:
            yield problem(
                CODE,
                province,
                "paths",
                "单位可以申请上报路径，而审核流程里没有部门的节点，没有数据会上报",
                hint="在 workflow.nodes 里写上 by: department 的节点，或删去 paths",
                severity="warning",
            )
